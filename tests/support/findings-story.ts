import { randomUUID } from 'node:crypto';
import { expect, type APIResponse, type Browser, type Page } from 'playwright/test';
import { z } from 'zod';
import { calendarDay } from '#lib/server/calendar-day.ts';
import { hidden, newPermit, projectForm, rebarForm, report } from './disclosing.ts';
import { book } from './open-day-forms.ts';
import { scripted } from './scripted.ts';
import { enter, post } from './signing-in.ts';

/** What comes before a finding, sent as browsers without scripts send it: the demonstration's people at their pages. */

const main = (page: Page) => page.getByRole('main');

/** A new project whose parties have accounts, with one item published: how many kilos of steel were tested. */
export async function disclose(
  browser: Browser,
  baseURL: string
): Promise<{ project: string; name: string }> {
  const name = `核查小区${String(Date.now() % 10_000_000)}`;
  const officer = await enter(browser, 'wuhan');
  const made = await officer.request.post('/desk/projects/new?/save', {
    form: projectForm(newPermit(), name),
    headers: { origin: baseURL, accept: 'text/html' },
    maxRedirects: 0
  });
  const project = /projects\/([a-z0-9]+)/.exec(made.headers().location ?? '')?.[1] ?? '';
  expect(project, await made.text()).not.toBe('');
  const contractor = await enter(browser, 'contractor');
  const queue = await (
    await contractor.request.get(`/desk/disclosures?project=${project}&item=rebar_tests&todo=all`)
  ).text();
  const path = /href="(\/desk\/disclosures\/[a-z0-9]{10})"/.exec(queue)?.[1] ?? '';
  const files = { name: '检测报告.pdf', mimeType: 'application/pdf', buffer: report(name) };
  const saved = await contractor.request.post(`${path}?/submit`, {
    multipart: { ...rebarForm, edits: '', files },
    headers: { origin: baseURL, accept: 'text/html' }
  });
  expect(saved.url(), await saved.text()).toContain('done=submit');
  const engineer = await enter(browser, 'supervisor');
  await advance(engineer, path, 'confirm');
  const company = await enter(browser, 'company');
  await advance(company, path, 'publish');
  for (const page of [officer, contractor, engineer, company]) await page.context().close();
  return { project, name };
}

async function advance(page: Page, path: string, act: string): Promise<void> {
  const edits = hidden(await (await page.request.get(path)).text(), 'edits');
  const told = await post(page, `${path}?/advance`, { act, edits });
  expect(told.url()).toContain(`done=${act}`);
}

/**
 * An open day of today at the project, on which somebody is checked in; its slug. In the last hour it is one of tomorrow:
 * its gate is open, and today's would be over before the test is.
 */
export async function visit(company: Page, guest: Page, project: string, category: string): Promise<string> {
  const day = calendarDay(new Date(Date.now() + 3_600_000));
  const facts = {
    ...{ title: '核查开放日', day, start: '23:58', end: '23:59', closes_day: day, closes_time: '23:57' },
    ...{
      meeting_point: '工地南门',
      briefing: '戴好安全帽。',
      [`seats.${category}`]: '3',
      'seats.public': '1'
    }
  };
  const made = await post(company, '/desk/open-days/new', { ...facts, project });
  const slug = /open-days\/([a-z0-9]{10})\?/.exec(made.url())?.[1] ?? '';
  const told = await post(company, `/desk/open-days/${slug}?/announce`, { ...facts, edits: '1' });
  expect(told.url(), await told.text()).toContain('done=announce');
  const code = await book(guest, slug, category, 1);
  const gate = { code, party_size: '1', briefed: 'yes' };
  await post(company, `/desk/open-days/${slug}/gate?/code`, gate);
  return slug;
}

const handed = z.object({ slug: z.string(), number: z.string() });

/** What a phone sends of a visit: its lines, once. */
export async function submit(
  guest: Page,
  openDay: string,
  baseURL: string,
  lines: Record<string, unknown>[]
): Promise<z.infer<typeof handed>> {
  const list = await guest.request.get(`/account/visits/${openDay}/checklist`);
  const { owner } = z.object({ owner: z.uuid() }).parse(await list.json());
  const told: APIResponse = await guest.request.post(`/account/visits/${openDay}/findings`, {
    data: { owner, finding: randomUUID(), facts: { lines } },
    headers: { origin: baseURL }
  });
  expect(told.status(), await told.text()).toBe(200);
  return handed.parse(await told.json());
}

/** Opens a case from a queue, as people do. */
export async function openCase(page: Page, queue: string, number: string): Promise<void> {
  await page.goto(`/desk/findings?queue=${queue}&q=${number}`);
  await scripted(page);
  await main(page).locator('a[data-row]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await scripted(page);
}
