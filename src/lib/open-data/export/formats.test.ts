import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { datasetOf, type Dataset } from '../datasets/index.ts';
import { inBatches, writers, type Row, type Variant } from './formats.ts';

function known(name: string): Dataset {
  const found = datasetOf(name);
  if (!found) throw new Error(name);
  return found;
}
const projects = known('projects');
const disclosures = known('disclosures');

/** A row of a data set that has nothing but what is given. */
const rowOf = (dataset: Dataset, given: Row): Row => ({
  ...Object.fromEntries(Object.keys(dataset.row.shape).map((column) => [column, null])),
  ...given
});

async function written(variant: Variant, dataset: Dataset, rows: readonly Row[]): Promise<string> {
  let text = '';
  for await (const part of writers[variant](dataset, inBatches(rows))) text += part;
  return text;
}

const table = z.array(z.array(z.string()));
const cells = (text: string) => table.parse(parse(text, { bom: true, relax_column_count: false }));
const records = (text: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));

/** What hurts one format or another. NUL and half surrogates never get past the database. */
const hostile = [
  '=1+1',
  '=HYPERLINK("http://x.example","click")',
  '+86 27 8888',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  '－1',
  "'=1+1",
  ']]>',
  '<script>alert(1)</script>',
  '"quoted", "twice""',
  'two\nlines\r\nand\rmore',
  'line\nfeed',
  'carriage\rreturn',
  '\n',
  '\u0001\u0007\u000b\u001b\u007f\u0085',
  '\u2028\u2029',
  '\u202e\u2066abc\u2069\u200f',
  '\uFEFFmark',
  '𝟘🏗️ é é',
  '{"a":1}',
  '420106202603010001',
  '9142010E12',
  '007',
  'NULL',
  '',
  ' ',
  'x'.repeat(1_000_000)
];

describe('text that hurts', () => {
  const rows = hostile.map((name, i) =>
    rowOf(projects, { id: `p${String(i)}`, name, lat: 30.5, lng: 114.25 })
  );

  it('comes back from CSV as it was', async () => {
    const [head, ...lines] = cells(await written('csv', projects, rows));
    expect(head).toEqual(Object.keys(projects.row.shape));
    expect(lines.map((line) => line[1])).toEqual(hostile);
  });

  it('comes back from JSON, NDJSON and GeoJSON as it was', async () => {
    expect(JSON.parse(await written('json', projects, rows))).toEqual(rows);
    const lines = (await written('ndjson', projects, rows)).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(rows);
    const collection = z.looseObject({ features: z.array(z.looseObject({ properties: z.unknown() })) });
    const { features } = collection.parse(JSON.parse(await written('geojson', projects, rows)));
    expect(features.map(({ properties }) => properties)).toEqual(rows);
  });

  it('holds nothing that a spreadsheet would run, round or break into rows', async () => {
    const text = await written('excel', projects, rows);
    expect(text.startsWith('\uFEFFid,name,')).toBe(true);
    const lines = cells(text).slice(1);
    expect(lines).toHaveLength(hostile.length);
    for (const [i, line] of lines.entries()) {
      const cell = line[1] ?? '';
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(cell).not.toMatch(/^(\d{12,}|\d+e\d+|0\d+)$/i);
      expect(cell.length).toBeLessThan(32_767);
      const given = hostile[i] ?? '';
      if (given.length < 32_000) expect([given, `'${given}`]).toContain(cell);
      else expect(cell.startsWith(given.slice(0, 32_000)) && cell.endsWith(']')).toBe(true);
    }
    // every line ends in CRLF, and numbers stay numbers
    expect(text.endsWith('\r\n')).toBe(true);
    expect(lines[0]).toContain('30.5');
  });
});

it('any text comes back from every format', async () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(words, words), { maxLength: 12 }), async (pairs) => {
      const rows = pairs.map(([name, address], i) => rowOf(projects, { id: String(i), name, address }));
      const [, ...lines] = cells(await written('csv', projects, rows));
      expect(lines.map((line) => [line[1], line[6]])).toEqual(pairs);
      expect(JSON.parse(await written('json', projects, rows))).toEqual(rows);
    }),
    { numRuns: 60 }
  );
});

it('any text is written as a library of others writes it, byte by byte', async () => {
  const text = fc.oneof(
    fc.constantFrom(...hostile.filter(({ length }) => length < 100)),
    fc.string({ unit: 'binary' })
  );
  const plain = { record_delimiter: '\n', quoted_match: /^$/, quote_record_delimiter: true };
  const guarded = {
    record_delimiter: '\r\n',
    quoted_match: /^$/,
    quote_record_delimiter: true,
    escape_formulas: true
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, fc.option(text)), { minLength: 1, maxLength: 12 }),
      async (pairs) => {
        const rows = pairs.map(([name, address], i) =>
          rowOf(projects, { id: `p${String(i)}`, name, address, unit_count: i })
        );
        const cellsOf = (row: Row) =>
          Object.values(row).map((value) => (typeof value === 'number' ? String(value) : value));
        const [head] = (await written('csv', projects, [])).split('\n');
        expect(await written('csv', projects, rows)).toBe(
          `${head ?? ''}\n${stringify(rows.map(cellsOf), plain)}`
        );
        // what a spreadsheet rewrites, beside formulas, is no matter of the library
        const formulas = rows.filter(
          ({ name, address }) =>
            ![name, address].some((one) => /^(\d{12,}|\d+(\.\d+)?e\d+|0\d+)$/i.test(String(one)))
        );
        expect(await written('excel', projects, formulas)).toBe(
          `\uFEFF${head ?? ''}\r\n${formulas.length > 0 ? stringify(formulas.map(cellsOf), guarded) : ''}`
        );
      }
    ),
    { numRuns: 200 }
  );
});

describe('cells', () => {
  it('tell what is missing from an empty text, and hold objects as JSON', async () => {
    const facts = { groups: 10, note: '"a",b' };
    const text = await written('csv', disclosures, [
      rowOf(disclosures, { id: 'd1', note: '', facts, days_late: 0, demo: false })
    ]);
    const [line] = records(text);
    expect(JSON.parse(line?.facts ?? '')).toEqual(facts);
    expect(line).toMatchObject({ days_late: '0', demo: 'false', reason: '' });
    const quoted = text.split('\n')[1] ?? '';
    // an empty text is quoted, what is missing is not
    expect(quoted.match(/,"",/g)).toHaveLength(1);
  });
});

describe('nothing at all', () => {
  it('is a file of its format all the same', async () => {
    expect(await written('csv', projects, [])).toBe(`${Object.keys(projects.row.shape).join(',')}\n`);
    expect(await written('ndjson', projects, [])).toBe('');
    expect(JSON.parse(await written('json', projects, []))).toEqual([]);
    expect(JSON.parse(await written('geojson', projects, []))).toMatchObject({
      type: 'FeatureCollection',
      features: []
    });
  });
});

it('a row without a place is a feature without geometry', async () => {
  const rows = [rowOf(projects, { id: 'a' }), rowOf(projects, { id: 'b', lat: 30, lng: 114 })];
  expect(JSON.parse(await written('geojson', projects, rows))).toMatchObject({
    features: [
      { id: 'a', geometry: null },
      { id: 'b', geometry: { type: 'Point', coordinates: [114, 30] } }
    ]
  });
});
