// DuckDB on the same objects: read into tables of its own with columns spelled out, then the same questions asked of these tables.
import { rmSync } from 'node:fs';

import { openDuck, objects } from '../real/support/duck.mjs';

// Its lines and exceptions flattened and the messages masked beforehand: prepared for the questions outside of the measured time.
const prepare = [
  `CREATE TABLE lines AS SELECT id, line.Message::VARCHAR AS text FROM (SELECT rowid AS id, unnest(Logs) AS line FROM events)`,
  `CREATE TABLE exceptions AS SELECT id, time_ms, script, version, thrown.Name AS name, thrown.Message AS message,
     regexp_replace(thrown.Message, '[0-9a-f]*[0-9][0-9a-f-]*', '#', 'g') AS mask
     FROM (SELECT rowid AS id, EventTimestampMs AS time_ms, ScriptName AS script, ScriptVersion.ID AS version, unnest(Exceptions) AS thrown
           FROM events)`,
];

const questions = {
  histogram: `SELECT (EventTimestampMs - (SELECT min(EventTimestampMs) FROM events)) // (SELECT (max(EventTimestampMs) - min(EventTimestampMs)) // 300 + 1 FROM events) AS bucket,
      Outcome, count(*) FROM events GROUP BY ALL`,
  percentiles: 'SELECT ScriptName, quantile_disc(CPUTimeMs, [0.5, 0.95, 0.99]) FROM events GROUP BY 1',
// As the program's page asks: also the newest message, the Workers, the versions and 24 buckets of each group.
  groups: `SELECT name, mask, count(*), count(DISTINCT id), min(time_ms), max(time_ms), arg_max(message, time_ms), histogram(script), histogram(version),
        histogram((time_ms - low) // width)
      FROM exceptions, (SELECT min(EventTimestampMs) AS low, (max(EventTimestampMs) - min(EventTimestampMs)) // 24 + 1 AS width FROM events)
      GROUP BY name, mask ORDER BY 3 DESC`,
  'groups, counts only': 'SELECT name, mask, count(*), min(time_ms), max(time_ms) FROM exceptions GROUP BY ALL ORDER BY 3 DESC LIMIT 20',
  page: `SELECT EventTimestampMs, CPUTimeMs, WallTimeMs, Outcome, ScriptName, EventType, Entrypoint, ScriptVersion.ID FROM events
      ORDER BY EventTimestampMs DESC LIMIT 200 OFFSET (SELECT count(*) // 2 FROM events)`,
  substring: `SELECT count(DISTINCT id) FROM lines WHERE contains(text, 'does not occur anywhere')`,
  regex: `SELECT count(DISTINCT id) FROM lines WHERE regexp_matches(text, 'timed out after [0-9]+ ?ms', 'i')`,
  'filtered count': `SELECT count(*) FROM events WHERE Outcome <> 'ok' AND CPUTimeMs > 20`,
  'count by Worker': 'SELECT ScriptName, count(*) FROM events GROUP BY 1',
};

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(work, repeats) {
  await work();
  const times = [];
  for (let i = 0; i < repeats; i += 1) times.push(await timed(work));
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

export async function measureDuck(folder, file, repeats) {
  const ingests = [];
  for (let i = 0; i < 2; i += 1) {
    for (const part of [file, `${file}.wal`]) rmSync(part, { force: true });
    const duck = await openDuck(2, file);
    ingests.push(await timed(async () => {
      await duck.run(`CREATE TABLE events AS SELECT * FROM ${objects(folder)}`);
      await duck.run('CHECKPOINT');
    }));
    duck.close();
  }
  const duck = await openDuck(2, file);
  for (const sql of prepare) await duck.run(sql);
  const queries = {};
  for (const [name, sql] of Object.entries(questions)) queries[name] = await median(() => duck.rows(sql), repeats);
  const [[version]] = await duck.rows('SELECT version()');
  duck.close();
  return { version, ingest_ms: Math.min(...ingests), queries_ms: queries };
}
