// Filters of any shape, each as a Logpush job holds it or as people type it, and as SQL. What a filter means is said here once more, in
// SQL's words, by the rules of core/logpush/filter_match.h.

const quoted = text => `'${text.replaceAll("'", "''")}'`;
const texts = values => values.map(String); // a number or a flag is compared as its text
const numbers = values => values.filter(value => typeof value !== 'boolean' && /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(String(value))).map(Number);
const anyOf = tests => (tests.length > 0 ? `(${tests.join(' OR ')})` : 'false');

const looksFor = expression => flags => (at, value) => `regexp_matches(${at}, ${expression(value, flags)}${flags.includes('i') ? ", 'i'" : ''})`;
const wholeWord = inner => `(^|[^\\pL\\pN_])(${inner})($|[^\\pL\\pN_])`;
const bare = literal => literal.slice(1, -1).replaceAll("''", "'");
const escaped = text => text.replace(/[^\p{L}\p{N}]/gu, '\\$&');
const inWord = (inner, flags) => quoted(flags.includes('w') ? wholeWord(inner) : inner);
const found = { // with flags, and what only the viewer has
  contains: looksFor((value, flags) => inWord(escaped(bare(value)), flags)),
  matches: looksFor((value, flags) => inWord(bare(value), flags)),
};

const order = { lt: '<', leq: '<=', gt: '>', geq: '>=' };
const textTest = {
  eq: (at, value) => `${at} = ${value}`,
  in: (at, value) => `${at} = ${value}`,
  startsWith: (at, value) => `starts_with(${at}, ${value})`,
  endsWith: (at, value) => `ends_with(${at}, ${value})`,
  contains: (at, value) => `contains(${at}, ${value})`,
  ...Object.fromEntries(Object.entries(order).map(([name, sign]) => [name, (at, value) => `${at} ${sign} ${value}`])),
};

/** `operator` may carry flags: "contains iw". */
function asText(at, operator, values) {
  const [name, flags] = operator.split(' ');
  const test = name === 'matches' || flags ? found[name](flags ?? '') : textTest[name];
  return anyOf(texts(values).map(value => test(at, quoted(value))));
}

