import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderColumns } from './open-columns.ts';

it('docs/open-columns.md is current (else: node tools/docs.ts)', () => {
  const path = join(import.meta.dirname, '../../docs/open-columns.md');
  expect(renderColumns()).toBe(readFileSync(path, 'utf8'));
});
