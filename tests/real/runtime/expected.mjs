// What a trace item must become, said once more and independently of the program: its Logpush record as far as it is compared.

const types = [
  ['request', 'fetch'],
  ['cron', 'scheduled'],
  ['queue', 'queue'],
  ['mailFrom', 'email'],
  ['rpcMethod', 'worker_rpc'],
  ['getWebSocketEvent', 'hibernatable_web_socket'],
  ['scheduledTime', 'alarm'], // after cron, which has it too
];

const milliseconds = time => (time === null || time === undefined ? null : Number(new Date(time)));

export const typeOf = item => types.find(([key]) => item.event && key in item.event)?.[1] ?? '';

export function expectedRecord(item) {
  const { request, response } = item.event ?? {};
  return {
    time: milliseconds(item.eventTimestamp),
    type: typeOf(item),
    outcome: item.outcome,
    worker: item.scriptName ?? '',
    entrypoint: item.entrypoint ?? '',
    url: request?.url ?? null,
    method: request?.method ?? null,
    status: response?.status ?? null,
    logs: item.logs.map(({ level, message, timestamp }) => ({ level, message, time: milliseconds(timestamp) })),
    exceptions: item.exceptions.map(({ name, message, stack, timestamp }) =>
      ({ name, message, stack: stack ?? null, time: milliseconds(timestamp) })),
  };
}

/** The same view of a record as it came back from the store. */
export function foundRecord(record) {
  const { Request, Response } = record.Event ?? {};
  return {
    time: record.EventTimestampMs,
    type: record.EventType,
    outcome: record.Outcome,
    worker: record.ScriptName,
    entrypoint: record.Entrypoint,
    url: Request?.URL ?? null,
    method: Request?.Method ?? null,
    status: Response?.Status ?? null,
    logs: record.Logs.map(line => ({ level: line.Level, message: line.Message, time: line.TimestampMs })),
    exceptions: record.Exceptions.map(thrown =>
      ({ name: thrown.Name, message: thrown.Message, stack: thrown.Stack ?? null, time: thrown.TimestampMs })),
  };
}

/** The frames of a V8 stack, read the plain way: enough for what the runtime here prints. */
export function framesOf(stack) {
  return stack.split('\n').flatMap(line => {
    const named = /^\s+at (.*) \((.*):(\d+):(\d+)\)$/.exec(line);
    const bare = /^\s+at (.*):(\d+):(\d+)$/.exec(line);
    if (named) return [{ function: named[1], file: named[2], line: Number(named[3]), col: Number(named[4]) }];
    if (bare) return [{ function: null, file: bare[1], line: Number(bare[2]), col: Number(bare[3]) }];
    return [];
  });
}
