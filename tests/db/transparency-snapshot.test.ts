import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import * as entries from '#lib/transparency/entries.server.ts';
import * as keys from '#lib/transparency/keys.server.ts';
import { openDisclosureDesk, rebar, type DisclosureDesk } from '#tests/support/disclosures.ts';
import { openWitness, operate } from '#tests/support/transparency.ts';

let desk: DisclosureDesk;
let [whole, earlier]: string[] = [];
let key: string;
let slug: string;
/** Number of the entry that published; it is the last of the earlier snapshot. */
let published: number;
let size: number;

const sum = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** The list of hashes anew: as somebody would who hides what they altered. */
function list(folder: string): void {
  const files = readdirSync(folder).filter((name) => name !== 'SHA256SUMS');
  writeFileSync(
    join(folder, 'SHA256SUMS'),
    files.map((name) => `${sum(readFileSync(join(folder, name)))}  ${name}\n`).join('')
  );
}

/** A snapshot as it is downloaded. */
async function snapshot(): Promise<string> {
  const { hub } = desk;
  const folder = mkdtempSync(join(inject('templates'), 'snapshot-'));
  const head = await checkpoints.newest(hub);
  if (!head) throw new Error('no checkpoint');
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const lines: string[] = [];
  for await (const line of entries.lines(hub, head.size)) lines.push(line);
  write('entries.ndjson', lines.join(''));
  write('checkpoint', checkpoints.noteOf(head));
  write('log-key.json', JSON.stringify(await keys.told(hub)));
  const [row] = await hub.sql.query(
    'select content_hash, version from public.disclosure_versions where journal_seq = $1',
    [published]
  );
  const [file] = await hub.sql.query('select sha256 from public.documents');
  write('disclosures.ndjson', `${JSON.stringify({ id: slug, ...row })}\n`);
  write('documents.ndjson', `${JSON.stringify({ disclosure: slug, version: 1, ...file })}\n`);
  write(
    'manifest.json',
    JSON.stringify({
      files: [
        { name: 'entries.ndjson', rows: head.size },
        { name: 'disclosures.ndjson', rows: 1 },
        { name: 'README.md' }
      ]
    })
  );
  write('README.md', '快照\u2028');
  list(folder);
  return folder;
}

beforeAll(async () => {
  desk = await openDisclosureDesk();
  const { project_id } = await desk.project({
    permit: { reached: '2026-01-05' },
    structure_acceptance: { reached: '2026-03-02' }
  });
  slug = await desk.slugOf(project_id, 'rebar_tests');
  await desk.publish(slug, { ...rebar, testing_body: '行分隔\u2028符' }, [
    await desk.document(project_id, '检测报告')
  ]);
  published = await desk.head();
  earlier = await snapshot();
  await desk.must({ ...desk.basics(), name: '另一小区' });
  await desk.must({ ...desk.basics(), name: '第三小区' });
  size = await desk.head();
  whole = await snapshot();
  key = (await keys.read(desk.hub)).keys[0]?.verifier ?? '';
});
afterAll(() => desk.hub.close());

const verify = (...args: string[]) => operate(desk.hub, 'verify', ...args);

/** A copy of the snapshot in which something was altered. */
function altered(change: (folder: string) => void, relist = true): string {
  const folder = mkdtempSync(join(inject('templates'), 'altered-'));
  cpSync(whole ?? '', folder, { recursive: true });
  change(folder);
  if (relist) list(folder);
  return folder;
}
const edit = (name: string, change: (text: string) => string) => (folder: string) =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
const lines = (change: (all: string[]) => string[]) =>
  edit('entries.ndjson', (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);

/** The facts of an entry changed, its hash reckoned anew. */
function forge(text: string): string {
  const line: unknown = JSON.parse(text.replace('"material_groups":24', '"material_groups":99'));
  const form = /"entry":(.*)\}$/.exec(JSON.stringify(line))?.[1] ?? '';
  return JSON.stringify(line).replace(
    /"leaf_hash":"[0-9a-f]+"/,
    `"leaf_hash":"${sum(Buffer.concat([Buffer.of(0), Buffer.from(form)]))}"`
  );
}

