import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDisclosureDesk, type DisclosureDesk } from '#tests/support/disclosures.ts';

let desk: DisclosureDesk;
let project: string;
let file: string;

beforeAll(async () => {
  desk = await openDisclosureDesk();
  ({ project_id: project } = await desk.project({ structure_acceptance: { planned: '2099-06-01' } }));
  file = await desk.document(project, 'report');
});
afterAll(() => desk.hub.close());

const state = async (of: string) => (await desk.atDesk(of, desk.developer.db))?.open?.state;

describe('publishing on a day that was set', () => {
  it('waits for its time, happens once, and can be called off', async () => {
    const own = await desk.slugOf(project, 'concrete_tests');
    const [row] = await desk.hub.sql.query(
      `select fields from public.disclosure_items where item = 'concrete_tests'`
    );
    const fields = z
      .array(
        z.object({
          name: z.string(),
          kind: z.string(),
          choices: z.array(z.object({ value: z.string() })).optional()
        })
      )
      .parse(row?.fields);
    const facts = Object.fromEntries(
      fields.map(({ name, kind, choices }) => [
        name,
        kind === 'choice'
          ? choices?.[0]?.value
          : kind === 'integer' || kind === 'number'
            ? 1
            : kind === 'yes_no'
              ? true
              : kind === 'date'
                ? '2026-01-02'
                : '文字'
      ])
    );
    const draft = await desk.save(own, facts, [file]);
    expect(draft).toMatchObject({ version: 1 });
    await desk.advance(own, 'submit', 1, desk.developer.db);
    await desk.advance(own, 'confirm', 2, desk.engineer.db);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    expect(
      await desk.advance(own, 'schedule', 3, desk.developer.db, { publish_at: '2020-01-01T00:00:00Z' })
    ).toBe('publish_at_range');
    await desk.advance(own, 'schedule', 3, desk.developer.db, { publish_at: at });
    expect((await desk.hub.service.rpc('publish_scheduled')).data).toEqual({ published: 0 });
    expect(await state(own)).toBe('confirmed');
    await desk.hub.sql.query(
      `insert into private.settings values ('clock', (now() + interval '2 hours')::text)`
    );
    expect((await desk.hub.service.rpc('publish_scheduled')).data).toEqual({ published: 1 });
    expect((await desk.hub.service.rpc('publish_scheduled')).data).toEqual({ published: 0 });
    await desk.hub.sql.query(`delete from private.settings where name = 'clock'`);
    expect((await desk.page(own)).status).toBe('published');
  });
});

describe('a document', () => {
  it('is entered by the server alone, for people whose organization takes part', async () => {
    const facts = {
      sha256: 'a'.repeat(64),
      original_sha256: 'a'.repeat(64),
      media_type: 'image/png',
      bytes: 1,
      original_bytes: 1,
      file_name: 'a.png'
    };
    const asked = { uploader: desk.company.id, project, facts };
    expect((await desk.developer.db.rpc('register_document', asked)).error?.code).toBe('42501');
    expect((await desk.hub.service.rpc('register_document', asked)).error?.message).toBe('not_a_party');
  });
});