// The positive form of an operator on each kind of column; NULL counts as false.
const kinds = {
  number(at, operator, values) {
    if (/^(startsWith|endsWith|contains|matches)/.test(operator)) return asText(`CAST(${at} AS VARCHAR)`, operator, values);
    return anyOf(numbers(values).map(value => `${at} ${order[operator] ?? '='} ${value}`));
  },
  text: (at, operator, values) => asText(`coalesce(${at}, '')`, operator, values),
  sought: (at, operator, values) => `(coalesce(${at}, '') <> '' AND ${asText(at, operator, values)})`,
  flag: (at, operator, values) => asText(`CASE WHEN ${at} THEN 'true' ELSE 'false' END`, operator, values),
  present: (at, operator, values) => asText(at, operator, values),
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

const textsOf = {
  Message: `coalesce((SELECT list(Text) FROM lines WHERE lines.id = events.id), [])`,
  Exception: `coalesce((SELECT list(CASE WHEN coalesce(Name, '') <> '' THEN Name || ': ' ELSE '' END || coalesce(Message, '')) FROM exceptions WHERE exceptions.id = events.id), [])`,
  Stack: `coalesce((SELECT list(Stack) FROM exceptions WHERE exceptions.id = events.id AND Stack <> ''), [])`,
};
const soughtList = sql => `CASE WHEN coalesce(${sql}, '') <> '' THEN [${sql}] ELSE [] END`;

/** What only the viewer knows; beside `columns`. */
export const viewerColumns = [
  ...Object.entries(textsOf).map(([key, sql]) => ({ key, kind: 'each', sql })),
  { key: 'Text', kind: 'each', sql: [soughtList(trigger), soughtList(`Event->>'$.RayID'`), ...Object.values(textsOf)].reduce((a, b) => `list_concat(${a}, ${b})`) },
  { key: 'Event.Queue', kind: 'present', sql: `Event->>'$.Queue'` },
  { key: 'Event.Request.Method', kind: 'text', sql: `Event->>'$.Request.Method'` },
  { key: 'Event.BatchSize', kind: 'number', sql: `try_cast(Event->>'$.BatchSize' AS BIGINT)` },
];
export const nameOf = key => key.replaceAll('.', '_');

const operators = ['eq', '!eq', 'lt', 'leq', 'gt', 'geq', 'startsWith', '!startsWith', 'endsWith', '!endsWith', 'contains', '!contains', 'in', '!in'];
const odd = ['', 'x', '0', '-1', '30', '030', '1e2', '29.5', '.5', 'true', 'false', "it's", 'é', '日本', '%', '_', ' ', 0, 1, 5, 30, 200, 503, -1, 29.5, true, false];

const viewerOperators = [...operators, '!lt', '!geq', 'matches', '!matches', 'matches i', '!matches w', 'contains i', 'contains w', '!contains iw'];
// Such as PCRE2 and RE2 define alike.
const expressions = ['cart', '^[A-Z]', '[0-9]{3,}', 'a.*e', '(GET|POST)', 'é', '\\.', 'x|y', '^.{5,20}', 'er\\b', '[^a-z]ok', 'type ?error'];

/** A condition as it is typed. */
function typed(key, operator, values) {
  const [name, flags = ''] = operator.replace('!', '').split(' ');
  const value = one => (typeof one === 'string' ? JSON.stringify(one) : String(one));
  const inQuotes = one => JSON.stringify(String(one));
  const written = {
    eq: () => `:${value(values[0])}`,
    in: () => `:(${values.map(value).join(',')})`,
    startsWith: () => `:${inQuotes(values[0])}*`,
    endsWith: () => `:*${inQuotes(values[0])}`,
    contains: () => `:*${inQuotes(values[0])}${flags}*`,
    matches: () => `:~${inQuotes(values[0])}${flags}`,
  }[name] ?? (() => `${order[name]}${value(values[0])}`);
  return `${operator.startsWith('!') ? '-' : ''}${key}${written()}`;
}

const languages = {
  job: {
    columns,
    operators,
    leaf: (key, operator, values) => JSON.stringify({ key, operator, value: operator.endsWith('in') ? values : values[0] }),
    group: (word, nodes) => `{"${word}":[${nodes.join(',')}]}`,
    whole: node => `{"where":${node}}`,
  },
  viewer: {
    columns: [...columns, ...viewerColumns, ...viewerColumns],
    operators: viewerOperators,
    leaf: typed,
    group(word, nodes) {
      const join = word.toUpperCase();
      if (nodes.length > 1) return `(${nodes.join(` ${join} `)})`;
      return nodes.length === 1 ? `(${nodes[0]} ${join})` : { and: '()', or: '(OR)' }[word];
    },
    whole: node => node,
  },
};

/** `known` holds for each key values that occur. */
export class RandomFilters {
  constructor(random, known, language = 'job') {
    Object.assign(this, { random, known, language: languages[language] });
  }

  next(depth = 3) {
    const { written, sql } = this.#node(depth);
    return { filter: this.language.whole(written), sql };
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
    return { written: this.language.group(word, children.map(child => child.written)), sql };
  }

  #condition() {
    const { key, kind } = this.#pick(this.language.columns);
    const operator = this.#pick(this.language.operators);
    const isList = operator.endsWith('in');
    let values = Array.from({ length: isList ? 1 + this.#below(4) : 1 }, () => this.#value(key));
    if (operator.includes('matches')) values = [this.#pick(expressions)];
    const flagged = operator.includes(' ') && String(values[0]) === '' ? operator.split(' ')[0] : operator; // nothing is no word
    const positive = kinds[kind](nameOf(key), flagged.replace('!', ''), values);
    const sql = operator.startsWith('!') ? `NOT coalesce(${positive}, false)` : `coalesce(${positive}, false)`;
    return { written: this.language.leaf(key, flagged, values), sql };
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
