import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as checkpoints from '#lib/transparency/checkpoints.server.ts';
import { hashOf, openDisclosureDesk, rebar, type DisclosureDesk } from '#tests/support/disclosures.ts';
import { operate } from '#tests/support/transparency.ts';

let desk: DisclosureDesk;
let slug: string;
/** Numbers of the entries that published versions 1 and 2. */
let [first, second] = [0, 0];

/** A document whose files are there too. */
async function document(project: string, content: string): Promise<string> {
  await desk.hub.files.put('public', Buffer.from(content));
  await desk.hub.files.put('originals', Buffer.from(`original of ${content}`));
  return desk.document(project, content);
}

beforeAll(async () => {
  desk = await openDisclosureDesk();
  const { project_id } = await desk.project({
    permit: { reached: '2026-01-05' },
    structure_acceptance: { reached: '2026-03-02' }
  });
  slug = await desk.slugOf(project_id, 'rebar_tests');
  await desk.publish(slug, rebar, [await document(project_id, '检测报告')]);
  first = await desk.head();
  await checkpoints.newest(desk.hub);
  await desk.publish(
    slug,
    { ...rebar, material_groups: 26 },
    [await document(project_id, '更正报告')],
    '报告编号有误，予以更正'
  );
  second = await desk.head();
  await desk.must({ ...desk.basics(), name: '另一小区' });
  await checkpoints.newest(desk.hub);
  const tables = ['journal', 'disclosure_versions', 'disclosures', 'documents', 'log_checkpoints'];
  await desk.hub.sql.script(
    tables.map((table) => `create table private.kept_${table} as table public.${table};`).join('\n')
  );
});
afterAll(() => desk.hub.close());

/** As the owner of the database, with triggers and foreign keys off: what an intruder or a dishonest operator does. */
const behindTheBack = (statements: string) =>
  desk.hub.sql.script(
    `set session_replication_role = replica; ${statements.replaceAll('$first', String(first)).replaceAll('$second', String(second))}; set session_replication_role = origin`
  );

const restore = (table: string) =>
  `delete from public.${table}; insert into public.${table} select * from private.kept_${table}`;

const check = () => operate(desk.hub, 'verify');

const facts = `'{facts,material_groups}', '99'`;
const entry = `update public.journal j set facts = jsonb_set(j.facts, ${facts}) where j.seq = $first`;
const rehash = `update public.journal j set leaf_hash = private.journal_leaf(j) where j.seq = $first`;
const version = `from public.disclosures d where d.disclosure_id = v.disclosure_id and d.slug = '$slug' and v.version = 1`;

