export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** A number from -size to size. */
  around(size: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** Mulberry32: the same seed gives the same demonstration on every machine, which Math.random would not. */
export function random(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    around: (size) => (next() * 2 - 1) * size,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0]
  };
}
