// Questions to `events`: filters as a Logpush job holds them, and text. An answer is how many events and two sums over them, so that
// the right number of wrong events is still wrong.
import { eachLine } from '../support/ctl.mjs';
import { hasText } from './tables.mjs';

async function found(store, args) {
  const answer = { events: 0, times: 0, wall: 0 };
  await eachLine(['events', '--store', store, '--limit', '0', '--format', 'ndjson', ...args], line => {
    const event = JSON.parse(line);
    answer.events += 1;
    answer.times = (answer.times + event.EventTimestampMs) % 1_000_000_007;
    answer.wall += event.WallTimeMs ?? 0;
  });
  return answer;
}

export const question = (name, args, condition) => ({
  name,
  ours: store => found(store, args),
  sql: `SELECT count(*), CAST(coalesce(sum(EventTimestampMs), 0) % 1000000007 AS BIGINT), CAST(coalesce(sum(WallTimeMs), 0) AS BIGINT)
        FROM events WHERE ${condition}`,
  shape: ([[events, times, wall]]) => ({ events, times, wall }),
});

const leaf = (key, operator, value) => ({ key, operator, value });
const filters = [
  [leaf('Outcome', '!eq', 'ok'), `Outcome <> 'ok'`],
  [leaf('Outcome', 'eq', 'exception'), `Outcome = 'exception'`],
  [leaf('ScriptName', 'in', ['checkout-api', 'edge-router']), `ScriptName IN ('checkout-api', 'edge-router')`],
  [leaf('ScriptName', '!in', ['checkout-api', 'edge-router']), `ScriptName NOT IN ('checkout-api', 'edge-router')`],
  [leaf('ScriptName', 'startsWith', 'c'), `starts_with(ScriptName, 'c')`],
  [leaf('ScriptName', 'endsWith', 'er'), `ends_with(ScriptName, 'er')`],
  [leaf('ScriptName', 'contains', 'ch'), `contains(ScriptName, 'ch')`],
  [{ and: [leaf('ScriptName', '!contains', '-'), leaf('EventType', '!startsWith', 'f')] },
    `NOT contains(ScriptName, '-') AND NOT starts_with(EventType, 'f')`],
  [leaf('CPUTimeMs', 'gt', 50), 'CPUTimeMs > 50'],
  [leaf('CPUTimeMs', 'leq', 1), 'CPUTimeMs <= 1'],
  [leaf('CPUTimeMs', 'in', [3, 5, 8]), 'CPUTimeMs IN (3, 5, 8)'],
  [{ and: [leaf('WallTimeMs', 'geq', '500'), leaf('WallTimeMs', 'lt', 900)] }, 'WallTimeMs >= 500 AND WallTimeMs < 900'],
  [leaf('EventType', '!eq', 'fetch'), `EventType <> 'fetch'`],
  [leaf('ScriptTags', 'contains', '@tag'), `list_contains(ScriptTags, '@tag')`],
  [{ and: [leaf('Entrypoint', '!eq', ''), leaf('Outcome', 'eq', 'ok')] }, `Entrypoint <> '' AND Outcome = 'ok'`],
  [{ or: [leaf('Outcome', 'eq', 'canceled'), { and: [leaf('CPUTimeMs', 'gt', 20), leaf('ScriptName', 'contains', 'api')] }] },
    `Outcome = 'canceled' OR (CPUTimeMs > 20 AND contains(ScriptName, 'api'))`],
  [{ and: [{ or: [leaf('EventType', 'eq', 'scheduled'), leaf('EventType', 'eq', 'queue'), leaf('EventType', 'eq', 'alarm')] },
    { or: [leaf('Outcome', '!eq', 'ok'), { and: [leaf('WallTimeMs', 'gt', 10), leaf('CPUTimeMs', 'geq', 2)] }] }] },
    `EventType IN ('scheduled', 'queue', 'alarm') AND (Outcome <> 'ok' OR (WallTimeMs > 10 AND CPUTimeMs >= 2))`],
];

const needles = ['timed out', 'cart', 'TypeError', '/checkout', '"id":', 'ü', 'does not occur anywhere'];

/** `facts` are things of the data itself: a tag that occurs, the span of time. */
export function filterQuestions({ tag, from, to }) {
  const third = Math.floor((to - from) / 3);
  const [start, end] = [from + third, from + 2 * third];
  return [
    ...filters.map(([where, condition]) => {
      const spelled = JSON.stringify({ where }).replaceAll('@tag', tag);
      return question(`filter ${spelled.slice(9, -1).replaceAll('"', '')}`, ['--filter', spelled], condition.replaceAll('@tag', tag));
    }),
    ...needles.map(needle => question(`text ${JSON.stringify(needle)}`, ['--search', needle], hasText(needle))),
    question('the middle third', ['--from', String(start), '--to', String(end)], `EventTimestampMs >= ${start} AND EventTimestampMs < ${end}`),
    question('text, filter and time at once',
      ['--search', 'error', '--filter', '{"where":{"key":"EventType","operator":"eq","value":"fetch"}}', '--from', String(start)],
      `${hasText('error')} AND EventType = 'fetch' AND EventTimestampMs >= ${start}`),
  ];
}
