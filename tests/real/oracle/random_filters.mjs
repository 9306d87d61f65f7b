// Filters of any shape, each as a Logpush job holds it and as SQL. What a filter means is said here once more, in SQL's words, by the rules
// of core/logpush/filter_match.h.

const quoted = text => `'${text.replaceAll("'", "''")}'`;
const texts = values => values.map(String); // a number or a flag is compared as its text
const numbers = values => values.filter(value => typeof value !== 'boolean' && /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(String(value))).map(Number);
const anyOf = tests => (tests.length > 0 ? `(${tests.join(' OR ')})` : 'false');

const order = { lt: '<', leq: '<=', gt: '>', geq: '>=' };
const textTest = {
  eq: (at, value) => `${at} = ${value}`,
  in: (at, value) => `${at} = ${value}`,
  startsWith: (at, value) => `starts_with(${at}, ${value})`,
  endsWith: (at, value) => `ends_with(${at}, ${value})`,
  contains: (at, value) => `contains(${at}, ${value})`,
  ...Object.fromEntries(Object.entries(order).map(([name, sign]) => [name, (at, value) => `${at} ${sign} ${value}`])),
};

const asText = (at, operator, values) => anyOf(texts(values).map(value => textTest[operator](at, quoted(value))));

// The positive form of an operator on each kind of column; NULL counts as false.
const kinds = {
  number(at, operator, values) {
    if (['startsWith', 'endsWith', 'contains'].includes(operator)) return asText(`CAST(${at} AS VARCHAR)`, operator, values);
    return anyOf(numbers(values).map(value => `${at} ${order[operator] ?? '='} ${value}`));
  },
  text: (at, operator, values) => asText(`coalesce(${at}, '')`, operator, values),
  sought: (at, operator, values) => `(coalesce(${at}, '') <> '' AND ${asText(at, operator, values)})`,
  flag: (at, operator, values) => asText(`CASE WHEN ${at} THEN 'true' ELSE 'false' END`, operator, values),
  each: (at, operator, values) => `len(list_filter(${at}, lambda one: ${asText(`coalesce(one, '')`, operator, values)})) > 0`,
  tags: (at, operator, values) => kinds.each(at, operator === 'contains' ? 'eq' : operator, values),
};

// What no documented kind of event says is its JSON, where that is short.
const trigger = `CASE WHEN Trigger <> '' THEN Trigger WHEN json_type(Event) = 'OBJECT' AND strlen(Event::VARCHAR) <= 200 AND Event::VARCHAR <> '{}'
  THEN Event::VARCHAR ELSE '' END`;

export const columns = [
  ...['EventTimestampMs', 'CPUTimeMs', 'WallTimeMs', 'Status'].map(key => ({ key, kind: 'number', sql: key })),
  ...['Outcome', 'ScriptName', 'EventType', 'Entrypoint', 'DispatchNamespace', 'Method', 'Version'].map(key => ({ key, kind: 'text', sql: key })),
  { key: 'OutcomeSlice', kind: 'text', sql: `CASE WHEN Outcome = 'ok' AND len(Exceptions) > 0 THEN 'ok, with exception' ELSE Outcome END` },
  { key: 'Trigger', kind: 'sought', sql: trigger },
  { key: 'RayID', kind: 'sought', sql: `Event->>'$.RayID'` },
  { key: 'ScriptTags', kind: 'tags', sql: `CASE WHEN ScriptTags <> [''] THEN ScriptTags END` },
  { key: 'Level', kind: 'each', sql: 'list_transform(Logs, lambda line: line.Level)' },
  { key: 'ExceptionName', kind: 'each', sql: 'list_transform(Exceptions, lambda thrown: thrown.Name)' },
  { key: 'HasException', kind: 'flag', sql: 'len(Exceptions) > 0' },
  { key: 'Truncated', kind: 'flag', sql: `regexp_matches(concat(
      array_to_string(list_transform(Logs, lambda line: line.Message::VARCHAR), ' '),
      array_to_string(list_transform(Exceptions, lambda thrown: concat(thrown.Name, ' ', thrown.Message)), ' ')),
      '<<<Logpush: [^>]* truncated>>>')` },
];

const operators = ['eq', '!eq', 'lt', 'leq', 'gt', 'geq', 'startsWith', '!startsWith', 'endsWith', '!endsWith', 'contains', '!contains', 'in', '!in'];
const odd = ['', 'x', '0', '-1', '30', '030', '1e2', '29.5', '.5', 'true', 'false', "it's", 'é', '日本', '%', '_', ' ', 0, 1, 5, 30, 200, 503, -1, 29.5, true, false];

/** `known` holds for each key values that occur. */
export class RandomFilters {
  constructor(random, known) {
    Object.assign(this, { random, known });
  }

  next(depth = 3) {
    const { where, sql } = this.#node(depth);
    return { filter: JSON.stringify({ where }), sql };
  }

  #below(n) {
    return Math.floor(this.random() * n);
  }

  #pick(items) {
    return items[this.#below(items.length)];
  }

  #node(depth) {
    const kind = depth === 0 ? 3 : this.#below(4);
    if (kind > 1) return this.#condition();
    const children = Array.from({ length: this.#below(16) === 0 ? 0 : 1 + this.#below(3) }, () => this.#node(depth - 1));
    const [word, join] = kind === 0 ? ['and', ' AND '] : ['or', ' OR '];
    const sql = children.length > 0 ? `(${children.map(child => child.sql).join(join)})` : 'true'; // an empty one keeps everything
    return { where: { [word]: children.map(child => child.where) }, sql };
  }

  #condition() {
    const { key, kind } = this.#pick(columns);
    const operator = this.#pick(operators);
    const isList = operator.endsWith('in');
    const values = Array.from({ length: isList ? 1 + this.#below(4) : 1 }, () => this.#value(key));
    const positive = kinds[kind](key, operator.replace('!', ''), values);
    const sql = operator.startsWith('!') ? `NOT coalesce(${positive}, false)` : `coalesce(${positive}, false)`;
    return { where: { key, operator, value: isList ? values : values[0] }, sql };
  }

  /** One that occurs, a part of it, the number as text, or an odd one. */
  #value(key) {
    const value = this.known[key].length > 0 ? this.#pick(this.known[key]) : '';
    switch (this.#below(9)) {
      case 0: return this.#pick(odd);
      case 1: return String(value);
      case 2:
      case 3: return this.#part([...String(value)]);
      default: return value;
    }
  }

  #part(letters) {
    const from = this.#below(2) * this.#below(letters.length + 1);
    return letters.slice(from, from + 1 + this.#below(letters.length)).join('');
  }
}