/** What is done, what is put back afterwards, what is said, and the entry that is named first. */
const ways: [
  name: string,
  done: string,
  tables: string[],
  said: RegExp,
  entry: 'first' | 'second' | number | null
][] = [
  [
    'alters the facts of an entry',
    entry,
    ['journal'],
    /entry \d+ \(disclosure\.published\) was altered: its text does not give its hash/,
    'first'
  ],
  [
    'alters an entry together with its hash',
    `${entry}; ${rehash}`,
    ['journal'],
    /was altered with its hash: the checkpoint of \d+ entries was signed over another/,
    'first'
  ],
  [
    'alters an entry, its hash, and the hash that was kept for the checkpoint',
    `${entry}; ${rehash}; update public.log_checkpoints c set leaves = (select string_agg(j.leaf_hash, ''::bytea order by j.seq) from public.journal j where j.seq > c.previous and j.seq <= c.size)`,
    ['journal', 'log_checkpoints'],
    /does not give the root that was signed: one of entries \d+ to \d+ was altered with its hashes/,
    1
  ],
  [
    'dates an entry back',
    `update public.journal set recorded_at = recorded_at - interval '40 days' where seq = $second`,
    ['journal'],
    /entry \d+ \(disclosure\.corrected\) was altered/,
    'second'
  ],
  [
    'deletes an entry in the middle',
    `delete from public.journal where seq = $first`,
    ['journal'],
    /entries (\d+) to \1 are missing/,
    'first'
  ],
  [
    'cuts off the end',
    `delete from public.journal where seq >= $second`,
    ['journal'],
    /entries \d+ to \d+ are missing: they were signed/,
    'second'
  ],
  [
    'swaps two entries',
    `update public.journal set seq = 1000000 where seq = $first; update public.journal set seq = $first where seq = $second + 1; update public.journal set seq = $second + 1 where seq = 1000000`,
    ['journal'],
    /entry \d+ \(project\.registered\) was altered/,
    'first'
  ],
  [
    'deletes an entry and moves the others up, with new hashes',
    `delete from public.journal where seq = $first; update public.journal set seq = seq + 1000000, supersedes = null where seq > $first; update public.journal set seq = seq - 1000001 where seq > 1000000; update public.journal j set leaf_hash = private.journal_leaf(j)`,
    ['journal'],
    /was altered with its hash/,
    'first'
  ],
  [
    'alters the row of a published version',
    `update public.disclosure_versions v set facts = jsonb_set(v.facts, '{material_groups}', '99') ${version}`,
    ['disclosure_versions'],
    /version 1 of entry \d+, has other facts than were published/,
    'first'
  ],
  [
    'alters a version with its content hash',
    `update public.disclosure_versions v set note = '已复检合格', content_hash = repeat('ab', 32) ${version}`,
    ['disclosure_versions'],
    /version 1 of entry \d+, has other facts than were published/,
    'first'
  ],
  [
    'alters a content hash alone',
    `update public.disclosure_versions v set content_hash = repeat('ab', 32) ${version}`,
    ['disclosure_versions'],
    /has another content hash than was published/,
    'first'
  ],
  [
    'deletes a version',
    `delete from public.disclosure_versions v using public.disclosures d where d.disclosure_id = v.disclosure_id and d.slug = '$slug' and v.version = 1`,
    ['disclosure_versions'],
    /version 1 of entry \d+, is gone/,
    'first'
  ],
  [
    'takes a published version back to a draft',
    `update public.disclosure_versions v set state = 'draft' ${version}`,
    ['disclosure_versions'],
    /is draft, but was published/,
    'first'
  ],
  [
    'puts another file in the place of a document',
    `update public.documents set sha256 = repeat('cd', 32) where file_name = '检测报告.pdf'`,
    ['documents'],
    /has other documents than were published/,
    'first'
  ],
  [
    'makes a version public that nobody published',
    `update public.disclosure_versions v set journal_seq = 1 ${version}`,
    ['disclosure_versions'],
    /version 1, is public, but no entry of the journal published it/,
    'first'
  ],
  [
    'shows an older version as the current one',
    `update public.disclosures set version = 1 where slug = '$slug'`,
    ['disclosures'],
    /version 1, is shown, but it is not the newest/,
    null
  ],
  [
    'alters the root of a checkpoint',
    `update public.log_checkpoints set root = sha256('x') where size = $first`,
    ['log_checkpoints'],
    /the row of the checkpoint of \d+ entries is not what its note says/,
    null
  ],
  [
    'forges the note of a checkpoint',
    `update public.log_checkpoints set note = replace(note, 'log', 'lag') where size = $first`,
    ['log_checkpoints'],
    /is not signed by the key of the log/,
    null
  ],
  [
    'deletes a checkpoint',
    `delete from public.log_checkpoints where size = $first`,
    ['log_checkpoints'],
    /a checkpoint is missing before/,
    1
  ]
];

describe('hub verify', () => {
  beforeEach(async () => {
    const { code, output } = await check();
    expect(output).toContain('All is there and unaltered.');
    expect(code).toBe(0);
  });

  it.each(ways)('notices who %s', async (_, done, tables, said, named) => {
    const statements = done.replaceAll('$slug', slug);
    await behindTheBack(statements);
    const { code, output } = await check();
    await behindTheBack(tables.map(restore).join('; '));
    expect(code).toBe(1);
    expect(output).toMatch(said);
    const number = named === 'first' ? first : named === 'second' ? second : named;
    if (number === null) expect(output).not.toContain('is the first');
    else expect(output).toContain(`entry ${String(number)} is the first that something is wrong with`);
  });

  it('notices a file that is altered, and one that is gone', async () => {
    const { files } = desk.hub;
    const [altered, gone] = [hashOf('检测报告'), hashOf('original of 更正报告')];
    writeFileSync(
      join(desk.hub.config.filesDir, 'public', altered.slice(0, 2), altered.slice(2)),
      '检测报皓'
    );
    await files.remove('originals', gone);
    const { code, output } = await check();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`WRONG +altered +public +${altered} .*检测报告.pdf`));
    expect(output).toMatch(new RegExp(`WRONG +missing +originals +${gone}`));
    expect(output).toContain('wrong    2');
  });
});
