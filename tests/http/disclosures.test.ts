import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeHub } from '#lib/server/hub.ts';
import { tellStory, type Story } from '#tests/support/reading.ts';
import { startServer, type RunningServer } from '#tests/support/server.ts';

let server: RunningServer;
let slugs: Story['slugs'];
let main: string;
let dataDir: string;

beforeAll(async () => {
  const story = await tellStory();
  ({ slugs } = story);
  main = story.main.slug;
  ({ dataDir } = story.desk.hub.config);
  await closeHub();
  server = await startServer({ dataDir, env: { HUB_DEMO: 'off' } });
}, 240_000);

afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function text(path: string): Promise<string> {
  const response = await fetch(server.url + path, { headers: { accept: 'text/html' } });
  expect(response.status, path).toBe(200);
  return (await response.text()).replace(/<script[\s\S]*?<\/script>/g, '');
}

describe('the page of a disclosure', () => {
  it('shows facts, documents, who confirmed, versions with what differs, and proof', async () => {
    const page = await text(`/disclosures/${slugs.rebar}`);
    expect(page).toContain('钢筋检验试验汇总评价');
    expect(page).toContain('测试工程监理有限公司');
    expect(page).toContain('Rebar tests, complete.pdf');
    expect(page).toContain('补充两组复检报告');
    expect(page).toMatch(/[0-9a-f]{64}/);
    const english = await text(`/en/disclosures/${slugs.rebar}`);
    expect(english).toContain('Summary of reinforcement tests');
  });

  it('keeps an earlier version readable, marked as such and pointing to the current one', async () => {
    const page = await text(`/disclosures/${slugs.rebar}?version=1`);
    expect(page).toContain('Rebar tests.pdf');
    expect(page).toContain(`href="/disclosures/${slugs.rebar}"`);
    expect(page).toMatch(/<link rel="canonical" href="[^"]*\/disclosures\/[a-z0-9]+"/);
    const missing = await fetch(`${server.url}/disclosures/${slugs.rebar}?version=9`);
    expect(missing.status).toBe(404);
  });

  it('tells of a withdrawn one that it was and why, never what it said', async () => {
    const page = await text(`/disclosures/${slugs.structure}`);
    expect(page).toContain('附件中有未遮盖的个人信息');
    expect(page).not.toContain('Structure acceptance.pdf');
    expect(page).not.toContain('测试内容');
  });

  it('tells of a withheld one the ground, the reason and until when', async () => {
    const page = await text(`/disclosures/${slugs.entity}`);
    expect(page).toContain('政府信息公开条例');
    expect(page).toContain('报告含检测机构的专有方法');
  });

  it('is there before anything was published, and says what is owed', async () => {
    expect(await text(`/disclosures/${slugs.report}`)).toContain('工程竣工验收报告');
    expect((await fetch(`${server.url}/disclosures/nothing`)).status).toBe(404);
  });

  it('has a sheet for the board, a text for WeChat and a card to share', async () => {
    expect(await text(`/disclosures/${slugs.rebar}/board`)).toContain('<svg');
    expect(await text(`/disclosures/${slugs.rebar}/wechat`)).toContain('江湾花园');
    const card = await fetch(`${server.url}/disclosures/${slugs.rebar}/card.png`);
    expect(card.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await card.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });
});

describe('lists', () => {
  it('show what became public, and by address what is overdue', async () => {
    const all = await text('/disclosures');
    expect(all).toContain(`/disclosures/${slugs.rebar}`);
    const overdue = await text('/disclosures?status=overdue');
    expect(overdue).toContain(`/disclosures/${slugs.concrete}`);
    expect(overdue).not.toContain(`/disclosures/${slugs.rebar}"`);
  });

  it('show projects by items, each cell with a word', async () => {
    const matrix = await text('/divisions/420102/disclosures');
    expect(matrix).toContain('江湾花园');
    expect(matrix).toContain(`/disclosures/${slugs.concrete}`);
    expect(matrix).toContain('逾期');
  });

  it('stand on the page of the project with a verdict in words', async () => {
    expect(await text(`/projects/${main}`)).toMatch(/应公示 \d+ 项，已公示 \d+ 项/);
    expect(await text(`/projects/${main}/disclosures`)).toContain(`/disclosures/${slugs.permit}`);
    expect(await text(`/projects/${main}/board`)).toContain('江湾花园');
  });
});

describe('feeds', () => {
  it('hold what happened to disclosures, narrowed by item', async () => {
    const rss = await text(`/feeds/projects/${main}.rss`);
    for (const word of ['撤回', '逾期', '更正']) expect(rss, word).toContain(word);
    const feed = await fetch(`${server.url}/feeds/all.json?item=rebar_tests`);
    expect(feed.status).toBe(200);
    expect(await feed.text()).not.toContain('施工许可证');
    expect((await fetch(`${server.url}/feeds/all.json?item=no_such`)).status).toBe(400);
  });
});
