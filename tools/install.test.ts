import { describe, expect, it } from 'vitest';
import { explain, satisfies } from './install.mjs';

const lock = (packages: Record<string, { version?: string; optional?: boolean }>): string =>
  JSON.stringify({ packages: { '': {}, ...packages } });

describe('what is installed', () => {
  const wanted = lock({ 'node_modules/zod': { version: '4.6.7' } });

  it('satisfies the lock when every package is there in its version', () => {
    expect(satisfies(wanted, wanted)).toBe(true);
    expect(satisfies(wanted, lock({ 'node_modules/zod': { version: '4.6.6' } }))).toBe(false);
    expect(satisfies(wanted, lock({}))).toBe(false);
  });

  it('may lack what is optional, such as the packages of another platform', () => {
    const optional = lock({ 'node_modules/native-darwin': { version: '1.0.0', optional: true } });
    expect(satisfies(optional, lock({}))).toBe(true);
  });

  it('never satisfies when one of the two lists is missing', () => {
    expect(satisfies('', wanted)).toBe(false);
    expect(satisfies(wanted, '')).toBe(false);
  });
});

describe('a failed installation', () => {
  it.each([
    ['npm error code ENOSPC', 'disk is full'],
    ['npm error code ENOTFOUND', 'cannot be reached'],
    ['npm error code EACCES', 'cannot be written'],
    ['npm error code EINTEGRITY', 'damaged'],
    ['npm error something else', 'npm said']
  ])('%s is explained', (output, words) => {
    expect(explain(output)).toContain(words);
  });
});
