import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Visitor } from '#tests/support/browserless.ts';
import { inParallel } from '#tests/support/crowd.ts';
import { bookForm } from '#tests/support/open-day-server.ts';
import type { OpenDaySite } from '#tests/support/open-day-story.ts';

/** A day that everyone wants, booked through the site’s own forms by many people at once. */
export function manyAtOnce(site: () => OpenDaySite): void {
  const book = (who: Visitor, slug: string, more: Record<string, string> = {}) =>
    who.post(`/open-days/${slug}?/book`, bookForm(more));

  /** State and queue number of each booking, as the host's table shows them. */
  async function bookings(slug: string): Promise<{ state: string; queue: number }[]> {
    const text = await site().page(site().member('developer'), `/desk/open-days/${slug}`);
    const rows = text.matchAll(/<tr[^>]*><th scope="row" class="tabular[^"]*">[\s\S]*?<\/tr>/g);
    return Array.from(rows, ([row]) => ({
      state: /预约成功|候补中/.exec(row)?.[0] ?? '',
      queue: Number(/class="num[^"]*">(\d+)<\/td><\/tr>/.exec(row.replaceAll(/<!--[\s\S]*?-->/g, ''))?.[1])
    }));
  }

  async function expectFairness(slug: string, people: number): Promise<void> {
    const rows = (await bookings(slug)).toSorted((a, b) => a.queue - b.queue);
    expect(rows.map(({ queue }) => queue)).toEqual(Array.from({ length: people }, (_, i) => i + 1));
    expect(rows.slice(0, 20).every(({ state }) => state === '预约成功')).toBe(true);
    expect(rows.slice(20).every(({ state }) => state === '候补中')).toBe(true);
  }

  describe('many at once', () => {
    it(
      '256 requests by 64 clients for 20 seats confirm the first 20 and let the others wait in order',
      { timeout: 120_000 },
      async () => {
        const answers: number[] = [];
        await inParallel(64, site().crowd.slice(0, 256), async (one) => {
          answers.push((await book(site().as(one), site().crowded)).status);
        });
        expect(answers.filter((status) => status === 303)).toHaveLength(256);
        await expectFairness(site().crowded, 256);
      }
    );

    it(
      'four sendings of each of 32 impatient people are one booking each',
      { timeout: 120_000 },
      async () => {
        const answers: number[] = [];
        const sent = site()
          .crowd.slice(0, 32)
          .flatMap((one) => {
            const [key, other] = [randomUUID(), randomUUID()];
            return [key, key, other, other].map((of) => ({ one, key: of }));
          });
        await inParallel(64, sent, async ({ one, key }) => {
          answers.push((await book(site().as(one), site().twice, { key })).status);
        });
        // the form that came first and its copy are taken; another form of the same person is not
        expect(answers.filter((status) => status === 303)).toHaveLength(64);
        expect(answers.filter((status) => status === 409)).toHaveLength(64);
        await expectFairness(site().twice, 32);
      }
    );
  });
}
