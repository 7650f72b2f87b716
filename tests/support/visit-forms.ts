import { randomUUID } from 'node:crypto';
import { expect, type Browser, type Page } from 'playwright/test';
import { z } from 'zod';
import { announceTomorrow, book } from './open-day-forms.ts';
import { enter } from './signing-in.ts';

const results = z.array(z.object({ outcome: z.string() }));

/** Checks bookings in, as the device at the gate does. */
export async function checkIn(host: Page, slug: string, codes: string[]): Promise<void> {
  const rows = codes.map((code) => ({
    ...{ check_in_id: randomUUID(), kind: 'booked', code, name: null, category: null, party_size: 1 },
    ...{ at: new Date().toISOString(), device: 'TEST01', briefed: true, signature: null, declaration: null }
  }));
  const response = await host.request.post(`/desk/open-days/${slug}/gate/check-ins`, {
    data: rows,
    headers: { origin: new URL(host.url()).origin, accept: 'application/json' }
  });
  expect(results.parse(await response.json()).map(({ outcome }) => outcome)).toEqual(
    codes.map(() => 'recorded')
  );
}

/** Supervisors of the demonstration, each with the category under which they book. */
export const supervisors = {
  expert: 'expert',
  deputy: 'deputy',
  representative: 'resident'
} as const;

/** A day of a project that has disclosed something, with all supervisors checked in; its slug. */
export async function openVisits(browser: Browser, title: string): Promise<string> {
  const host = await enter(browser, 'company');
  const seats = { 'seats.expert': '5', 'seats.deputy': '5' };
  const slug = await announceTomorrow(host, title, seats);
  const codes: string[] = [];
  for (const [name, category] of Object.entries(supervisors)) {
    const page = await enter(browser, name);
    codes.push(await book(page, slug, category, 1));
    await page.context().close();
  }
  await checkIn(host, slug, codes);
  await host.context().close();
  return slug;
}
