// A job copied as Terraform, read by HashiCorp's own parser: each attribute is the job's, secrets are variables, and `terraform fmt` would
// leave the text as it is.
//   terraform.mjs PATH-OF-job_words
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';

import { must, equal, seeded } from './support/check.mjs';
import { counterpart } from './support/modules.mjs';

const { parse } = counterpart('@cdktf/hcl2json');
const account = '1f2e3d4c5b6a79881f2e3d4c5b6a7988';
const random = seeded(20261122);
const below = n => Math.floor(random() * n);
const pick = list => list[below(list.length)];
const some = (list, most) => Array.from({ length: below(most + 1) }, () => pick(list)).join('');

// The unfinished templates would not parse where one was left a template.
const signs = ['a', 'Z', ' ', '"', '\\', '\n', '\r', '\t', '\b', '\u0001', '\u007f', "'", '`', '$', '${', '$${', '$$${', '%{', '%%{', '${x', '%{ if', '}', '{',
  '#', '//', '/*', '<<EOT', '=', '\\n', '\\u0041', 'é', '日本', '😀', '\u202e', '\u2028', '~', '*'];
const text = () => some(signs, 14);

// Destinations: what is said as it is, and between « and » a secret, with the variable's name.
const destinations = [
  'r2://depot/{DATE}?account-id=1f2e&access-key-id=a1&secret-access-key=«secret_access_key»',
  's3://depot/$${x}/${y}/%{z?region=eu&sse=AES256',
  's3://depot/a"b\\c?region=eu&access-key-id=k&secret-access-key=«secret_access_key»&endpoint=h.test',
  'https://«destination_user»@take.test/in?header_X-A%20b=«header_x_a_20b»&tags=${t}&header_Authorization=«header_authorization»',
  'sumo://h.test/receiver/v1/http/«destination_path»',
  'splunk://h.test:8088/services/collector/raw?channel=c&header_Authorization=«header_authorization»',
];

const options = () => ({
  ...(below(2) && { field_names: ['Event', 'Outcome', text()] }),
  ...(below(2) && { sample_rate: pick([1, 0.1, 0.000001, 0.12345678901]) }),
  ...(below(2) && { 'CVE-2021-44228': pick([true, false]) }),
  ...(below(2) && { record_prefix: text() }),
  ...(below(2) && { batch_suffix: pick(['', text()]) }),
  ...(below(2) && { record_template: `{{.Outcome}} ${text()}` }),
  ...(below(3) && { output_type: 'csv' }),
  ...(below(4) || { timestamp_format: null }),
});

const jobs = Array.from({ length: 400 }, (_, i) => {
  const marked = pick(destinations);
  return {
    marked,
    job: {
      id: i,
      name: pick([`job ${i}`, text(), '', '9 lives', 'Prod-1', 'été']),
      dataset: 'workers_trace_events',
      enabled: pick([true, false]),
      destination_conf: marked.replaceAll(/«(\w+)»/g, 'hu5h$1'),
      ...(below(2) && { filter: JSON.stringify({ where: { key: 'ScriptName', operator: 'contains', value: text() } }) }),
      ...(below(4) && { output_options: options() }),
      ...(below(3) || { max_upload_bytes: 5_000_000, max_upload_interval_seconds: 30 }),
      ...(below(5) || { frequency: null }),
      ...(below(6) || { some_thing_new: { deep: [1, true, null, text()], [`k${text()}`]: { none: {} } } }),
      ...(below(6) || { 'no name = of "an" argument\n': 1 }),
      last_complete: '2026-11-21T12:00:00Z',
    },
  };
});

