import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrap } from '#lib/server/errors.ts';
import { closeHub, openHub } from '#lib/server/hub.ts';
import { visitor, type Visitor } from '#tests/support/browserless.ts';
import { icalendar, icaljs } from '#tests/support/calendar-readers.ts';
import { configOf } from '#tests/support/data-folder.ts';
import { newPermit, projectForm } from '#tests/support/disclosing.ts';
import { feedparser, xmllint } from '#tests/support/feed-readers.ts';
import { demoFolder, readCsv, readNdjson, rows } from '#tests/support/open-exports.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

/**
 * Text that hurts one format or another, typed by an officer and read back from every outlet: it comes back as it was kept,
 * or it was refused in words when it was typed.
 */
const typed = {
  formula: '=1+HYPERLINK("http://x.example","点我")',
  tabbed: '\t=cmd|calc',
  minus: '-2+3 号楼',
  at: '@SUM(A1:A9)',
  wide: '＝1＋1 小区',
  cdata: '花园 ]]> <b>&amp;</b> <![CDATA[',
  script: '</script><script>alert(1)</script>',
  quotes: '他说“"好""的"”, 是\'的\'',
  separators: '行\u2028段\u2029止',
  semicolons: 'a;b,c\\n:d',
  long: '长'.repeat(119) + '=' // as long as a name may be
};
/** What the form of a project takes out of a name: put there behind its back, as texts that are longer may hold it. */
const unseen = {
  arabic: '\u202e反的\u202c \u2066abc\u2069 \u200f右',
  controls: '铃\u0007退\u001b[31m红\u007f\u0085',
  emoji: '👩🏽‍🔧🏗️ 𠮷野家 é'
};
const { dataDir, remove } = await demoFolder();
let server: RunningServer;
let officer: Visitor;
/** The names as the hub keeps them, by what they are. */
const names = new Map<string, string>();
/** The works whose names no form would take. */
const works: string[] = [];

/** A day with a title that hurts calendars, and three works with names that hurt. */
async function nameUnseen(): Promise<void> {
  const { backend } = await openHub(undefined, configOf(dataDir, { HUB_DEMO: 'on' }));
  const title = `${typed.cdata}\r\nBEGIN:VEVENT${unseen.controls};,\\${unseen.arabic}`;
  await backend.sql?.query(
    `update public.open_days set title = $1 where open_day_id = (select o.open_day_id from public.open_days o
     where o.announced_at is not null order by o.starts_at desc limit 1)`,
    [title]
  );
  const rows = await backend.sql?.query('select slug from public.projects order by slug limit 3');
  works.push(
    ...z
      .array(z.object({ slug: z.string() }))
      .parse(rows)
      .map(({ slug }) => slug)
  );
  for (const [i, [what, name]] of Object.entries(unseen).entries()) {
    await backend.sql?.query('update public.projects set name = $1 where slug = $2', [name, works[i]]);
    names.set(what, name);
  }
  await closeHub();
}

const save = (name: string) => officer.post('/desk/projects/new?/save', projectForm(newPermit(), name));

beforeAll(async () => {
  await nameUnseen();
  server = await startServer({ dataDir, env: { ADDRESS_HEADER: 'x-forwarded-for', HUB_BENCH: 'on' } });
  officer = visitor(server.url, '198.51.100.7');
  await officer.post('/account/sign-in', { email: 'wuhan@example.org', password: 'sunlit-demo-2026' });
  for (const [what, name] of Object.entries(typed)) {
    const response = await save(name);
    expect([what, response.status]).toEqual([what, 303]);
    // surrounding white space is nobody's name
    names.set(what, name.trim());
  }
});
afterAll(async () => {
  await server.stop();
  await remove();
});

const headers = { 'x-forwarded-for': '198.51.100.8' };
const text = async (path: string) => (await fetch(server.url + path, { headers })).text();
const given = () => [...names.values()].toSorted();
const among = (found: readonly unknown[]) => {
  const wanted = new Set<unknown>(names.values());
  return found.filter((name) => wanted.has(name)).toSorted();
};

describe('comes back as it was', () => {
  it('from CSV', async () => {
    expect(among(readCsv(await text('/open/projects.csv')).map(({ name }) => name))).toEqual(given());
  });
  it('from JSON and NDJSON', async () => {
    expect(among(rows.parse(JSON.parse(await text('/open/projects.json'))).map(({ name }) => name))).toEqual(
      given()
    );
    expect(among(readNdjson(await text('/open/projects.ndjson')).map(({ name }) => name))).toEqual(given());
  });
  it('from GeoJSON', async () => {
    const feature = z.looseObject({ properties: z.looseObject({ name: z.string() }) });
    const { features } = z
      .looseObject({ features: z.array(feature) })
      .parse(JSON.parse(await text('/open/projects.geojson')));
    expect(among(features.map(({ properties }) => properties.name))).toEqual(given());
  });
  it('from the changes', async () => {
    const change = z.looseObject({ dataset: z.string(), row: z.looseObject({}).nullable() });
    const told = z.looseObject({ changes: z.array(change), next: z.number(), head: z.number() });
    const found: unknown[] = [];
    for (let after = -1, next = 0; next > after;) {
      after = next;
      const body = await text(`/open/changes?after=${String(after)}`);
      const page = told.parse(JSON.parse(body), { error: () => body.slice(0, 500) });
      found.push(...page.changes.filter(({ dataset }) => dataset === 'projects').map(({ row }) => row?.name));
      next = page.next;
    }
    expect(new Set(among(found))).toEqual(new Set(given()));
  });
});

