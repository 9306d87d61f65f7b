// Questions to `stats`: every column counted, over time, with percentiles.
import { json } from '../support/ctl.mjs';

const sorted = pairs => Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
const filled = pairs => sorted(pairs.filter(([value, count]) => value !== '' && value !== null && count > 0).map(([v, n]) => [String(v), n]));

// column, where its values are, its value; values that are absent or empty are not compared.
const columns = [
  ['Outcome', 'events', 'Outcome'],
  ['ScriptName', 'events', 'ScriptName'],
  ['EventType', 'events', 'EventType'],
  ['Method', 'events', 'Method'],
  ['Status', 'events', 'Status'],
  ['Version', 'events', 'Version'],
  ['Entrypoint', 'events', 'Entrypoint'],
  ['DispatchNamespace', 'events', 'DispatchNamespace'],
  ['OutcomeSlice', 'events', `CASE WHEN Outcome = 'ok' AND HasException THEN 'ok, with exception' ELSE Outcome END`],
  ['HasException', 'events', `CASE WHEN HasException THEN 'true' ELSE 'false' END`],
  ['Level', 'lines', 'Level'],
  ['ExceptionName', 'exceptions', 'Name'],
  ['ScriptTags', '(SELECT unnest(ScriptTags) AS Tag FROM events)', 'Tag'],
  ['CPUTimeMs', 'events', 'CPUTimeMs'],
];

function countOf([column, table, value]) {
  return {
    name: `count by ${column}`,
    ours: store => filled(json(['stats', '--store', store, '--by', column, '--limit', '0']).values.map(v => [v.value, v.count])),
    sql: `SELECT ${value}, count(*) FROM ${table} GROUP BY 1`,
    shape: filled,
  };
}

// buckets of a histogram as "start value" -> count
function histogramOf(by, width, milliseconds, value) {
  return {
    name: `histogram by ${by}, ${width} buckets`,
    ours: store => {
      const { buckets } = json(['stats', '--store', store, '--by', by, '--bucket', width, '--limit', '0']);
      return filled(buckets.flatMap(({ start, values }) => Object.entries(values).map(([v, n]) => [`${start} ${v}`, n])));
    },
    sql: `SELECT (EventTimestampMs // ${milliseconds}) * ${milliseconds} || ' ' || ${value}, count(*) FROM events GROUP BY 1`,
    shape: filled,
  };
}

const percents = [50, 95, 99];

// Nearest rank, spelled out: the smallest value with at least p percent of all at or below it.
const nearestRank = (column, percent) => `(SELECT ${column} FROM
  (SELECT ${column}, row_number() OVER (ORDER BY ${column}) AS rank, count(*) OVER () AS n FROM events WHERE ${column} IS NOT NULL)
  WHERE rank = greatest(1, (n * ${percent} + 99) // 100))`;

function percentilesOf(column) {
  return {
    name: `percentiles of ${column}`,
    ours: store => {
      const { percentiles } = json(['stats', '--store', store, '--by', 'Outcome', '--percentiles', column]);
      return percents.map(p => percentiles[column][`p${p}`]);
    },
    sql: `SELECT ${percents.map(p => nearestRank(column, p)).join(', ')}`,
    shape: rows => rows[0],
  };
}

function percentilesByWorker(column) {
  const ranked = `SELECT ScriptName, ${column}, row_number() OVER (PARTITION BY ScriptName ORDER BY ${column}) AS rank,
    count(*) OVER (PARTITION BY ScriptName) AS n FROM events WHERE ${column} IS NOT NULL`;
  const at = p => `max(${column}) FILTER (WHERE rank = greatest(1, (n * ${p} + 99) // 100))`;
  return {
    name: `percentiles of ${column} by Worker`,
    ours: store => sorted(json(['stats', '--store', store, '--by', 'ScriptName', '--percentiles', column, '--limit', '0']).values
      .map(v => [v.value, percents.map(p => v.percentiles[column][`p${p}`])])),
    sql: `SELECT ScriptName, ${percents.map(at).join(', ')} FROM (${ranked}) GROUP BY 1`,
    shape: rows => sorted(rows.map(([worker, ...values]) => [worker, values])),
  };
}

export const countQuestions = [
  ...columns.map(countOf),
  histogramOf('Outcome', '1m', 60_000, 'Outcome'),
  histogramOf('Outcome', '15m', 900_000, 'Outcome'),
  histogramOf('EventType', '1h', 3_600_000, 'EventType'),
  histogramOf('ScriptName', '1h', 3_600_000, 'ScriptName'),
  percentilesOf('CPUTimeMs'),
  percentilesOf('WallTimeMs'),
  percentilesByWorker('CPUTimeMs'),
  percentilesByWorker('WallTimeMs'),
];
