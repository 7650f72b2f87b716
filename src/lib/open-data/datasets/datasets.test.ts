import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFilters } from './ask.ts';
import { meaningOf, type Meaning } from './column.ts';
import { datasetNames, datasetOf, datasets, type Dataset } from './index.ts';
import { rowSchema } from './json-schema.ts';
import { columnsOf, tableSchema } from './table-schema.ts';

const all: readonly Dataset[] = datasets;
const chinese = /\p{Script=Han}/u;

function isTold({ title, about }: Meaning): boolean {
  const texts = [title.zh, title.en, about.zh, about.en];
  return texts.every((text) => text.trim() === text && text.length > 0) && about.zh.endsWith('。');
}

describe.each(all)('$name', (dataset) => {
  const columns = columnsOf(dataset);

  it('says what each column means, in both languages', () => {
    expect(columns.filter(({ meaning }) => !isTold(meaning))).toEqual([]);
    expect(chinese.test(dataset.title.zh) && chinese.test(dataset.about.zh)).toBe(true);
  });

  it('has words for each value of a closed list', () => {
    for (const { values, meaning } of columns)
      expect(values.filter((value) => !meaning.labels?.[value]?.zh || !meaning.labels[value].en)).toEqual([]);
  });

  it('says what each parameter means', () => {
    for (const schema of Object.values(dataset.filters)) expect(isTold(meaningOf(schema))).toBe(true);
  });

  it('has an id that is there in each row, and a place as coordinates where it has one', () => {
    expect(columns[0]).toMatchObject({ name: 'id', type: 'string', required: true });
    const names = columns.map(({ name }) => name);
    expect(names.includes('lat') && names.includes('lng')).toBe(dataset.place);
  });

  it('refers to columns that there are', () => {
    for (const { reference, fields } of tableSchema(dataset).foreignKeys ?? []) {
      expect(columns.map(({ name }) => name)).toContain(fields[0]);
      expect(Object.keys(datasetOf(reference.resource)?.row.shape ?? {})).toContain(reference.fields[0]);
    }
  });

  it('gives the same columns as Table Schema and as JSON Schema', () => {
    const names = Object.keys(dataset.row.shape);
    expect(tableSchema(dataset).fields.map(({ name }) => name)).toEqual(names);
    const json = z.looseObject({ properties: z.record(z.string(), z.looseObject({ title: z.string() })) });
    for (const lang of ['zh', 'en'] as const)
      expect(Object.keys(json.parse(rowSchema(dataset, lang)).properties)).toEqual(names);
  });
});

it('are thirteen, each with a name of its own', () => {
  expect(new Set(datasetNames).size).toBe(13);
});

describe('the address of an export', () => {
  const projects = datasetOf('projects');
  if (!projects) throw new Error('no projects');
  const read = (search: string, also: string[] = []) =>
    readFilters(projects, new URLSearchParams(search), also);

  it('is read as on the pages, and given back in one order', () => {
    expect(read('type=commodity&pilot=yes&city=420100&q=')).toEqual({
      ok: true,
      filters: { type: 'commodity', pilot: 'yes', division: '420100' },
      search: '?city=420100&pilot=yes&type=commodity'
    });
    expect(read('city=420100&district=420106')).toMatchObject({ filters: { division: '420106' } });
    expect(read('at=12', ['at'])).toMatchObject({ ok: true, filters: {}, search: '' });
  });

  it.each([
    ['cty=420100', 'unknown'],
    ['stage=demolition', 'invalid'],
    ['city=Wuhan', 'invalid'],
    ['box=1,2,3', 'invalid'],
    ['stage=permitting&stage=completion', 'repeated'],
    ['city=420300&district=420106', 'outside'],
    ['__proto__=x', 'unknown'],
    ['constructor=x', 'unknown']
  ])('is refused when it says nothing: %s', (search, problem) => {
    expect(read(search)).toMatchObject({ ok: false, wrong: [{ problem }] });
  });
});
