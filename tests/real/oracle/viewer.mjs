// Filters as people type them, with what only the viewer knows, each beside its meaning in SQL. The expressions are such as PCRE2 and RE2
// define alike.
import { question } from './filters.mjs';

const quoted = text => `'${text.replaceAll("'", "''")}'`;
const matches = (expression, flags = '') => at => `regexp_matches(${at}, ${quoted(expression)}${flags ? `, '${flags}'` : ''})`;
const contains = needle => at => `contains(${at}, ${quoted(needle)})`;
const anyCase = needle => matches(needle.replace(/[^\p{L}\p{N}]/gu, '\\$&'), 'i');
const word = (needle, flags) => matches(`(^|[^\\pL\\pN_])(${needle})($|[^\\pL\\pN_])`, flags);

const rayId = `coalesce(Event->>'$.RayID', '')`;
const message = test => `id IN (SELECT id FROM lines WHERE ${test('Text')})`;
const exception = test => `id IN (SELECT id FROM exceptions WHERE ${test(`CASE WHEN Name = '' THEN Message ELSE Name || ': ' || Message END`)})`;
const stack = test => `id IN (SELECT id FROM exceptions WHERE Stack <> '' AND ${test('Stack')})`;
const trigger = test => `(Trigger <> '' AND ${test('Trigger')})`;
const text = test => `(${trigger(test)} OR (${rayId} <> '' AND ${test(rayId)}) OR ${message(test)} OR ${exception(test)} OR ${stack(test)})`;
const inEvent = (path, test) => `coalesce(${test(`(Event->>'$.${path}')`)}, false)`;
const inLog = (path, test) => `id IN (SELECT id FROM logged WHERE ${test(`(Value->>'$.${path}')`)})`;

const filters = [
  ['CART', text(anyCase('CART'))],
  ['"CART"c', text(contains('CART'))],
  ['"Cart"c', text(contains('Cart'))],
  ['"typeerror: cannot"', text(anyCase('typeerror: cannot'))],
  ['"cart"w', text(word('cart', 'i'))],
  ['"id"cw', text(word('id'))],
  ['/time.?out/i', text(matches('time.?out', 'i'))],
  ['/^https?:\\/\\/s/', text(matches('^https?://s'))],
  ['/[0-9]{3,} ?ms/', text(matches('[0-9]{3,} ?ms'))],
  ['/error|fail/iw', text(word('error|fail', 'i'))],
  ['-cart', `NOT ${text(anyCase('cart'))}`],
  ['Message:*cart*', message(contains('cart'))],
  ['Message:~/^[A-Z]/', message(matches('^[A-Z]'))],
  ['-Message:~/a/', `NOT ${message(matches('a'))}`],
  ['Exception:~/undefined|null/', exception(matches('undefined|null'))],
  ['Exception:*"typeerror"i*', exception(anyCase('typeerror'))],
  ['Stack:*node_modules*', stack(contains('node_modules'))],
  ['-Stack:*', `NOT ${stack(() => 'true')}`],
  ['Trigger:~/\\/v[0-9]\\/.*[a-z]$/', trigger(matches('/v[0-9]/.*[a-z]$'))],
  ['Trigger:"https://shop"*', trigger(at => `starts_with(${at}, 'https://shop')`)],
  ['ScriptName:~/^[a-d].*(api|er)$/', matches('^[a-d].*(api|er)$')('ScriptName')],
  ['-CPUTimeMs>=5', `NOT coalesce(CPUTimeMs >= 5, false)`],
  ['(Status<500 OR -Status<500) Outcome:ok', `Outcome = 'ok'`],
  ['Level:error', `id IN (SELECT id FROM lines WHERE Level = 'error')`],
  ['-Level:(log,info,debug)', `id NOT IN (SELECT id FROM lines WHERE Level IN ('log', 'info', 'debug'))`],
  ['Outcome:(exception,canceled) OR WallTimeMs>2000', `(Outcome IN ('exception', 'canceled') OR coalesce(WallTimeMs > 2000, false))`],
  ['Event.Request.Method:POST', inEvent('Request.Method', at => `${at} = 'POST'`)],
  ['Event.Response.Status>=500', inEvent('Response.Status', at => `CAST(${at} AS BIGINT) >= 500`)],
  ['Event.RayID:~/^c/', inEvent('RayID', matches('^c'))],
  ['Event.ConsumedEvents.scriptName:gift-cards', `coalesce(list_contains(CAST(Event->>'$.ConsumedEvents[*].scriptName' AS VARCHAR[]), 'gift-cards'), false)`],
  ['Log.status:200', inLog('status', at => `${at} = '200'`)],
  ['Log.hits>5', inLog('hits', at => `try_cast(${at} AS DOUBLE) > 5`)],
  ['-Log.hits<=5 Log.shard:*', `NOT ${inLog('hits', at => `try_cast(${at} AS DOUBLE) <= 5`)} AND ${inLog('shard', at => `${at} IS NOT NULL`)}`],
  ['Event.Cron:*', inEvent('Cron', at => `${at} IS NOT NULL`)],
  ['Event.Queue:~/^[a-o]/', inEvent('Queue', matches('^[a-o]'))],
  ['-Event.Queue:~/^[a-o]/', `NOT ${inEvent('Queue', matches('^[a-o]'))}`],
  ['Event.BatchSize>5 -Outcome:ok', `${inEvent('BatchSize', at => `CAST(${at} AS BIGINT) > 5`)} AND Outcome <> 'ok'`],
  ['cart (Event.BatchSize<=5 OR Exception:~/./)', `${text(anyCase('cart'))} AND (${inEvent('BatchSize', at => `CAST(${at} AS BIGINT) <= 5`)} OR ${exception(matches('.'))})`],
  ['-(error OR Event.Cron:*) EventType:(scheduled,queue,fetch)',
    `NOT (${text(anyCase('error'))} OR ${inEvent('Cron', at => `${at} IS NOT NULL`)}) AND EventType IN ('scheduled', 'queue', 'fetch')`],
];

export const viewerQuestions = filters.map(([typed, condition]) => question(`typed ${typed}`, ['--filter', typed], condition));