it('can be opened in a spreadsheet, where nothing of it runs', async () => {
  const cells = readCsv(await text('/open/projects.csv?for=excel')).flatMap((record) =>
    Object.values(record)
  );
  expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
  for (const name of names.values())
    expect(cells.some((cell) => cell === name || cell === `'${name}`)).toBe(true);
});

it('is in feeds that are well-formed, without what XML cannot hold', async (context) => {
  const complaints = xmllint(context);
  const parse = feedparser(context);
  for (const path of ['/feeds/all.rss', '/en/feeds/all.rss', '/feeds/divisions/420102.rss']) {
    const feed = await text(path);
    expect(complaints(feed)).toBe('');
    const { titles, summaries } = z
      .looseObject({ titles: z.array(z.string()), summaries: z.array(z.string().nullable()) })
      .parse(parse(feed));
    const said = [...titles, ...summaries].join('\n');
    for (const what of ['formula', 'quotes', 'cdata'])
      expect(said, what).toContain(names.get(what)?.slice(0, 6));
  }
  const item = z.looseObject({ title: z.string(), content_text: z.string() });
  const told = z.looseObject({ items: z.array(item) });
  const said = async (path: string) =>
    told
      .parse(JSON.parse(await text(path)))
      .items.map(({ title, content_text }) => title + content_text)
      .join('\n');
  const everywhere = await said('/feeds/all.json');
  for (const what of Object.keys(typed)) expect(everywhere).toContain(names.get(what));
  for (const [i, name] of Object.values(unseen).entries()) {
    const path = `/feeds/projects/${works[i] ?? ''}`;
    // oxlint-disable-next-line no-control-regex -- what no feed can write is left out of the name
    const writable = name.replace(/[\u0000-\u001f\u007f]/g, '');
    expect(await said(`${path}.json`)).toContain(writable);
    expect(complaints(await text(`${path}.rss`))).toBe('');
    expect(parse(await text(`${path}.rss`)).titles.join('\n')).toContain(writable.slice(0, 1));
  }
});

it('is in calendars that readers take, as one event', async (context) => {
  const calendar = await text('/calendar/all.ics');
  const { events } = icaljs(calendar);
  const read = icalendar(context)(calendar);
  expect(read.events.map(({ uid }) => uid).sort()).toEqual(events.map(({ uid }) => uid).sort());
  expect(calendar.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(events.length);
  // oxlint-disable-next-line no-control-regex -- these are what a calendar must not hold
  expect(calendar).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  expect(events.some(({ summary }) => summary.includes('花园 ]]>'))).toBe(true);
});

describe('is refused in words when it is typed:', () => {
  it.each([
    ['a name of one megabyte', '长'.repeat(350_000)],
    ['a name that is longer than a name', '长'.repeat(500)]
  ])('%s', async (_what, name) => {
    const response = await save(name);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    const page = await response.text();
    expect(page).toMatch(/\p{Script=Han}/u);
    expect(page).not.toContain('errors.');
    expect(await text('/open/projects.csv')).not.toContain(name.slice(0, 500));
  });

  it('NUL is no part of a name, and no text of the database', async () => {
    expect((await save('零\u0000字符小区')).status).toBe(303);
    expect(readCsv(await text('/open/projects.csv')).map(({ name }) => name)).toContain('零 字符小区');
    const { backend, visitor: db } = await openLater();
    try {
      for (const q of ['\u0000', '\ud800'])
        await expect(
          unwrapped(db.rpc('open_rows', { dataset: 'projects', filters: { q } }))
        ).rejects.toMatchObject({
          status: 422
        });
      await expect(backend.sql?.query(`select '"\\ud800"'::jsonb`)).rejects.toThrow();
    } finally {
      await closeHub();
    }
  });
});

/** What a request that carried it would be answered with. */
async function unwrapped(asked: PromiseLike<Parameters<typeof unwrap>[0]>): Promise<unknown> {
  return unwrap(await asked, z.unknown());
}

/** The hub itself, once the server is down: the embedded engine is for one process. */
async function openLater() {
  await server.stop();
  return openHub(undefined, configOf(dataDir, { HUB_DEMO: 'on' }));
}
