/**
 * Folds what the last runs of the suites wrote down about each endpoint into the file that the site shows on
 * /open/health. Run it after the tests, before a release: the file is part of the project, so that the page says what
 * was really run and when.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { validationList } from '../src/lib/open-data/health/validations.ts';

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results/validations');
const shown = join(root, 'src/lib/open-data/health/validated.json');

const { version: release } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const read = (file: string): object =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
const files = existsSync(results) ? readdirSync(results).filter((name) => name.endsWith('.json')) : [];
if (files.length === 0) {
  process.stderr.write('The suites have not written any validation: run the tests first.\n');
  process.exit(1);
}

const fresh = validationList.parse(files.map((name) => ({ ...read(join(results, name)), release })));
const name = (one: { endpoint: string; tool: string }) => `${one.endpoint} ${one.tool}`;
const renewed = new Set(fresh.map(name));
// what no suite of this run looked at keeps its older result, with its day
const kept = validationList
  .parse(JSON.parse(readFileSync(shown, 'utf8')))
  .filter((one) => !renewed.has(name(one)));
const all = [...fresh, ...kept].sort((a, b) => (name(a) < name(b) ? -1 : 1));
writeFileSync(shown, `${JSON.stringify(all, null, 2)}\n`);
process.stdout.write(`${String(fresh.length)} validations written, ${String(kept.length)} kept.\n`);
