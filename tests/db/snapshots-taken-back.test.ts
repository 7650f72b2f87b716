import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { make } from '#lib/open-data/snapshots/make.server.ts';
import { reissue } from '#lib/open-data/snapshots/reissue.server.ts';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import { anonymous } from '#lib/server/client.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { checkSums, everything, linesOf, manifestOf, never, verified } from '#tests/support/snapshots.ts';

let hub: TestHub;
const folderOf = (name: string) => join(hub.config.snapshotsDir, name);
const idsIn = (name: string, dataset: string, column = 'id') =>
  linesOf(folderOf(name), `${dataset}.ndjson.gz`).map((row) => row[column]);

async function one(query: string): Promise<Record<string, unknown>> {
  const [row] = await hub.sql.query(query);
  if (!row) throw new Error(`Nothing for: ${query}`);
  return row;
}

beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  expect(await make(hub, never, '2026-11-01')).toBe('made');
  expect(await make(hub, never, '2026-11-02')).toBe('made');
});
afterAll(() => hub.close());

it('looks at what was taken back, and leaves snapshots alone of which nothing was', async () => {
  expect(await reissue(hub, never)).toEqual({ reissued: 0, missing: 0 });
  expect(await snapshots.latest(hub)).toMatchObject({ day: '2026-11-02', edition: 1 });
});

it('leaves out a complaint that is kept private now, with its words, in an edition that says so', async () => {
  const complaint = await one(
    `select c.slug, c.public_text, c.complaint_id from public.complaints c where c.visibility = 'public' and c.bureau_id is not null
       and c.queue <> 'done' and c.project_id is not null and not c.coarse_place order by c.slug limit 1`
  );
  const slug = String(complaint.slug);
  expect(everything(folderOf('2026-11-01'))).toContain(String(complaint.public_text));
  const before = manifestOf(folderOf('2026-11-01'));
  await hub.sql.query(
    `select private.handling_act(c, 'keep_private', '{}', c.bureau_id, '涉及隐私') from public.complaints c where c.slug = $1`,
    [slug]
  );
  expect(await reissue(hub, never)).toEqual({ reissued: 2, missing: 0 });

  // of the one before the manifest is left, whose hash is in the journal
  expect(readdirSync(folderOf('2026-11-01'))).toEqual(['manifest.json']);
  const folder = folderOf('2026-11-01.2');
  expect(() => checkSums(folder)).not.toThrow();
  expect(await verified(folder)).toBe(0);
  const now = manifestOf(folder);
  expect(now).toMatchObject({ seq: before.seq, leaf_hash: before.leaf_hash, edition: 2 });
  expect(now.left_out).toEqual([
    expect.objectContaining({ kind: 'complaint.withheld', subject: 'complaint', id: slug })
  ]);
  expect(now.left_out[0]?.rows).toBeGreaterThan(1);
  expect(idsIn('2026-11-01.2', 'complaints')).not.toContain(slug);
  expect(idsIn('2026-11-01.2', 'deadlines', 'subject_id')).not.toContain(slug);
  const all = everything(folder);
  expect(all).not.toContain(String(complaint.public_text));

  // what tells nothing of it is the same file, byte by byte
  const hashes = (manifest: typeof now) => new Map(manifest.files.map((file) => [file.name, file.sha256]));
  const [old, fresh] = [hashes(before), hashes(now)];
  const changed = [...fresh].filter(([name, sum]) => old.get(name) !== sum).map(([name]) => name);
  expect(changed.filter((name) => name.endsWith('.gz')).sort()).toEqual([
    ...['complaints.csv.gz', 'complaints.geojson.gz', 'complaints.ndjson.gz'],
    ...['deadlines.csv.gz', 'deadlines.ndjson.gz', 'entries.ndjson.gz']
  ]);
  // the tree of the log is the same; what the entries of it said is gone
  const entries = linesOf(folder, 'entries.ndjson.gz');
  expect(entries).toHaveLength(before.seq);
  expect(entries.filter(({ entry }) => entry === null).length).toBeGreaterThan(0);
  expect(all).not.toContain(`"complaint":"${slug}"`);

  const told = await one(
    `select j.facts, j.supersedes, b.seq from public.journal j join public.journal b on b.seq = j.supersedes
     where j.kind = 'snapshot.reissued' and j.subject_id = '2026-11-01.2'`
  );
  expect(told.facts).toMatchObject({ snapshot: '2026-11-01.2', edition: 2, left_out: 1 });
  const read = await snapshots.read(hub.visitor, '2026-11-01');
  expect(read?.editions.map(({ state }) => state)).toEqual(['replaced', 'kept']);
  expect(await reissue(hub, never)).toEqual({ reissued: 0, missing: 0 });
});

