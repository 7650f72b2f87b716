import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor, type Visitor } from '#tests/support/browserless.ts';
import { codeIn, formOf, wholeForm } from '#tests/support/complaint-forms.ts';
import { crawl, type Seen } from '#tests/support/crawl.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

/**
 * One complaint with a mark in each field that a person can fill in, and in what their device tells: taken in, published,
 * handed to the company, answered and followed up. Then everybody looks at everything that they can reach.
 */
const marks = {
  name: '金丝雀姓名',
  phone: '13977770001',
  email: 'canary-mail@people.invalid',
  address: '金丝雀路七号',
  shown: '金丝雀署名',
  description: '金丝雀陈述：卫生间顶板渗水',
  spot: '金丝雀栋零一室',
  message: '金丝雀留言：周六在家',
  rating: '金丝雀评价：修好了',
  network: '203.0.113.77',
  device: 'CanaryPhone/9.7',
  language: 'fo-FO',
  photo: 'CanaryCamera'
};
type Mark = keyof typeof marks;
const contact: Mark[] = ['name', 'phone', 'email', 'address', 'network', 'device', 'language', 'photo'];
const words: Mark[] = ['description', 'spot', 'message', 'rating'];

let server: RunningServer;
let slug: string;
let number: string;
let code: string;
let project: string;
let machines = 0;
const someone = (): Visitor => visitor(server.url, `198.51.99.${String((machines += 1))}`);

async function account(name: string): Promise<Visitor> {
  const who = someone();
  await who.post('/account/sign-in', { email: `${name}@example.org`, password: 'sunlit-demo-2026' });
  expect(who.cookies.size, name).toBeGreaterThan(0);
  return who;
}

/** A step at the desk, with the number that the page was made from. */
async function step(who: Visitor, act: string, fields: Record<string, string> = {}): Promise<string> {
  const page = await (await who.get(`/desk/complaints/${slug}`)).text();
  const edits =
    /name="edits"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="edits"/.exec(page)?.slice(1).find(Boolean) ?? '';
  const response = await who.post(`/desk/complaints/${slug}?/${act}`, { edits, checked: 'yes', ...fields });
  const answer = await response.text();
  expect([200, 303], `${act}: ${String(response.status)}`).toContain(response.status);
  return answer;
}

const found = (text: string, wanted: Mark[]): Mark[] => wanted.filter((mark) => text.includes(marks[mark]));

beforeAll(async () => {
  server = await startServer({ env: { ADDRESS_HEADER: 'x-forwarded-for' }, lasting: true });
  const wuhan = await account('wuhan');
  // a work in Wuhan of the developer that one can sign in for: one that it was asked about before
  const company = await account('company');
  const asked = await (await company.get('/desk/extracts')).text();
  const [extract = ''] = /\/desk\/extracts\/[a-z0-9]{10}/.exec(asked) ?? [];
  project = /\/projects\/([a-z0-9]{10})/.exec(await (await company.get(extract)).text())?.[1] ?? '';
  const person = visitor(server.url, marks.network);
  const image = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#7a5' } })
    .withExif({ IFD0: { Artist: marks.photo, Make: marks.photo } })
    .jpeg()
    .toBuffer();
  const form = formOf(
    wholeForm({
      ...{ project, category: 'seepage', description: marks.description, spot: marks.spot, naming: 'named' },
      ...{
        shown_name: marks.shown,
        name: marks.name,
        phone: marks.phone,
        email: marks.email,
        address: marks.address,
        wants_mail: 'yes'
      }
    }),
    [{ name: `${marks.photo}.jpg`, bytes: image }]
  );
  const receipt = await (
    await person.send('/complaints/new', form, {
      accept: 'text/html',
      'user-agent': marks.device,
      'accept-language': marks.language
    })
  ).text();
  code = codeIn(receipt);
  number = /C\d{6}-\d{4}-\d+/.exec(receipt)?.[0] ?? '';
  const list = await (await wuhan.get(`/desk/complaints?q=${number}`)).text();
  slug = /\/desk\/complaints\/([a-z0-9]{10})[?"]/.exec(list)?.[1] ?? '';
  for (const known of [project, code, number, slug]) expect(known).not.toBe('');
});
afterAll(() => server.stop());

describe('a complaint with a mark in every field', () => {
  it('is handled from end to end', async () => {
    const wuhan = await account('wuhan');
    await step(wuhan, 'publish', { as: 'public', title: '卫生间顶板渗水', text: '住户反映卫生间顶板渗水。' });
    await step(wuhan, 'accept');
    const person = visitor(server.url, marks.network);
    const entered = await person.post('/complaints/track?/enter', { code }, { 'user-agent': marks.device });
    expect([200, 303]).toContain(entered.status);
    const page = await (await person.get('/complaints/track')).text();
    expect(found(page, ['description', 'spot'])).toEqual(['description', 'spot']);
    await person.post('/complaints/track?/write', { complaint: slug, text: marks.message });
    expect(found(await (await person.get('/complaints/track')).text(), ['message'])).toEqual(['message']);
    const desk = await (await wuhan.get(`/desk/complaints/${slug}`)).text();
    const developer = /name="organization"[\s\S]*?value="([^"]+)"/.exec(desk)?.[1] ?? '';
    await step(wuhan, 'extract', {
      organization: developer,
      text: '住户反映卫生间顶板渗水，请说明防水做法。'
    });
    const opened = await step(wuhan, 'contact', { reason: '约定入户查看的时间' });
    expect(found(opened, ['name', 'phone', 'email', 'address'])).toHaveLength(4);
    await step(wuhan, 'reply', {
      ...{ text: '渗水属实，已返工并做闭水试验。', public_text: '渗水属实，已返工并做闭水试验。' },
      ...{ outcome: 'substantiated', result: 'fixed' }
    });
    await step(await account('follow-up'), 'close', { reason: '已回访，投诉人确认修好。', reached: 'yes' });
    await person.post('/complaints/track?/rate', {
      complaint: slug,
      rating: '5',
      solved: 'yes',
      text: marks.rating
    });
    const told = await (await person.get('/complaints/track')).text();
    expect(told).toContain('约定入户查看的时间');
  });
});

