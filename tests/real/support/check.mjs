// Claims that a script makes as it goes.
export function must(held, claim) {
  if (!held) throw new Error(`not so: ${claim}`);
}

export function equal(found, wanted, claim) {
  must(found === wanted, `${claim}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
