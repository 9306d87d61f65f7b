// "The next deploy will switch it off": said before, proved by wrangler itself, and prevented by our pin. What a missing key leads to is
// recorded as wrangler sends it; what the API keeps then is not known, and not claimed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { equal, must } from './support/check.mjs';
import { json, scratch } from './support/ctl.mjs';
import { record } from './support/recorder.mjs';
import { call, serve, stop } from './support/sandbox.mjs';
import { deployAsIs, deployBeside } from './support/wrangler.mjs';

const sandbox = await serve();
const folder = scratch('pin'), file = path.join(folder, 'wrangler.toml');
mkdirSync(path.join(folder, 'src'));
writeFileSync(path.join(folder, 'src/index.js'), 'export default { fetch() { return new Response("hi"); } };\n');
process.env.CLOUDFLARE_API_TOKEN = sandbox.token;
const account = ['--base-url', sandbox.base_url, '--account', sandbox.account_id];

const write = text => writeFileSync(file, `name = "pinned"\nmain = "src/index.js"\ncompatibility_date = "2026-06-01"\n${text}`);
const flag = async () => (await call(sandbox, 'GET', 'A/workers/scripts/pinned/script-settings')).result.logpush;
const verdict = () => json(['workers', 'list', '--project', folder, ...account]).workers.find(({ name }) => name === 'pinned').verdict;
const switchOn = async () => {
  json(['workers', 'enable', 'pinned', ...account]);
  equal(await flag(), true, 'our switch holds');
};

write('logpush = false # local for now\n');
deployAsIs(sandbox, folder);
await switchOn();
equal(verdict(), 'next_deploy_turns_off', 'it is said before');
deployAsIs(sandbox, folder);
equal(await flag(), false, 'and the deploy does it');
equal(verdict(), 'off', 'then it is off');

await switchOn();
const pinned = json(['wrangler', 'enable', file, '--backups', path.join(folder, 'backups')]);
must(pinned.changed && pinned.before === false, 'the pin changes false');
must(readFileSync(file, 'utf8').endsWith('logpush = true # local for now\n'), 'and leaves the comment');
equal(verdict(), 'on', 'nothing threatens it any more');
deployAsIs(sandbox, folder);
equal(await flag(), true, 'the pin held');

write('');
equal(verdict(), 'next_deploy_may_reset', 'of a missing key no more is claimed');
const recorder = await record(sandbox.base_url);
await deployBeside({ ...sandbox, base_url: recorder.base_url }, folder);
recorder.close();
const changing = recorder.sent.filter(({ method }) => method !== 'GET');
must(changing.length > 0, 'wrangler sent something');
for (const { method, path: where, body } of changing) must(!/logpush/.test(body), `no word of the flag in ${method} ${where}`);
console.log(`a missing key: ${changing.map(({ method, path: where }) => `${method} ${where.replace(/.*\/pinned/, '…/pinned')}`).join(', ')}; none names logpush`);

json(['wrangler', 'enable', file, '--backups', path.join(folder, 'backups')]);
equal(verdict(), await flag() ? 'on' : 'next_deploy_turns_on', 'a pin settles it');
deployAsIs(sandbox, folder);
equal(await flag(), true, 'and the next deploy has it on');
await stop(sandbox);
console.log('said, proved, prevented');
