// The objects as DuckDB tables, with the derived columns that questions are asked about, said in SQL.
import { objects } from '../support/duck.mjs';

const text = path => `coalesce(Event->>'${path}', '')`;

const socket = part => text(`$.GetWebSocketEvent.${part}`);

// What set an event off, by type, as the table of the window shows it.
const trigger = `CASE
  WHEN (Event->'$.MailFrom') IS NOT NULL THEN ${text('$.MailFrom')} || ' → ' || ${text('$.RcptTo')}
  WHEN (Event->'$.Request') IS NOT NULL THEN ${text('$.Request.URL')}
  WHEN (Event->'$.Cron') IS NOT NULL THEN ${text('$.Cron')}
  WHEN (Event->'$.Queue') IS NOT NULL THEN ${text('$.Queue')}
  WHEN (Event->'$.rpcMethod') IS NOT NULL THEN ${text('$.rpcMethod')}
  WHEN (Event->'$.ConsumedEvents') IS NOT NULL THEN array_to_string(CAST(Event->>'$.ConsumedEvents[*].scriptName' AS VARCHAR[]), ', ')
  WHEN (Event->'$.GetWebSocketEvent') IS NOT NULL THEN trim(${socket('WebSocketEventType')} || ' ' || ${socket('Code')})
  WHEN (Event->'$.ScheduledTimeMs') IS NOT NULL THEN strftime(make_timestamp_ms(CAST(Event->>'$.ScheduledTimeMs' AS BIGINT)), '%Y-%m-%dT%H:%M:%S.%gZ')
  ELSE '' END`;

// A console line as a console prints it: strings bare, everything else as compact JSON, one space between.
const joined = `array_to_string(list_transform(from_json(line.Message, '["JSON"]'),
  lambda part: CASE WHEN json_type(part) = 'VARCHAR' THEN part->>'$' ELSE coalesce(part::VARCHAR, 'null') END), ' ')`;

const failed = `Outcome NOT IN ('ok', 'canceled', '')`;

export async function layTables(duck, folder) {
  await duck.run(`CREATE TABLE events AS SELECT row_number() OVER () AS id, *,
      try_cast(Event->>'$.Response.Status' AS BIGINT) AS Status,
      Event->>'$.Request.Method' AS Method,
      ScriptVersion.ID AS Version,
      ${trigger} AS Trigger,
      len(Exceptions) > 0 AS HasException,
      ${failed} AS FailedOutcome
    FROM ${objects(folder)}`);
  await duck.run(`CREATE TABLE lines AS SELECT id, line.Level AS Level, ${joined} AS Text
    FROM (SELECT id, unnest(Logs) AS line FROM events)`);
  // what a console line holds of JSON: its objects, and its strings that are JSON themselves
  await duck.run(`CREATE TABLE logged AS SELECT id, CASE WHEN json_type(part) = 'VARCHAR' THEN (part->>'$')::JSON ELSE part END AS Value
    FROM (SELECT id, unnest(from_json(line.Message, '["JSON"]')) AS part FROM (SELECT id, unnest(Logs) AS line FROM events))
    WHERE json_type(part) IN ('OBJECT', 'ARRAY') OR (json_type(part) = 'VARCHAR' AND starts_with(part->>'$', '{') AND json_valid(part->>'$'))`);
  await duck.run(`CREATE TABLE exceptions AS SELECT id, thrown.Name AS Name, thrown.Message AS Message, coalesce(thrown.Stack, '') AS Stack
    FROM (SELECT id, unnest(Exceptions) AS thrown FROM events)`);
}

/** A condition on `events`: any text of it contains the needle, byte for byte. */
export function hasText(needle) {
  const quoted = `'${needle.replaceAll("'", "''")}'`;
  return `(contains(Trigger, ${quoted}) OR contains(${text('$.RayID')}, ${quoted})
    OR id IN (SELECT id FROM lines WHERE contains(Text, ${quoted}))
    OR id IN (SELECT id FROM exceptions WHERE contains(Name || ': ' || Message, ${quoted}) OR contains(Stack, ${quoted})))`;
}
