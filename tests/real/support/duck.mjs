// DuckDB over the very objects that were imported, with its columns spelled out.
import { counterpart } from './modules.mjs';

const columns = {
  CPUTimeMs: 'BIGINT',
  DispatchNamespace: 'VARCHAR',
  Entrypoint: 'VARCHAR',
  Event: 'JSON',
  EventTimestampMs: 'BIGINT',
  EventType: 'VARCHAR',
  Exceptions: 'STRUCT(Name VARCHAR, Message VARCHAR, Stack VARCHAR, TimestampMs BIGINT)[]',
  Logs: 'STRUCT(Level VARCHAR, Message JSON, TimestampMs BIGINT)[]',
  Outcome: 'VARCHAR',
  ScriptName: 'VARCHAR',
  ScriptTags: 'VARCHAR[]',
  ScriptVersion: 'STRUCT(ID VARCHAR, Message VARCHAR, Tag VARCHAR)',
  WallTimeMs: 'BIGINT',
};

/** The FROM clause that reads every object below `folder`. */
export function objects(folder) {
  const spec = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`).join(', ');
  return `read_ndjson('${folder}/**/*.gz', columns = {${spec}}, maximum_object_size = 33554432)`;
}

const plain = value => (typeof value === 'bigint' ? Number(value) : value);

export async function openDuck(threads = 2, file = ':memory:') {
  const { DuckDBInstance } = counterpart('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file, { threads: String(threads) });
  const connection = await instance.connect();
  return {
    close() {
      connection.closeSync();
      instance.closeSync();
    },
    run: sql => connection.run(sql),
    /** Rows as arrays; 64-bit integers as numbers. */
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRows().map(row => row.map(plain));
    },
  };
}
