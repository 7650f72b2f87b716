import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** Schemas and shapes of the standards lie beside the checkout; none of them belongs to the project. */
const folder = join(import.meta.dirname, '../../../shared/standards');

/** A file of a standard; the test is skipped, and says why, where the standards are not there. */
export function standard(context: TestContext, path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) context.skip(`${path} is not in ../shared/standards beside the checkout`);
  return readFileSync(file, 'utf8');
}
