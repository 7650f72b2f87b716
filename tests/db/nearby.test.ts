import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nearby } from '#lib/projects/schema.ts';
import { unwrap } from '#lib/server/errors.ts';
import { chance } from '#tests/support/chance.ts';
import { openTestHub, type TestHub } from '#tests/support/database.ts';
import { seedProjects } from '../bench/seed.ts';

const place = z.object({ slug: z.string(), lat: z.number(), lng: z.number() });

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  await seedProjects(hub.sql, 1500);
});
afterAll(() => hub.close());

describe('nearby', () => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const metres = (a: { lat: number; lng: number }, b: { lat: number; lng: number }) =>
    2 *
    6371008.8 *
    Math.asin(
      Math.sqrt(
        Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
          Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2
      )
    );

  it('is the nearest by the great circle, in order', async () => {
    const rows = z
      .array(place)
      .parse(await hub.sql.query('select slug, lat, lng from public.projects where lat is not null'));
    const next = chance(99);
    for (let i = 0; i < 20; i += 1) {
      const from = { lat: 29.5 + next() * 3, lng: 109 + next() * 6.5 };
      const radius_m = 2000 + Math.floor(next() * 60_000);
      const expected = rows
        .map(({ slug, ...at }) => ({ slug, distance: metres(from, at) }))
        .filter(({ distance }) => distance <= radius_m)
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 20);
      const found = unwrap(await hub.visitor.rpc('nearby_projects', { ...from, radius_m }), nearby);
      expect(found.map(({ slug }) => slug)).toEqual(expected.map(({ slug }) => slug));
      for (const [at, { distance_m }] of found.entries())
        expect(Math.abs(distance_m - (expected[at]?.distance ?? 0))).toBeLessThanOrEqual(0.51);
    }
  });
});
