import { describe, expect, it } from 'vitest';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { blocksIn, schemaOrg } from '#tests/support/schema-org-readers.ts';
import { npmVersion, recordValidation } from '#tests/support/validations.ts';
import type { Context } from './context.ts';
import { coreMetadata } from './core-metadata.ts';
import { dataPackage } from './data-package.ts';
import { jsonLdBlock } from './json-ld.ts';
import { publisherOf } from './publisher.ts';
import { catalogJsonLd, datasetJsonLd } from './schema-org.ts';

const publisher = publisherOf({
  HUB_PUBLISHER: '武汉市住房和城乡建设局',
  HUB_PUBLISHER_CODE: '11420100MB1234567X',
  HUB_CONTACT: 'data@hub.example'
});
const context: Context = {
  origin: 'https://hub.example',
  publisher,
  since: '2026-01-05',
  head: { seq: 7, recorded_at: '2026-11-30T02:00:00.000Z' },
  datasets
};
const empty: Context = { ...context, since: null, head: { seq: 0, recorded_at: '1970-01-01T00:00:00.000Z' } };

describe('blocks for search engines', () => {
  it.each(['zh', 'en'] as const)('say what search for data sets demands, in %s', async (lang) => {
    const blocks = [
      catalogJsonLd(context, lang),
      ...datasets.map((one) => datasetJsonLd(one, context, lang))
    ];
    const html = `<head>${blocks.map(jsonLdBlock).join('\n')}</head>`;
    const found = blocksIn(html);
    expect(found).toEqual(JSON.parse(JSON.stringify(blocks)));
    const problems = (await Promise.all(found.map(schemaOrg))).flat();
    const tool = { tool: 'jsonld', version: npmVersion('jsonld') };
    expect(recordValidation({ endpoint: '/open/*', ...tool, problems })).toEqual([]);
  });

  it('would be refused with a short description', async () => {
    const [first] = datasets;
    expect(await schemaOrg({ ...datasetJsonLd(first, context, 'zh'), description: '短' })).not.toEqual([]);
  });

  it('cannot be left by what stands in them', () => {
    const hostile = { name: '</script><script>alert(1)</script><!-- ]]>' };
    const block = jsonLdBlock(hostile);
    expect(block.match(/<\/?script/g)).toHaveLength(2);
    expect(block).not.toContain('<!--');
    expect(blocksIn(block)).toEqual([hostile]);
  });
});

describe('the thirteen core items', () => {
  it.each(datasets.map((one) => [one.name, one] as const))(
    'of %s are all filled in both languages',
    (_, dataset) => {
      for (const lang of ['zh', 'en'] as const) {
        const items = coreMetadata(dataset, context, lang);
        expect(items).toHaveLength(13);
        for (const { name, label, value } of items) expect(label && value, name).toBeTruthy();
      }
      const told = new Map(coreMetadata(dataset, context, 'zh').map(({ name, value }) => [name, value]));
      expect(told.get('provider')).toBe('武汉市住房和城乡建设局');
      expect(told.get('provider_code')).toBe('11420100MB1234567X');
      expect(told.get('format')).toBe(dataset.place ? 'CSV、JSON、NDJSON、GEOJSON' : 'CSV、JSON、NDJSON');
    }
  );

  it('name each data set by a code of its own, and those that it refers to by theirs', () => {
    const told = (name: string, index: number) => {
      const dataset = datasets.find((one) => one.name === name);
      return dataset ? (coreMetadata(dataset, context, 'zh')[index]?.value ?? '') : '';
    };
    expect(new Set(datasets.map(({ name }) => told(name, 2))).size).toBe(datasets.length);
    expect(told('parties', 12)).toContain(told('projects', 2));
    expect(told('divisions', 12)).toBe('无');
  });
});

describe('a hub in which nothing is public yet', () => {
  it('says no time and no day that there was not', () => {
    const text = JSON.stringify([
      dataPackage(empty),
      catalogJsonLd(empty, 'zh'),
      ...datasets.map((one) => datasetJsonLd(one, empty, 'zh'))
    ]);
    expect(text).not.toContain('1970');
    expect(coreMetadata(datasets[0], empty, 'zh').at(11)?.value).toBe('尚无数据');
  });
});

describe('who answers for the data', () => {
  const nobody = { HUB_PUBLISHER: undefined, HUB_PUBLISHER_CODE: undefined };
  it('is the hub where the operator says nothing, with the contact as it was given', () => {
    const given = publisherOf({ ...nobody, HUB_CONTACT: '027-12345 值班室' });
    expect(given).toEqual({
      name: { zh: '阳光工地', en: 'Sunlit' },
      code: null,
      contact: '027-12345 值班室',
      mail: null
    });
    expect(publisherOf({ ...nobody, HUB_CONTACT: 'a@b.example' }).mail).toBe('a@b.example');
  });
});
