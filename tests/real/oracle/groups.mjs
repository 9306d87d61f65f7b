// Questions to `exceptions`: what the groups add up to.
import { json } from '../support/ctl.mjs';

const groups = (store, ...more) => json(['exceptions', '--store', store, ...more]).groups;
const total = (rows, key) => {
  const sums = {};
  for (const row of rows) sums[key(row)] = (sums[key(row)] ?? 0) + row.count;
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
};
const pairs = rows => Object.fromEntries(rows.map(([k, n]) => [String(k), n]).sort(([a], [b]) => (a < b ? -1 : 1)));

// An outcome that failed without an exception is a group of its own, named after it.
const bare = 'FailedOutcome AND NOT HasException';

const byNameIn = worker => ({
  name: `exceptions by name in ${worker}`,
  ours: store => total(groups(store, '--filter', JSON.stringify({ where: { key: 'ScriptName', operator: 'eq', value: worker } })), group => group.name),
  sql: `SELECT name, count(*) FROM (SELECT Name AS name FROM exceptions JOIN events USING (id) WHERE ScriptName = '${worker}'
    UNION ALL SELECT Outcome FROM events WHERE ${bare} AND ScriptName = '${worker}') GROUP BY 1`,
  shape: pairs,
});

export const groupQuestions = [
  {
    name: 'exceptions by name, over all groups',
    ours: store => total(groups(store), group => group.name),
    sql: `SELECT name, count(*) FROM (SELECT Name AS name FROM exceptions UNION ALL SELECT Outcome FROM events WHERE ${bare}) GROUP BY 1`,
    shape: pairs,
  },
  ...['checkout-api', 'edge-router', 'cache-warmer'].map(byNameIn),
  {
    name: 'first and last exception of all',
    ours: store => [Math.min(...groups(store).map(g => g.first)), Math.max(...groups(store).map(g => g.last))],
    sql: `SELECT min(EventTimestampMs), max(EventTimestampMs) FROM events WHERE HasException OR (${bare})`,
    shape: rows => rows[0],
  },
];
