// Questions to `events` in every order: the values of the first rows, one after the other. Rows of one value may come in any order.
import { eachLine } from '../support/ctl.mjs';

const rows = 3_000;
const number = field => event => event[field] ?? null;

// column, its value in a record, and in SQL; what is absent comes first when ascending
const columns = [
  ['EventTimestampMs', number('EventTimestampMs'), 'EventTimestampMs'],
  ['WallTimeMs', number('WallTimeMs'), 'WallTimeMs'],
  ['CPUTimeMs', number('CPUTimeMs'), 'CPUTimeMs'],
  ['Status', event => event.Event?.Response?.Status ?? null, 'Status'],
  ['ScriptName', event => event.ScriptName ?? '', `coalesce(ScriptName, '')`],
  ['Outcome', event => event.Outcome ?? '', `coalesce(Outcome, '')`],
  ['EventType', event => event.EventType ?? '', `coalesce(EventType, '')`],
  ['Version', event => event.ScriptVersion?.ID ?? '', `coalesce(Version, '')`],
];

const question = ([column, value, sql], direction, [filter, condition]) => ({
  name: `by ${column}:${direction}${filter ? ` of ${filter}` : ''}`,
  ours: async store => {
    const values = [];
    const args = ['events', '--store', store, '--format', 'ndjson', '--limit', String(rows), '--sort', `${column}:${direction}`];
    await eachLine([...args, '--filter', filter], line => values.push(value(JSON.parse(line))));
    return values;
  },
  sql: `SELECT ${sql} FROM events WHERE ${condition} ORDER BY 1 ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'} LIMIT ${rows}`,
  shape: answer => answer.map(([one]) => one),
});

export const sortQuestions = columns.flatMap(column => [
  question(column, 'asc', ['', 'true']),
  question(column, 'desc', ['-Outcome:ok OR EventType:queue', `Outcome <> 'ok' OR EventType = 'queue'`]),
]);
