import { describe, expect, it } from 'vitest';
import { nextPiece } from './jobs.server.ts';

describe('the size of a piece of the sweep', () => {
  it('comes to what takes a tenth of a second, from below and from above', () => {
    const settle = (perProject: number) => {
      let piece = 25;
      for (let turn = 0; turn < 12; turn += 1) piece = nextPiece(piece, piece * perProject);
      return piece;
    };
    expect(settle(4)).toBe(25);
    expect(settle(0.5)).toBe(200);
    expect(settle(40)).toBe(10);
    expect(settle(0.01)).toBe(400);
  });
});
