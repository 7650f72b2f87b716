import { randomUUID } from 'node:crypto';
import { expect, type Page } from 'playwright/test';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { post } from './signing-in.ts';

/** The demonstration's people at the pages of open days; forms are sent as a browser without scripts sends them. */

/** A day that is tomorrow, with seats for residents and the public, announced by a company; its slug. */
export async function announceTomorrow(
  page: Page,
  title: string,
  more: Record<string, string> = {}
): Promise<string> {
  await page.goto('/desk/open-days/new');
  const project = await page
    .locator('select[name=project] option:not([value=""])')
    .first()
    .getAttribute('value');
  const day = calendarDay(new Date(Date.now() + 86_400_000));
  const facts = {
    title,
    day,
    start: '10:00',
    end: '12:00',
    closes_day: day,
    closes_time: '09:30',
    meeting_point: '工地南门',
    briefing: '戴好安全帽，跟随引导员。',
    'seats.resident': '10',
    'seats.public': '10',
    ...more
  };
  const made = await post(page, '/desk/open-days/new', { ...facts, project: project ?? '' });
  const slug = /open-days\/([a-z0-9]{10})\?/.exec(made.url())?.[1] ?? '';
  const told = await post(page, `/desk/open-days/${slug}?/announce`, { ...facts, edits: '1' });
  expect(told.url()).toContain('done=announce');
  return slug;
}

/** Books for the one who is signed in; the code of the booking. */
export async function book(page: Page, slug: string, category: string, people: number): Promise<string> {
  const form = { category, party_size: String(people), agree: 'yes', key: randomUUID() };
  const response = await post(page, `/open-days/${slug}?/book`, form);
  expect(response.url()).toContain('done=book');
  const html = await response.text();
  return /\b[2-9a-hjkmnp-z]{8}\b(?=<)/.exec(html.replaceAll(/<!--.*?-->/g, ''))?.[0] ?? '';
}