const done = spawnSync(process.argv[2], [account], { input: jobs.map(({ job }) => JSON.stringify(job)).join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
equal(done.status, 0, `the program ends well: ${done.stderr}`);
const said = done.stdout.trim().split('\n').map(line => JSON.parse(line).terraform);
equal(said.length, jobs.length, 'each job is said');

// The parser hands templates back as they are written.
const plain = value => {
  if (typeof value === 'string') return value.replaceAll('$${', '${').replaceAll('%%{', '%{');
  if (Array.isArray(value)) return value.map(plain);
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [plain(k), plain(v)])) : value;
};
const escaped = written => written.replaceAll('${', () => '$${').replaceAll('%{', '%%{');

function meantBy({ job, marked }) {
  const { id, last_complete, destination_conf, 'no name = of "an" argument\n': left, ...rest } = structuredClone(job);
  if (rest.output_options && 'CVE-2021-44228' in rest.output_options) {
    rest.output_options.cve_2021_44228 = rest.output_options['CVE-2021-44228']; // the provider's name of it
    delete rest.output_options['CVE-2021-44228'];
  }
  return { ...rest, account_id: account, destination_conf: escaped(marked).replaceAll(/«(\w+)»/g, (_, name) => `\${var.${name}}`) };
}

/** What `terraform fmt` would change: two spaces for each open bracket, equal signs below one another in lines that follow one another. */
function unformatted(terraform) {
  const bare = terraform.replaceAll(/"(?:[^"\\]|\\.)*"/g, string => 'x'.repeat(string.length));
  const lines = bare.trimEnd().split('\n');
  let depth = 0;
  const found = [];
  let chain = [];
  const close = () => {
    const at = Math.max(...chain.map(line => line.slice(0, line.indexOf('=')).trimEnd().length)) + 1;
    found.push(...chain.filter(line => line.indexOf('=') !== at).map(line => `not aligned: ${line}`));
    chain = [];
  };
  for (const line of lines) {
    const net = [...line].reduce((sum, c) => sum + ('{['.includes(c) ? 1 : '}]'.includes(c) ? -1 : 0), 0);
    if (/^\s*[}\]]/.test(line)) depth -= 1;
    if (line.length - line.trimStart().length !== depth * 2) found.push(`not indented by ${depth * 2}: ${line}`);
    if (line !== line.trimEnd()) found.push(`ends in a space: ${line}`);
    if (line.includes('=') && net === 0) chain.push(line);
    else if (chain.length > 0) close();
    if (line.includes('=') && !/\S = \S/.test(line.replace(/ +=/, ' ='))) found.push(`spaces about the sign: ${line}`);
    if (line.includes('=') && net > 0 && !/^ *\S+ = /.test(line)) found.push(`not one space: ${line}`);
    if (net > 0) depth += 1;
  }
  if (depth !== 0) found.push(`${depth} open in the end`);
  return found;
}

for (const [i, terraform] of said.entries()) {
  const about = `${JSON.stringify(jobs[i].job)}\n${terraform}`;
  const resources = (await parse('job.tf', terraform)).resource;
  equal(Object.keys(resources).join(), 'cloudflare_logpush_job', 'the resource');
  const [[label, [read]]] = Object.entries(resources.cloudflare_logpush_job);
  must(/^[a-z_][a-z0-9_]*$/.test(label), `${label} is a label`);
  const { destination_conf, ...rest } = read;
  const { destination_conf: wanted, ...meant } = meantBy(jobs[i]);
  equal(destination_conf, wanted, 'the destination');
  must(isDeepStrictEqual(plain(rest), meant), `read back it is the job: ${JSON.stringify(plain(rest))}\n${about}`);
  must(!terraform.includes('hu5h'), `no secret is in it: ${about}`);
  const shape = unformatted(terraform);
  must(shape.length === 0, `it is formatted: ${shape.join('\n')}\n${about}`);
}
must(unformatted('resource "a" "b" {\n  a = 1\n  bcd = 2\n}\n').length > 0, 'what is not aligned is seen');
must(unformatted('resource "a" "b" {\n  a   = 1\n  bcd = {\n    c = 3\n  }\n}\n').length > 0, 'what is aligned with a block is seen');
console.log(`${said.length} jobs, all read back as they were`);