it('leaves out a complaint whose place and time the person made coarse, from those that told more', async () => {
  const { slug, name } = await one(
    `select c.slug, p.name from public.complaints c join public.projects p using (project_id)
     where c.visibility = 'public' and not c.coarse_place and c.queue <> 'done' order by c.slug limit 1`
  );
  await hub.sql.query(
    `select private.person_act(c, 'coarsen', '{}') from public.complaints c where c.slug = $1`,
    [slug]
  );
  expect(await make(hub, never, '2026-11-03')).toBe('made');
  expect((await reissue(hub, never)).reissued).toBe(2);
  expect(idsIn('2026-11-01.3', 'complaints')).not.toContain(slug);
  // one that was made after tells it as coarse as it is, and stays
  const row = linesOf(folderOf('2026-11-03'), 'complaints.ndjson.gz').find(({ id }) => id === slug);
  expect(row).toMatchObject({ project: null, lat: null });
  expect(String(row?.filed_on)).toMatch(/^\d{4}-\d{2}$/);
  expect(existsSync(folderOf('2026-11-03.2'))).toBe(false);
  expect(JSON.stringify(row)).not.toContain(String(name));
  // the first edition's reasons are told still
  expect(manifestOf(folderOf('2026-11-01.3')).left_out).toHaveLength(2);
});

it('leaves out a version that the bureau withdrew, with its documents, and a finding that is withheld', async () => {
  const disclosure = await one(
    `select d.slug, d.version, d.disclosure_id from public.disclosures d join public.disclosure_documents x
       on x.disclosure_id = d.disclosure_id and x.version = d.version
     where d.status = 'published' and d.division_code like '4201%' order by d.slug limit 1`
  );
  const officer = anonymous(hub.backend);
  await officer.auth.signInWithPassword({ email: 'wuhan@example.org', password: 'sunlit-demo-2026' });
  const args = { slug: disclosure.slug, reason: '内容有误，退回更正' };
  expect((await officer.rpc('withdraw_disclosure', args)).error).toBeNull();
  const finding = await one(
    `select f.slug from public.findings f where f.published_at is not null and f.state <> 'withheld'
       and exists (select from public.rectifications r where r.finding_id = f.finding_id) order by f.slug limit 1`
  );
  await hub.sql.query(
    `with f as (update public.findings x set state_before = x.state, state = 'withheld', withheld_ground = 'third_party',
       withheld_reason = '涉及住户隐私', withheld_until = private.today() + 30 where x.slug = $1 returning x.*)
     select private.append_finding(f::public.findings, 'withheld', '{"reason": "涉及住户隐私"}', f.published_seq) from f`,
    [finding.slug]
  );
  expect((await reissue(hub, never)).reissued).toBe(3);
  const name = '2026-11-01.4';
  expect(idsIn(name, 'disclosures')).not.toContain(disclosure.slug);
  const documents = linesOf(folderOf(name), 'documents.ndjson.gz');
  expect(
    documents.filter((row) => row.disclosure === disclosure.slug && row.version === disclosure.version)
  ).toEqual([]);
  expect(idsIn(name, 'findings')).not.toContain(finding.slug);
  expect(idsIn(name, 'rectifications', 'finding')).not.toContain(finding.slug);
  expect(
    manifestOf(folderOf('2026-11-03.2'))
      .left_out.map(({ kind }) => kind)
      .sort()
  ).toEqual(['disclosure.withdrawn', 'finding.withheld']);
});

it('does not stop for one that is elsewhere, and begins an edition anew that was not told of', async () => {
  const { slug } = await one(
    `select c.slug from public.complaints c where c.visibility = 'public' and c.bureau_id is not null and c.queue <> 'done'
       and not c.coarse_place order by c.slug limit 1`
  );
  await hub.sql.query(
    `select private.handling_act(c, 'keep_private', '{}', c.bureau_id, '涉及隐私') from public.complaints c where c.slug = $1`,
    [slug]
  );
  rmSync(folderOf('2026-11-02.4'), { recursive: true });
  // as a node leaves it that was killed between the folder and the journal
  mkdirSync(folderOf('2026-11-01.5'));
  writeFileSync(join(folderOf('2026-11-01.5'), 'manifest.json'), '{}');
  const stopped = new AbortController();
  stopped.abort();
  await expect(reissue(hub, stopped.signal)).rejects.toThrow();
  expect(await reissue(hub, never)).toEqual({ reissued: 2, missing: 1 });
  expect(() => checkSums(folderOf('2026-11-01.5'))).not.toThrow();
  expect(readdirSync(hub.config.snapshotsDir).filter((file) => file.startsWith('.'))).toEqual([]);
});