describe('a downloaded snapshot', () => {
  it('is found good by those who know the key, and by those who compare with an earlier one', async () => {
    const alone = await verify(whole ?? '');
    expect(alone.output).toContain('All is there and unaltered.');
    expect(alone.output).toMatch(/key +taken from the folder itself/);
    const known = await verify(whole ?? '', '--key', key, '--from', earlier ?? '');
    expect(known).toMatchObject({ code: 0 });
    expect(known.output).not.toContain('taken from');
    expect(known.output).toMatch(/grown +from the \d+ entries that were remembered/);
    expect((await verify(whole ?? '', '--from', join(earlier ?? '', 'checkpoint'))).code).toBe(0);
  });

  it('of another hub, or with another key, is not believed', async () => {
    const other = openWitness('other.example.org');
    expect((await verify(whole ?? '', '--key', other.verifier)).output).toContain(
      'WRONG    the checkpoint is not signed by a key that is trusted here'
    );
    const forged = altered((folder) => rmSync(join(folder, 'log-key.json')));
    expect((await verify(forged)).code).toBe(1);
  });

  const ways: [string, (folder: string) => void, RegExp | (() => RegExp), boolean?][] = [
    [
      'a file that was altered',
      edit('README.md', (text) => `${text}!`),
      /README\.md is not what SHA256SUMS says/,
      false
    ],
    ['a file that is missing', (folder) => rmSync(join(folder, 'README.md')), /README\.md is missing/, false],
    [
      'a file that nobody listed',
      (folder) => writeFileSync(join(folder, 'more'), ''),
      /more is not in SHA256SUMS/,
      false
    ],
    ['no list', (folder) => rmSync(join(folder, 'SHA256SUMS')), /there is no SHA256SUMS/, false],
    [
      'a list that reaches out of the folder',
      (folder) => writeFileSync(join(folder, 'SHA256SUMS'), `${sum('')}  ../x\n`),
      /this line is none/,
      false
    ],
    ['no checkpoint', (folder) => rmSync(join(folder, 'checkpoint')), /there is no checkpoint/],
    ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), /there is no manifest\.json/],
    [
      'fewer rows than the manifest says',
      edit('disclosures.ndjson', () => ''),
      /disclosures\.ndjson has 0 rows, the manifest says 1/
    ],
    [
      'an entry that was altered',
      lines((all) => all.map((line) => line.replace('"material_groups":24', '"material_groups":99'))),
      () =>
        new RegExp(
          `entry ${published} was altered: its text does not give its hash\n[^]*entry ${published} is the first`
        )
    ],
    [
      'an entry that was altered with its hash',
      lines((all) => all.map((line) => (line.includes('disclosure.published') ? forge(line) : line))),
      /do not give the root that was signed/
    ],
    [
      'an entry that was taken out',
      lines((all) => all.toSpliced(1, 1)),
      /entry 2 is missing or out of order: 3 stands there/
    ],
    [
      'entries that were swapped',
      lines(([a = '', b = '', ...more]) => [b, a, ...more]),
      /entry 1 is missing or out of order: 2 stands there/
    ],
    [
      'the end cut off',
      lines((all) => all.slice(0, -1)),
      () => new RegExp(`there are ${size - 1} entries, the checkpoint is of ${size}`)
    ],
    [
      'an entry that is no entry',
      lines(([, ...more]) => ['{"seq":"x"}', ...more]),
      /line 1 of entries\.ndjson is not an entry/
    ],
    [
      'a row of a disclosure that was altered',
      edit('disclosures.ndjson', (text) => text.replace(/[0-9a-f]{64}/, 'ab'.repeat(32))),
      /disclosures: .* is not what its entry says/
    ],
    [
      'a document that was exchanged',
      edit('documents.ndjson', (text) => text.replace(/[0-9a-f]{64}/, 'ab'.repeat(32))),
      /documents: .* is not among the files of/
    ],
    [
      'a checkpoint that was altered',
      edit('checkpoint', (text) => text.replace(`\n${size}\n`, `\n${size - 1}\n`)),
      /not signed by a key that is trusted here/
    ]
  ];
  it.each(ways)('is not found good with %s', async (_, change, said, relist) => {
    const { code, output } = await verify(altered(change, relist), '--key', key);
    expect(code).not.toBe(0);
    expect(output).toMatch(typeof said === 'function' ? said() : said);
  });

  it('in which an entry was altered with its hash is compared with another copy, which names it', async () => {
    const forged = altered(
      lines((all) => all.map((line) => (line.includes('disclosure.published') ? forge(line) : line)))
    );
    const { output } = await verify(forged, '--key', key, '--from', earlier ?? '');
    expect(output).toContain(`entry ${published} is not the one that was remembered`);
    expect(output).toContain(`entry ${published} is the first that something is wrong with`);
  });

  it('that is older than what is remembered has lost entries', async () => {
    expect((await verify(earlier ?? '', '--from', whole ?? '')).output).toContain(
      `entries ${published + 1} to ${size} are gone: the log was longer before`
    );
  });

  it('is asked for in words that mean something', async () => {
    for (const wrong of [['--nonsense'], ['a', 'b'], [join(whole ?? '', 'missing')]])
      expect((await verify(...wrong)).code).toBe(2);
    for (const wrong of [
      ['--key', 'x'],
      ['--from', '/missing'],
      ['--from', join(whole ?? '', 'README.md')]
    ])
      expect((await verify(whole ?? '', ...wrong)).code).toBe(2);
    expect((await verify('http://127.0.0.1:9')).code).toBe(2);
  });
});

describe('the database', () => {
  it('is compared with a snapshot that was remembered too', async () => {
    const { output } = await operate(desk.hub, 'verify', '--from', earlier ?? '', '--key', key);
    expect(output).toMatch(new RegExp(`grown +from the ${published} entries`));
  });
});

describe('what is no longer told', () => {
  it('stays in the log by its hash', async () => {
    const { error } = await desk.reviewer.db.rpc('withdraw_disclosure', {
      slug,
      reason: '含有个人信息，予以撤回'
    });
    expect(error).toBeNull();
    const folder = await snapshot();
    const text = readFileSync(join(folder, 'entries.ndjson'), 'utf8');
    expect(text).not.toContain('行分隔');
    expect(text).toMatch(
      new RegExp(`^\\{"seq":${published},"leaf_hash":"[0-9a-f]{64}","entry":null\\}$`, 'm')
    );
    const { code, output } = await verify(folder, '--key', key, '--from', whole ?? '');
    expect(output).toMatch(/entries +\d+, of which 1 are told by their hash only/);
    expect(code).toBe(0);
  });
});
