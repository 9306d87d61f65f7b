// Wrangler files in every way in which people write them: [file name, environment that is switched, text].
const top = 'name = "shop"\nmain = "src/index.js"\ncompatibility_date = "2026-06-01"\n';
const vars = '\n[vars]\nGREETING = """\nlogpush = false\n[env.staging]\n"""\nLIST = ["a", "]"]\n';
const crlf = text => text.replaceAll('\n', '\r\n');

const toml = [
  ['', top],
  ['', `${top}logpush = false # for now\n`],
  ['', `${top}logpush = true\n`],
  ['', `${top}${vars}`],
  ['', `# the shop\n\n${top}[observability]\nenabled = true\nhead_sampling_rate = 0.5\n`],
  ['', top.trimEnd()],
  ['', crlf(`${top}${vars}`)],
  ['', `${top}[[kv_namespaces]]\nbinding = "KV"\nid = "0123456789abcdef0123456789abcdef"\n`],
  ['', `main = 'src/index.js'\n"name" = "shop"\ncompatibility_date = "2026-06-01"\ncompatibility_flags = [ # some\n  "nodejs_compat", # logpush = true\n]\n${vars}`],
  ['staging', `${top}\n[env.staging]\nvars = { A = "x" }\n`],
  ['staging', `${top}\n[env.staging]\nlogpush = false\n\n[env.production]\nlogpush = false\n`],
  ['staging', `${top}logpush = true\n\n[env.staging]\n\n[env.staging.vars]\nA = "x"\n`],
  ['staging', `${top}\n# theirs\n[env.staging.vars]\nA = "x"\n\n[env.production.vars]\nA = "y"\n`],
  ['staging', `${top}\n[[env.staging.kv_namespaces]]\nbinding = "KV"\nid = "0123456789abcdef0123456789abcdef"\n`],
  ['staging', `${top}env.staging.name = "shop-two"\nenv.staging.vars.A = "x"\n`],
  ['staging', `${top}\n[env]\nstaging = { name = "shop-two", vars = { logpush = "no" } }\n`],
  ['staging', `${top}env = { staging = { name = "shop-two" }, production = {} }\n`],
  ['production', `${top}env = { staging = { name = "shop-two" }, production = {} }\n`],
  ['staging', `${top}\n["env".'staging']\n  "name" = "shop-two"\n  workers_dev = false # no\n[env.staging.vars]\nA = "x"\n`],
  ['staging', crlf(`${top}\n[env.staging]\nworkers_dev = false`)],
];

const members = '"name": "shop",\n  "main": "src/index.js",\n  "compatibility_date": "2026-06-01"';
const json = [
  ['', `{\n  ${members}\n}\n`],
  ['', `{\n  ${members},\n  "logpush": false // for now\n}\n`],
  ['', `{\n  // the shop\n  ${members},\n  /* "logpush": true, */\n  "vars": { "A": "{ // }" },\n}`],
  ['', `{"name":"shop","main":"src/index.js","compatibility_date":"2026-06-01"}`],
  ['', crlf(`{\n\t"$schema": "node_modules/wrangler/config-schema.json",\n\t${members},\n\t"observability": {\n\t\t"enabled": true\n\t}\n}\n`)],
  ['', `{\n  "vars": {\n    "logpush": "decoy"\n  },\n  ${members},\n  "kv_namespaces": []\n}\n`],
  ['staging', `{\n  ${members},\n  "env": {\n    "staging": {}\n  }\n}\n`],
  ['staging', `{\n  ${members},\n  "env": {\n    "staging": {\n      "vars": { "A": "x" } // last\n    },\n    "production": { "logpush": false }\n  }\n}\n`],
  ['production', `{\n  ${members},\n  "logpush": true,\n  "env": { "staging": {}, "production": { "logpush": false, }, },\n}\n`],
  ['staging', `{ ${members}, "env": { "staging": { "name": "shop-two", "vars": {} } } }`],
  ['staging', `{\n  ${members},\n  "env": {\n    "staging": {\n      "name": "shop-two",\n      "workers_dev": false,\n    },\n  },\n}\n`],
];

export const texts = [
  ...toml.map(([environment, text]) => ['wrangler.toml', environment, text]),
  ...json.map(([environment, text], i) => [i % 4 === 0 ? 'wrangler.json' : 'wrangler.jsonc', environment, text]),
];

/** What neither wrangler nor Tracedeck takes. */
export const broken = [
  ['wrangler.toml', `${top}logpush = yes\n`],
  ['wrangler.toml', `${top}[env.staging\n`],
  ['wrangler.toml', `${top}name = "twice"\n`],
  ['wrangler.json', `{\n  ${members}\n  "logpush": true\n}`],
  ['wrangler.jsonc', `{\n  ${members},\n  "vars": {\n}`],
];
