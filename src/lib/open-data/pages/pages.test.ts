import { describe, expect, it } from 'vitest';
import { formats as formatsOf } from '#lib/i18n/format.ts';
import { translator } from '#lib/i18n/index.ts';
import { followList } from '#lib/journal/lists/names.ts';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { endpointOf, endpoints } from '#lib/open-data/health/endpoints.ts';
import { csvOf } from '#lib/open-data/quality/csv.ts';
import type { City } from '#lib/open-data/quality/schema.ts';
import { drawingOf } from './chart.ts';
import { wordsOf } from './columns.ts';
import { downloadsOf } from './formats.ts';
import { previewOf } from './preview.ts';
import { samplesOf } from './samples.ts';

const zh = translator('zh');
const [projects] = datasets;
const columns = wordsOf(projects, 'zh');

describe('a data set on its page', () => {
  it('has each column in words of the language', () => {
    for (const lang of ['zh', 'en'] as const)
      for (const dataset of datasets)
        for (const { title, about } of wordsOf(dataset, lang)) expect(title && about).not.toBe('');
    expect(columns.find(({ name }) => name === 'division_code')?.refers).toMatchObject({
      dataset: 'divisions',
      title: '行政区划'
    });
  });

  it('shows values in words, what is missing as that, and long ones shortened', () => {
    const row = { id: 'a b', stage: 'permitting', pilot: false, permit_no: null, name: '长'.repeat(99) };
    const [shown] = previewOf([row], columns, '/projects/{id}', zh, formatsOf(zh));
    const cell = (name: string) => shown?.cells[columns.findIndex((one) => one.name === name)]?.text;
    expect(shown?.page).toBe('/projects/a%20b');
    expect(cell('stage')).toBe('报建');
    expect(cell('pilot')).toBe('否');
    expect(cell('permit_no')).toBe('—');
    expect(cell('name')).toBe(`${'长'.repeat(60)}…`);
    expect(previewOf([{ id: null }], columns, '/projects/{id}', zh, formatsOf(zh))[0]?.page).toBeNull();
  });

  it('offers downloads with its filters, GeoJSON only where there is a place', () => {
    const narrowed = downloadsOf(projects, '?stage=permitting', 10, { json: 100, csv: 50 });
    expect(narrowed.map(({ href }) => href)).toEqual([
      '/open/projects.csv?stage=permitting',
      '/open/projects.csv?stage=permitting&for=excel',
      '/open/projects.json?stage=permitting',
      '/open/projects.ndjson?stage=permitting',
      '/open/projects.geojson?stage=permitting'
    ]);
    expect(narrowed[0]?.bytes).toBe(500);
    const plain = downloadsOf({ name: 'parties', place: false }, '', null, { json: 1, csv: 1 });
    expect(plain.map(({ format, bytes }) => [format, bytes])).toEqual([
      ['csv', null],
      ['excel', null],
      ['json', null],
      ['ndjson', null]
    ]);
  });

  it('is drawn by one of its columns with the whole as denominator, or not at all', () => {
    const by = { construction: 3, permitting: 5 };
    const drawn = drawingOf(
      { name: 'projects', title: '工程' },
      columns,
      { rows: 8, by },
      () => undefined,
      zh
    );
    expect(drawn?.rows[0]?.bars.map(({ label, count, of }) => [label, count, of])).toEqual([
      ['报建', 5, 8],
      ['施工过程', 3, 8]
    ]);
    expect(
      drawingOf({ name: 'projects', title: '' }, columns, { rows: 0, by: {} }, () => undefined, zh)
    ).toBeNull();
  });

  it('lets no filter out of the quotation of a program', () => {
    const search = `?${new URLSearchParams({ q: '"; rm -rf $(x) `y` \\' }).toString()}`;
    for (const { code } of samplesOf({
      address: 'https://h.example/open/projects',
      search,
      name: 'projects'
    })) {
      const url = /"(https:[^"]*)"/.exec(code)?.[1] ?? '';
      expect(new URL(url).searchParams.get('q')).toBe('"; rm -rf $(x) `y` \\');
      expect(url).not.toMatch(/[$`\\ ]/);
    }
  });
});

describe('endpoints', () => {
  it('are told from each other by the most exact pattern', () => {
    for (const { key, path } of endpoints) expect(endpointOf(path)).toBe(key);
    expect(endpointOf('/open/*.csv')).toBe('csv');
    expect(endpointOf('/open/[dataset].geojson')).toBe('geojson');
    expect(endpointOf('/feeds/divisions/420100.rss?kind=x')).toBe('rss');
    expect(endpointOf('/feeds/opml.xml')).toBe('opml');
    expect(endpointOf('/open/api/v1/projects/{id}')).toBe('api');
    // none of these is a data set as JSON
    for (const path of [
      'projects.json',
      'projects.json.gz',
      'projects/*.json',
      'projects/{slug}.json',
      'projects/k3v9.json'
    ])
      expect(endpointOf(`/open/oc4ids/${path}`), path).toBe('oc4ids');
    expect(endpointOf('/open/changes.ndjson')).toBe('changes');
    expect(endpointOf('/open/snapshots.json')).toBe('snapshots');
    expect(endpointOf('/open/elsewhere/projects.json')).toBeUndefined();
    expect(endpointOf('/nowhere')).toBeUndefined();
  });
});

describe('what is followed', () => {
  it('is the list without how the page shows it', () => {
    const { rss, mine } = followList('disclosures', new URLSearchParams('q=&city=420100&page=2&sort=due'));
    expect(rss).toBe('/feeds/lists/disclosures.rss?city=420100');
    expect(mine).toBe('/feeds/mine?page=%2Fdisclosures%3Fcity%3D420100');
  });
});

describe('figures of quality', () => {
  it('write each with its denominator, and never what is small of complaints', () => {
    const counts = {
      projects: 9,
      no_place: 2,
      placed: 7,
      doubtful_place: 1,
      begun: 4,
      no_permit: 1,
      no_code: 3
    };
    const rest = { owed: 8, missing: 3, published: 5, late: 2, unchecked: 4, findings: 2, unverified: 1 };
    const city: City = {
      ...{ key: '420100', name: '武汉市', name_en: 'Wuhan', rectifications: 3, rectifications_overdue: 1 },
      ...counts,
      ...rest
    };
    const csv = csvOf(
      {
        cities: [city],
        complaints: {
          ...{ from: '2025-12-01', to: '2026-11-30', total: { filed: 20, overdue: null } },
          places: [{ key: '420100', filed: null, overdue: null }]
        }
      },
      zh
    );
    const lines = csv.trim().split('\r\n');
    expect(lines).toContain('项目的位置,全省,没有位置,2,9');
    expect(lines).toContain('质量信息公示,武汉市,应公示未公示,3,8');
    expect(lines).toContain('投诉办理,全省,曾经逾期,不显示*,20');
    expect(lines).toContain('投诉办理,武汉市,曾经逾期,不显示*,不显示*');
  });
});
