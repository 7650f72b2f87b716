import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromFinding, fromVisit, grown } from '#lib/complaints/escalation/schema.ts';
import { fileComplaint } from '#lib/complaints/file.server.ts';
import { tracked } from '#lib/complaints/tracking/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { differs, openFindings, photoHash, type Findings } from '#tests/support/findings.ts';

/** A finding, or a visit, carried over into a complaint. */

let f: Findings;
beforeAll(async () => {
  f = await openFindings();
});
afterAll(() => f.hub.close());

const carried = async (db: Client, slug: string) =>
  fromFinding.nullable().parse(await f.must(db, 'finding_to_complain', { slug }));
const visited = async (db: Client, open_day: string) =>
  fromVisit.nullable().parse(await f.must(db, 'visit_to_complain', { open_day }));
const grew = async (slug: string) => grown.parse(await f.must(f.hub.visitor, 'finding_complaints', { slug }));

describe('a finding', () => {
  it('is carried over with lines and photos to whoever found it, and to nobody else', async () => {
    await f.goTo(null);
    const { slug: day, people } = await f.visitDay(['expert', 'deputy']);
    const [finder, other] = people;
    if (!finder || !other) throw new Error('nobody');
    const original = photoHash('escalated');
    const { slug } = await f.sent(finder, day, [
      differs({ photos: [{ sha256: original, caption: '标牌' }] }),
      { kind: 'free', note: '楼梯间没有扶手' }
    ]);
    await f.photo(finder, day, original);
    const found = await carried(finder.db, slug);
    expect(found).toMatchObject({
      finding: slug,
      project: { slug: f.project },
      lines: [
        { position: 1, kind: 'item', verdict: 'differs', note: '现场炉批号与公示的报告不一致' },
        { position: 2, kind: 'free', note: '楼梯间没有扶手' }
      ],
      photos: [{ sha256: photoHash(`copy of ${original}`), position: 1, caption: '标牌' }],
      complaints: []
    });
    for (const { db } of [other, f.clerk, f.handler, f.developer, f.stranger])
      expect(await carried(db, slug)).toBeNull();
    expect((await f.hub.visitor.rpc('finding_to_complain', { slug })).error).not.toBeNull();

    const filing = {
      source: 'finding' as const,
      finding: slug,
      category: 'false_disclosure',
      description: '现场炉批号与公示不一致，整改没有做',
      naming: 'anonymous' as const,
      filer: finder.id
    };
    const { receipt } = await fileComplaint(f.hub, { attempt: randomUUID(), ...filing });
    const mine = tracked.parse(await f.must(finder.db, 'my_complaint', { slug: receipt.slug }));
    expect(mine).toMatchObject({
      source: 'finding',
      project: { slug: f.project },
      finding: { slug, public: false }
    });
    expect((await carried(finder.db, slug))?.complaints).toMatchObject([{ number: receipt.number }]);
    expect(await grew(slug), 'a finding that is not public tells nothing').toEqual({ total: 0, public: [] });
  });

  it('says in public how many complaints grew from it, but of those alone that may be told', async () => {
    await f.goTo(null);
    const { slug: day, people } = await f.visitDay(['expert']);
    const [finder] = people;
    if (!finder) throw new Error('nobody');
    const finding = await f.published(finder, day, [differs()]);
    const file = (more: object) =>
      fileComplaint(f.hub, {
        attempt: randomUUID(),
        source: 'finding',
        finding,
        category: 'seepage',
        description: '渗水没有处理',
        naming: 'anonymous',
        ...more
      });
    await file({ public: false });
    await file({ coarse_place: true });
    expect(await grew(finding)).toEqual({ total: 0, public: [] });
    const { receipt } = await file({});
    expect(await grew(finding)).toEqual({ total: 1, public: [] });
    await f.hub.sql.query(
      `update public.complaints set visibility = 'public', public_title = '渗水', public_text = '渗水没有处理', published_at = now() where slug = $1`,
      [receipt.slug]
    );
    expect(await grew(finding)).toEqual({
      total: 1,
      public: [{ slug: receipt.slug, number: receipt.number, title: '渗水' }]
    });
  });
});

describe('a visit', () => {
  it('is carried over to whoever made it alone', async () => {
    await f.goTo(null);
    const { slug: day, people } = await f.visitDay(['expert']);
    const [visitor] = people;
    const [other] = await f.days.supervisors('deputy');
    if (!visitor || !other) throw new Error('nobody');
    expect(await visited(visitor.db, day)).toMatchObject({
      project: { slug: f.project },
      kind: 'checked_in'
    });
    expect(await visited(other.db, day)).toBeNull();
    expect(await visited(f.developer.db, day)).toBeNull();
    expect(
      z.string().safeParse((await f.hub.visitor.rpc('visit_to_complain', { open_day: day })).data).success
    ).toBe(false);
  });
});
