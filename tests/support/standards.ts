import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** Schemas and shapes of the standards lie beside the checkout; none of them belongs to the project. */
export const standardsFolder = (path = ''): string =>
  join(import.meta.dirname, '../../../shared/standards', path);

/** A file of a standard; the test is skipped, and says why, where the standards are not there. */
export function standard(context: TestContext, path: string): string {
  const file = standardsFolder(path);
  if (!existsSync(file)) context.skip(`${path} is not in ../shared/standards beside the checkout`);
  return readFileSync(file, 'utf8');
}
