// The Sandbox's bucket and intake (served_account), started for a script.
import { spawn } from 'node:child_process';
import readline from 'node:readline';

/** Starts it on that folder; `stop` ends it and waits until all is written. */
export async function serve(program, folder) {
  const child = spawn(program, [folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => child.on('close', resolve));
  process.on('exit', () => child.kill());
  const line = await new Promise((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).once('line', resolve);
    ended.then(status => reject(new Error(`${program}: exit ${status}`)));
  });
  return {
    ...JSON.parse(line),
    stop() {
      child.stdin.end('\n');
      return ended;
    },
  };
}
