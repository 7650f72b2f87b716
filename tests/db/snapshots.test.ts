import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { inspect } from '#lib/open-data/snapshots/inspect.server.ts';
import { make } from '#lib/open-data/snapshots/make.server.ts';
import * as snapshots from '#lib/open-data/snapshots/snapshots.server.ts';
import { thin } from '#lib/open-data/snapshots/thin.server.ts';
import { runNow, register } from '#lib/server/jobs.ts';
import { jobs } from '#lib/server/job-list.ts';
import { snapshot as command } from '#lib/server/operator/snapshot.ts';
import { readSigned, readVerifier } from '#lib/transparency/check.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import {
  checkSums,
  differing,
  linesOf,
  manifestOf,
  never,
  verified as verify
} from '#tests/support/snapshots.ts';
import { standard } from '#tests/support/standards.ts';

let hub: TestHub;
let root: string;
beforeAll(async () => {
  hub = await openTestHub({ demo: true });
  root = hub.config.snapshotsDir;
});
afterAll(() => hub.close());

const folderOf = (day: string) => join(root, day);
const verified = (name: string) => verify(folderOf(name));
const head = async () => Number((await hub.sql.query('select max(seq) as seq from public.journal'))[0]?.seq);
const save = (number: number) =>
  hub.service.rpc('save_project', {
    facts: {
      permit_no: `4201022026020${String(number).padStart(5, '0')}`,
      ...{ name: `快照期间 \u2028 ${String(number)}`, division_code: '420102', housing_type: 'commodity' }
    }
  });

describe('a snapshot', () => {
  it('holds all data sets at one entry of the journal, also when others write meanwhile', async () => {
    const begun = await head();
    const writes: PromiseLike<unknown>[] = [];
    const say = (what: string) => {
      // while pages of the others are read; asked for at once, since a call that nobody waits for is none
      if (writes.length < 2 && (what === 'parties' || what === 'visits'))
        writes.push(save(writes.length).then(({ error }) => error));
    };
    expect(await make(hub, never, '2026-11-01', say)).toBe('made');
    expect(await Promise.all(writes)).toEqual([null, null]);
    const folder = folderOf('2026-11-01');
    const manifest = manifestOf(folder);
    // what was written meanwhile is in it, and that it was made comes after
    expect(manifest.seq).toBeGreaterThan(begun);
    expect(manifest.seq).toBeLessThan(await head());
    const later = await hub.sql.query(`select kind from public.journal where seq > $1`, [manifest.seq]);
    if (later.every(({ kind }) => kind === 'snapshot.published'))
      expect(await differing(hub.visitor, folder)).toEqual([]);
    expect(await make(hub, never, '2026-11-02')).toBe('made');
    expect(await differing(hub.visitor, folderOf('2026-11-02'))).toEqual([]);
  });

  it('is what sha256sum, its manifest and the entry of the journal say', async () => {
    const folder = folderOf('2026-11-02');
    expect(checkSums(folder).match(/: OK/g)).toHaveLength(readdirSync(folder).length - 1);
    const { manifest, sum, problems } = await inspect(folder);
    expect(problems).toEqual([]);
    const [entry] = await hub.sql.query(
      `select facts, project_id, subject_id from public.journal where kind = 'snapshot.published' and subject_id = '2026-11-02'`
    );
    expect(entry).toMatchObject({
      project_id: null,
      facts: { snapshot: '2026-11-02', seq: manifest?.seq, manifest_sha256: sum, edition: 1 }
    });
    const named = manifest?.files.flatMap(({ dataset, format }) =>
      dataset ? `${dataset}.${String(format)}` : []
    );
    expect(named).toEqual(
      datasets.flatMap(({ name, place }) =>
        ['ndjson', 'csv', ...(place ? ['geojson'] : [])].map((format) => `${name}.${format}`)
      )
    );
    for (const { name, rows, format } of manifest?.files ?? [])
      if (format === 'ndjson') expect(linesOf(folder, name), name).toHaveLength(rows ?? -1);
  });

  it('ends with the tree of the log: entries up to its own, under a signed checkpoint of the same size', async () => {
    const folder = folderOf('2026-11-02');
    const { seq, leaf_hash, log } = manifestOf(folder);
    const entries = linesOf(folder, 'entries.ndjson.gz');
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    expect(entries.at(-1)?.leaf_hash).toBe(leaf_hash);
    const keys = z
      .object({ keys: z.array(z.object({ verifier: z.string() })) })
      .parse(JSON.parse(readFileSync(join(folder, 'log-key.json'), 'utf8')));
    const verifier = await readVerifier(keys.keys[0]?.verifier ?? '');
    const signed = await readSigned(
      readFileSync(join(folder, 'checkpoint'), 'utf8'),
      verifier ? [verifier] : []
    );
    expect(signed?.checkpoint.size).toBe(seq);
    expect(log.size).toBe(seq);
    expect(await verified('2026-11-02')).toBe(0);
  });

  it('is described by a Data Package, for its folder and for each of its tables', (context) => {
    const described = z
      .object({
        resources: z.array(z.looseObject({ path: z.string(), bytes: z.number(), hash: z.string() }))
      })
      .loose()
      .parse(JSON.parse(readFileSync(join(folderOf('2026-11-02'), 'datapackage.json'), 'utf8')));
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const judge = (name: string, value: unknown) => {
      const schema = z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(standard(context, `datapackage/${name}.v2.json`)));
      const validate = ajv.getSchema(name) ?? ajv.addSchema(schema, name).getSchema(name);
      return validate?.(value) === true ? [] : [name, JSON.stringify(validate?.errors)];
    };
    expect(judge('datapackage', described)).toEqual([]);
    for (const { schema, ...one } of described.resources) {
      expect(judge('dataresource', one)).toEqual([]);
      if (schema) expect(judge('tableschema', schema)).toEqual([]);
    }
    const { files } = manifestOf(folderOf('2026-11-02'));
    expect(described.resources.map(({ path, bytes, hash }) => [path, bytes, hash])).toEqual(
      files
        .filter(({ name }) => name.endsWith('.gz'))
        .map(({ name, bytes, sha256 }) => [name, bytes, `sha256:${sha256}`])
    );
  });

  it('is made once a day, never over another, and by one of many that try', async () => {
    const before = readFileSync(join(folderOf('2026-11-02'), 'manifest.json'), 'utf8');
    expect(await make(hub, never, '2026-11-02')).toBe('there');
    expect(readFileSync(join(folderOf('2026-11-02'), 'manifest.json'), 'utf8')).toBe(before);
    const [row] = await hub.sql.query(
      `select count(*)::int as n from public.snapshots where day = '2026-11-02'`
    );
    expect(row?.n).toBe(1);

    // somebody put a folder there
    mkdirSync(folderOf('2026-11-03'));
    writeFileSync(
      join(folderOf('2026-11-03'), 'manifest.json'),
      before.replaceAll('2026-11-02', '2026-11-03')
    );
    await expect(make(hub, never, '2026-11-03')).rejects.toThrow('no snapshot of this hub');
    expect(readdirSync(folderOf('2026-11-03'))).toEqual(['manifest.json']);
  });

  it('that was whole but not told of, since the node was killed, is told of by the next run', async () => {
    await hub.sql.script(`delete from public.snapshots where day = '2026-11-02'`);
    const before = readFileSync(join(folderOf('2026-11-02'), 'SHA256SUMS'), 'utf8');
    expect(await make(hub, never, '2026-11-02')).toBe('made');
    expect(readFileSync(join(folderOf('2026-11-02'), 'SHA256SUMS'), 'utf8')).toBe(before);
    expect(await snapshots.read(hub.visitor, '2026-11-02')).toMatchObject({ one: { state: 'kept' } });
  });

  it('that fails in the middle leaves nothing, and the job says so', async () => {
    const job = jobs.find(({ name }) => name === 'snapshots');
    if (!job) throw new Error('no job');
    await register(hub, jobs);
    const failing = {
      ...job,
      run: async () => {
        await make(hub, never, '2026-11-04', (what) => {
          if (what === 'complaints')
            throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        });
        return {};
      }
    };
    await expect(runNow(hub, failing)).rejects.toThrow('no space');
    expect(existsSync(folderOf('2026-11-04'))).toBe(false);
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
    const [row] = await hub.sql.query(`select last_error from private.jobs where job = 'snapshots'`);
    expect(row?.last_error).toBe('Error ENOSPC');
  });
});

