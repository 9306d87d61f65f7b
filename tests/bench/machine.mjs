// The machine a figure was measured on: without it the figure says nothing.
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export function machine() {
  const release = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';
  const compiler = execSync('c++ --version', { encoding: 'utf8' }).split('\n')[0];
  return {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memory_gib: Math.round(os.totalmem() / 2 ** 30),
    system: release,
    kernel: os.release(),
    compiler,
    load_before: os.loadavg()[0],
    when: new Date().toISOString(),
  };
}
