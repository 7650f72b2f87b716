import { describe, expect, it } from 'vitest';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { demoPages } from '#tests/support/demo-pages.ts';

/** Pages and figures of open data, on the demonstration. */

const { get, text } = demoPages();

describe('the page of open data', () => {
  it('names thirteen data sets with rows and downloads in both languages, and is found from every page', async () => {
    for (const [path, lang] of [
      ['/open', 'zh'],
      ['/en/open', 'en']
    ] as const) {
      const page = await text(path);
      for (const { name, title, place } of datasets) {
        expect(page).toContain(title[lang].replaceAll('&', '&amp;'));
        for (const ending of ['csv', 'csv?for=excel', 'json', 'ndjson'])
          expect(page).toContain(`href="/open/${name}.${ending}"`);
        expect(page.includes(`href="/open/${name}.geojson"`)).toBe(place);
      }
      expect(page).not.toMatch(/openData\.|undefined|NaN|\{\{/);
    }
    expect(await text('/')).toContain('href="/open"');
    expect(await text('/verify')).toContain('href="/open"');
  });
});

describe('the page of a data set', () => {
  it('shows rows, a figure, every column with its meaning, downloads and programs', async () => {
    for (const dataset of datasets) {
      for (const [prefix, lang] of [
        ['', 'zh'],
        ['/en', 'en']
      ] as const) {
        const page = await text(`${prefix}/open/${dataset.name}`);
        for (const name of Object.keys(dataset.row.shape)) expect(page, name).toContain(`>${name}</code>`);
        expect(page).toContain(dataset.title[lang].replaceAll('&', '&amp;'));
        expect(page).toContain('<svg role="img"');
        expect(page).toContain('urllib.request');
        expect(page).not.toMatch(/openData\.|undefined|NaN|\{\{/);
      }
    }
  });

  it('narrows the preview and the addresses together, and says what it does not understand', async () => {
    const page = await text('/open/disclosures?status=overdue&city=420100&colour=red&item=');
    expect(page).toContain('href="/open/disclosures.csv?city=420100&amp;status=overdue"');
    expect(page).toContain('href="/open/disclosures.csv?city=420100&amp;status=overdue&amp;for=excel"');
    expect(page).toContain('/feeds/lists/disclosures.rss?city=420100&amp;status=overdue');
    expect(page).toContain('colour');
    expect(page).toContain('没有看懂');
    expect(page).toMatch(/<meta name="robots" content="noindex"/);
    const none = await text('/open/projects?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84');
    expect(none).toContain('没有符合条件的行');
  });

  it('is not there for a name that none has, told as a page', async () => {
    const answer = await get('/open/people', { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });
});

describe('figures of quality', () => {
  it('say the same on the page and in the file, with denominators, in both languages', async () => {
    const page = await text('/open/quality');
    const csv = await text('/open/quality.csv');
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toContain('方面,地区,指标,数量,分母');
    const whole = lines.find((line) => line.startsWith('质量信息公示,全省,应公示未公示,'));
    const [, , , part = '', of = ''] = whole?.split(',') ?? [];
    expect(Number(of)).toBeGreaterThan(0);
    expect(page).toContain(`${part} / ${of}`);
    for (const line of lines) expect(line.split(',')).toHaveLength(5);
    // what is small of complaints is not told
    expect(csv).toContain('不显示*');
    expect(await text('/en/open/quality')).toContain('overdue and missing');
    expect((await get('/en/open/quality.csv')).headers.get('content-type')).toBe('text/csv; charset=utf-8');
  });

  it('health tells each endpoint, the head of the log, and that there is nothing where there is nothing', async () => {
    const page = await text('/open/health');
    expect(page).toContain('/open/catalog.jsonld');
    expect(page).toContain('公示日志最新编号');
    expect(page).not.toMatch(/openHealth\.|undefined|NaN/);
    expect(await text('/en/open/health')).toContain('Newest number in the log');
  });
});
