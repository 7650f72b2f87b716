import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceDatabase, settleRestore } from './folders.ts';

let dataDir: string;
const at = (name: string) => join(dataDir, name);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'folders-test-'));
  for (const [name, word] of [
    ['db', 'old'],
    ['db.new-1', 'new']
  ] as const) {
    mkdirSync(at(name));
    writeFileSync(join(at(name), 'PG_VERSION'), word);
  }
  writeFileSync(at('secrets.json'), 'old');
  writeFileSync(at('secrets.json.new-1'), 'new');
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const found = () =>
  `${readFileSync(at('db/PG_VERSION'), 'utf8')} ${readFileSync(at('secrets.json'), 'utf8')}`;

/** The steps of a restore, as replaceDatabase takes them. */
const steps: [string, string][] = [
  ['secrets.json', 'secrets.json.replaced'],
  ['db', 'db.replaced'],
  ['db.new-1', 'db'],
  ['secrets.json.new-1', 'secrets.json'],
  ['db.replaced', 'db.discarded']
];

describe('a restore of the embedded database', () => {
  it('puts database and secrets in place and leaves nothing else', () => {
    replaceDatabase(dataDir, at('db.new-1'), at('secrets.json.new-1'));
    expect(found()).toBe('new new');
    expect(readdirSync(dataDir).sort()).toEqual(['db', 'secrets.json']);
  });

  it('works where there is no database yet', () => {
    rmSync(at('db'), { recursive: true });
    replaceDatabase(dataDir, at('db.new-1'), at('secrets.json.new-1'));
    expect(found()).toBe('new new');
  });

  it.each(steps.map((_, n) => n))('that is killed after %i of its steps is undone as a whole', (done) => {
    for (const [from, to] of steps.slice(0, done)) renameSync(at(from), at(to));
    settleRestore(dataDir);
    expect(found()).toBe('old old');
    expect(readdirSync(dataDir).sort()).toEqual(['db', 'secrets.json']);
  });

  it('that is killed after its last step stands', () => {
    for (const [from, to] of steps) renameSync(at(from), at(to));
    settleRestore(dataDir);
    expect(found()).toBe('new new');
    expect(existsSync(at('secrets.json.replaced'))).toBe(false);
  });
});
