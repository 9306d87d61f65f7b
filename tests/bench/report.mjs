// The measurements as a table for people and as a picture.

const fixed = (number, digits = 1) => number.toFixed(digits);
const rate = (bytes, ms) => bytes / 1e6 / (ms / 1e3);

const questionNames = {
  histogram: 'histogram, 300 buckets × outcome',
  percentiles: 'p50/95/99 of CPU time by Worker',
  groups: 'exception groups as the page shows them',
  'groups, counts only': 'the same, where DuckDB only counts',
  page: '200 rows in the middle, by time',
  substring: 'substring nobody wrote, all text',
  regex: 'regex, any case, all text',
  'filtered count': 'count with a filter',
  'count by Worker': 'count by Worker',
};

function ingestRows({ ceiling, ours, duck, tools, raw_bytes: raw, events }) {
  const row = (name, ms) => ({ name, ms, mbps: rate(raw, ms), events: events / (ms / 1e3) });
  return [
    row('ceiling: inflate + parse every field, 2 threads', ceiling.ms),
    row('ours, to queryable and durable', ours.ingest_ms),
    row('ours, 1 thread', ours.ingest_1_thread_ms),
    row('DuckDB read_ndjson, explicit columns, to its file', duck.ingest_ms),
    row('one rg -z search', tools.rg.ms),
    row('one zcat | jq question', tools.jq.ms),
  ];
}

/** "groups, counts only": what DuckDB is asked less for is the same question to us. */
const oursOf = (ours, key) => ours.queries_ms[key.split(',')[0]];

const queryRows = ({ ours, duck }) => Object.entries(questionNames).map(([key, name]) =>
  ({ name, ours: oursOf(ours, key), duck: duck.queries_ms[key], times: duck.queries_ms[key] / oursOf(ours, key) }));

function engineLines(results) {
  const { ceiling, ours, duck } = results;
  return [
    '## Engine',
    '',
    `${results.events} events in ${results.objects} objects, ${fixed(results.raw_bytes / 1e6)} MB raw, ${fixed(results.gz_bytes / 1e6)} MB gzip;`
      + ` DuckDB ${duck.version}.`,
    '',
    '| ingest | ms | MB/s (raw) | events/s |',
    '|---|---:|---:|---:|',
    ...ingestRows(results).map(r => `| ${r.name} | ${fixed(r.ms, 0)} | ${fixed(r.mbps, 0)} | ${fixed(r.events, 0)} |`),
    '',
    `Ours is ${fixed(ceiling.ms / ours.ingest_ms, 2)} of the ceiling, ${fixed(duck.ingest_ms / ours.ingest_ms, 1)} × DuckDB,`
      + ` ${fixed(ours.ingest_1_thread_ms / ours.ingest_ms, 2)} × its own single thread; reopened in ${fixed(ours.reopen_ms)} ms;`
      + ` ${fixed(ours.store_bytes / results.events, 0)} bytes an event on disk.`,
    '',
    '| question | ours, ms | DuckDB native, ms | times faster |',
    '|---|---:|---:|---:|',
    ...queryRows(results).map(r => `| ${r.name} | ${fixed(r.ours, 2)} | ${fixed(r.duck, 2)} | ${fixed(r.times)} |`),
    '',
    `One search of everything: ours ${fixed(ours.queries_ms.substring)} ms, rg -z ${fixed(results.tools.rg.ms, 0)} ms.`,
    '',
  ];
}

/** A figure beside what is promised of it. */
const promise = (what, measured, most, unit) => `| ${what} | ${measured} | < ${most} ${unit} |`;

function tinyLines(tiny) {
  return [
    '## Tiny objects',
    '',
    `${tiny.objects} objects of ${fixed(tiny.bytes / tiny.objects, 0)} bytes, ${tiny.events} events; ${tiny.repeats} rounds, their middle.`,
    '',
    '| | measured | promised |',
    '|---|---:|---:|',
    `| events/s, beside the usual objects' ${fixed(tiny.usual_rate, 0)} | ${fixed(tiny.tiny_rate, 0)} = ${fixed(tiny.ratio, 2)} | ≥ 0.5 |`,
    `| files of the store | ${tiny.files} | < 300 |`,
    '',
  ];
}

function bucketLines(bucket) {
  const row = (name, took) => `| ${name} | ${fixed(took.ms, 0)} | ${fixed(took.least, 0)}–${fixed(took.most, 0)} |`;
  return [
    '## A bucket',
    '',
    `${bucket.objects} objects, ${bucket.events} events, ${fixed(bucket.bytes / 1e6)} MB, on loopback; ${bucket.server};`
      + ` ${bucket.rclone_version}; ${bucket.repeats} rounds, their middle.`,
    '',
    '| into an empty place | ms | least–most |',
    '|---|---:|---:|',
    row('rclone copy --transfers 8', bucket.rclone),
    row('our import of what it brought', bucket.import),
    row('both together', bucket.both),
    row('ours: sync of the bucket', bucket.sync),
    row('rclone copy --transfers 8 --use-server-modtime', bucket.rclone_fastest),
    '',
    `Sync takes ${fixed(bucket.ratio, 2)} of both together (promised: at most 1.15; round by round ${fixed(bucket.ratios.least, 2)}–${fixed(bucket.ratios.most, 2)});`
      + ` ${fixed(bucket.ratio_to_fastest, 2)} where rclone asks for no times.`,
    '',
    '| the window on the same bucket | measured | promised |',
    '|---|---:|---:|',
    `| synced, its rows shown as they land | ${fixed(bucket.window.sync_ms, 0)} ms | |`,
    promise('longest stall while it syncs', `${fixed(bucket.window.sync_longest_stall_ms)} ms`, 50, 'ms'),
    `| … in which the window's own thread computed | ${fixed(bucket.window.sync_stall_busy_ms)} ms | |`,
    promise('longest stall while its deliveries open', `${fixed(bucket.window.open_longest_stall_ms)} ms`, 50, 'ms'),
    `| … in which the window's own thread computed | ${fixed(bucket.window.open_stall_busy_ms)} ms | |`,
    promise('the longest of all rounds', `${fixed(bucket.window_worst_stall_ms)} ms`, 50, 'ms'),
    '',
  ];
}