describe('the operator', () => {
  const said: string[] = [];
  const run = (...args: string[]) => {
    said.length = 0;
    const context = { hub, args, cwd: root, env: {}, say: (line: string) => void said.push(line) };
    return command.run({ ...context, progress: () => undefined });
  };

  it('makes one now, and has all looked at: an altered byte is named', async () => {
    expect(await run()).toBe(0);
    expect(said.join()).toMatch(/^made/);
    expect(await run('check')).toBe(0);
    const path = join(folderOf('2026-11-02'), 'projects.csv.gz');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(path, bytes);
    expect(await run('check')).toBe(1);
    expect(said.join('\n')).toContain('2026-11-02  projects.csv.gz');
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    writeFileSync(path, bytes);
    expect(await run('check')).toBe(0);
    expect(await run('nonsense')).toBe(2);
  });

  it('may thin old days: one a month is kept, of the others the manifest', async () => {
    for (const day of ['2026-01-05', '2026-01-06', '2026-02-03'])
      expect(await make(hub, never, day)).toBe('made');
    // up to March: whenever this is run, the days of November above are not long ago
    const days = Math.floor((Date.now() - Date.parse('2026-03-01')) / 86_400_000);
    const keep = { ...hub, config: { ...hub.config, HUB_SNAPSHOTS_KEEP_DAYS: days } };
    expect(await thin(hub, never)).toBe(0);
    expect(await thin(keep, never)).toBe(1);
    expect(readdirSync(folderOf('2026-01-06'))).toEqual(['manifest.json']);
    expect(readdirSync(folderOf('2026-01-05')).length).toBeGreaterThan(20);
    expect(await snapshots.read(hub.visitor, '2026-01-06')).toMatchObject({ one: { state: 'thinned' } });
    expect(await thin(keep, never)).toBe(0);
    expect(await make(hub, never, '2026-01-06')).toBe('there');
  });
});
