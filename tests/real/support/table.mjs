// Questions with two answers, printed side by side.
import { isDeepStrictEqual } from 'node:util';

const short = value => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 44 ? `${text.slice(0, 41)}…` : text;
};

export class AnswerTable {
  constructor(theirs) {
    this.failures = [];
    this.asked = 0;
    console.log(`${'question'.padEnd(58)} ${'ours'.padEnd(46)} ${theirs}`);
  }

  add(question, ours, theirs) {
    this.asked += 1;
    const equal = isDeepStrictEqual(ours, theirs);
    console.log(`${equal ? ' ' : '!'}${question.padEnd(57)} ${short(ours).padEnd(46)} ${equal ? 'equal' : short(theirs)}`);
    if (!equal) this.failures.push({ question, ours, theirs });
  }

  /** Prints what differs and gives the process its exit code. */
  close(least) {
    for (const { question, ours, theirs } of this.failures) {
      console.log(`\n${question}\n  ours:   ${JSON.stringify(ours).slice(0, 2000)}\n  theirs: ${JSON.stringify(theirs).slice(0, 2000)}`);
    }
    console.log(`\n${this.asked} questions, ${this.failures.length} answered differently`);
    if (this.asked < least) console.log(`fewer questions than the ${least} that were meant to be asked`);
    process.exitCode = this.failures.length === 0 && this.asked >= least ? 0 : 1;
  }
}