function nameLines({ list, window, ...names }) {
  return [
    `## ${names.names} names`,
    '',
    `Of ${names.days} days, from a server that only lists, on loopback; ${names.repeats} times, their middle.`,
    '',
    '| | measured | promised |',
    '|---|---:|---:|',
    `| listed, in ${list.list_calls} calls one after the other | ${fixed(list.list_ms, 0)} ms | |`,
    promise('memory that listing takes at most', `${fixed(list.peak_mb)} MB`, 150, 'MB'),
    `| … and what the names keep | ${fixed(list.kept_mb)} MB | |`,
    `| in the window: from the click on Deliveries to the last name listed | ${fixed(window.listed_ms, 0)} ms | |`,
    promise('… from the listing to the drawn page', `${fixed(window.opened_ms - window.listed_ms, 0)} ms`, 1000, 'ms'),
    promise('… from the click to the drawn page', `${fixed(window.opened_ms, 0)} ms`, 1000, 'ms'),
    promise('… memory that takes at most', `${fixed(window.open_peak_mb)} MB`, 150, 'MB'),
    promise('… longest stall', `${fixed(window.open_longest_stall_ms)} ms`, 50, 'ms'),
    `| then 7 d, listed anew, to the drawn page | ${fixed(window.span_2_ms, 0)} ms | |`,
    promise('… longest stall', `${fixed(window.span_2_longest_stall_ms)} ms`, 50, 'ms'),
    `| then 30 d, listed anew, to the drawn page | ${fixed(window.span_3_ms, 0)} ms | |`,
    promise('… longest stall', `${fixed(window.span_3_longest_stall_ms)} ms`, 50, 'ms'),
    promise('the longest stall of all rounds', `${fixed(names.window_worst_stall_ms)} ms`, 50, 'ms'),
    promise('the most memory of all rounds', `${fixed(Math.max(names.list_most_mb, names.window_most_mb))} MB`, 150, 'MB'),
    '',
  ];
}

export function report({ machine, engine, tiny, bucket, names }) {
  return [
    '# Measured',
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB; ${machine.system}, kernel ${machine.kernel}; ${machine.compiler};`
      + ` load before ${fixed(machine.load_before, 2)}; ${machine.when}.`,
    '',
    ...(engine ? engineLines(engine) : []),
    ...(tiny ? tinyLines(tiny) : []),
    ...(bucket ? bucketLines(bucket) : []),
    ...(names ? nameLines(names) : []),
  ].join('\n');
}

const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Horizontal bars on a logarithmic scale: `rows` are {name, values: [{value, label, colour}]}. */
function bars(rows, top, title) {
  const [left, width] = [330, 520];
  const all = rows.flatMap(row => row.values.map(v => v.value));
  const [low, high] = [Math.log10(Math.min(...all) / 2), Math.log10(Math.max(...all) * 1.5)];
  const parts = [`<text x="20" y="${top}" font-weight="600" font-size="15">${escape(title)}</text>`];
  let y = top + 14;
  for (const row of rows) {
    parts.push(`<text x="${left - 10}" y="${y + 7 * row.values.length + 4}" text-anchor="end">${escape(row.name)}</text>`);
    for (const { value, label, colour } of row.values) {
      const length = Math.max(2, ((Math.log10(value) - low) / (high - low)) * width);
      parts.push(`<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="12" rx="2" fill="${colour}"/>`);
      parts.push(`<text x="${left + length + 6}" y="${y + 10}" font-size="11">${escape(label)}</text>`);
      y += 14;
    }
    y += 8;
  }
  return { text: parts.join('\n'), bottom: y };
}

export function chart(results) {
  const colours = { ours: '#2b59c3', other: '#7a8595', ceiling: '#0e6b4a' };
  const colourOf = name => (name.startsWith('ours') ? colours.ours : name.startsWith('ceiling') ? colours.ceiling : colours.other);
  const ingest = bars(ingestRows(results).map(r =>
    ({ name: r.name, values: [{ value: r.mbps, label: `${fixed(r.mbps, 0)} MB/s`, colour: colourOf(r.name) }] })), 40, 'Through all objects, MB/s of raw text (log scale)');
  const queries = bars(queryRows(results).map(r => ({
    name: r.name,
    values: [{ value: r.ours, label: `ours ${fixed(r.ours, 2)} ms`, colour: colours.ours }, { value: r.duck, label: `DuckDB ${fixed(r.duck, 2)} ms`, colour: colours.other }],
  })), ingest.bottom + 34, 'Questions, ms (log scale, shorter is better)');
  const { machine } = results;
  const height = queries.bottom + 40;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="980" height="${height}" font-family="sans-serif" font-size="12" fill="#18202b">
<rect width="980" height="${height}" fill="#ffffff"/>
${ingest.text}
${queries.text}
<text x="20" y="${height - 14}" font-size="11">${escape(`${results.events} events, ${results.objects} objects; ${machine.cpu}, ${machine.cores} cores; ${machine.when}`)}</text>
</svg>
`;
}