/** Where a mark may stand, and before whom. Everything else is a leak. */
const deskCase = (path: string) => path.includes(`/desk/complaints/${slug}`);
const allowed: { who: string[]; where: (path: string) => boolean; what: Mark[]; why: string }[] = [
  {
    who: ['wuhan', 'follow-up', 'province'],
    where: deskCase,
    what: [...words, 'shown'],
    why: 'officers in charge and above read the case'
  },
  {
    who: ['wuhan', 'follow-up', 'province'],
    where: (path) => path.includes('/desk/complaints'),
    what: ['shown'],
    why: 'the list names whoever wants to be named'
  },
  {
    who: [],
    where: (path) => path.includes(`/complaints/${slug}`),
    what: ['shown'],
    why: 'the public page names whoever wants to be named'
  }
];

const mayStand = (who: string, path: string, mark: Mark) =>
  allowed.some(
    (one) => (one.who.length === 0 || one.who.includes(who)) && one.where(path) && one.what.includes(mark)
  );

describe('everything that can be reached', () => {
  const first = () => [
    ...[
      '/',
      '/en',
      '/complaints',
      '/en/complaints',
      `/complaints/${slug}`,
      `/en/complaints/${slug}`,
      '/complaints/figures',
      '/complaints/figures.csv',
      '/complaints/list.json',
      '/complaints/list.csv'
    ],
    ...[
      `/projects/${project}`,
      `/projects/${project}/complaints`,
      '/map/complaints?bbox=113,29,116,32&zoom=8',
      '/feeds',
      '/feeds/all.rss',
      '/feeds/all.json'
    ],
    ...[
      `/feeds/projects/${project}.rss`,
      `/feeds/projects/${project}.json`,
      '/feeds/kinds/complaint.published.rss',
      '/feeds/kinds/complaint.answered.json'
    ],
    ...[
      '/open311/v2/requests.json?jurisdiction_id=420100&extensions=true',
      '/open311/v2/requests.xml?jurisdiction_id=420100'
    ],
    ...[
      `/open311/v2/requests/${number}.json?jurisdiction_id=420100&extensions=true`,
      `/complaints/nearby?project=${project}`,
      `/complaints/${slug}/card.png`
    ],
    ...[
      '/desk',
      '/desk/complaints',
      `/desk/complaints/${slug}`,
      `/desk/complaints/${slug}/print`,
      '/desk/complaints/list.csv',
      '/desk/extracts',
      '/desk/audit'
    ],
    ...[
      '/account/inbox',
      '/account/complaints',
      `/account/complaints/${slug}`,
      '/calendar/all.ics',
      '/verify.json',
      '/health/ready'
    ]
  ];
  const roles = [
    'visitor',
    'resident',
    'company',
    'contractor',
    'supervisor',
    'deputy',
    'media',
    'xiangyang',
    'wuhan',
    'follow-up',
    'province',
    'admin'
  ];

  it.each(roles)('as %s holds no mark where it may not stand', async (role) => {
    const who = role === 'visitor' ? someone() : await account(role);
    const seen: Seen[] = await crawl(who, {
      origin: server.url,
      first: first(),
      most: 94,
      matter: /complaints|extracts/,
      itself: new RegExp(`${slug}|${number}|${project}`)
    });
    expect(seen.length).toBeGreaterThan(40);
    expect(seen.filter(({ status }) => status >= 500).map(({ path }) => path)).toEqual([]);
    const leaks = seen.flatMap(({ path, body, headers }) =>
      found(`${path}\n${headers}\n${body}`, [...contact, ...words, 'shown'])
        .filter((mark) => !mayStand(role, path, mark))
        .map((mark) => `${mark} at ${path}`)
    );
    expect(leaks).toEqual([]);
    // the crawl looked where there was something to see
    if (role === 'wuhan') expect(seen.some(({ body }) => body.includes(marks.description))).toBe(true);
    if (role === 'visitor') expect(seen.some(({ body }) => body.includes(marks.shown))).toBe(true);
  });

  it('what the server prints and stores holds nothing of person, network or device in clear', () => {
    expect(found(server.log(), [...contact, ...words, 'shown'])).toEqual([]);
    const files = readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(50);
    const leaks = files.flatMap((file) => {
      const bytes = readFileSync(file);
      // a mail goes to an address, and says nothing else
      const wanted = file.includes('/outbox/') ? contact.filter((mark) => mark !== 'email') : contact;
      return wanted
        .filter((mark) => bytes.includes(marks[mark]))
        .map((mark) => `${mark} in ${file.slice(server.dataDir.length)}`);
    });
    expect(leaks).toEqual([]);
  });
});
