import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import type { Cells } from '#lib/projects/import/fixtures.ts';
import {
  csv,
  DIVISIONS,
  fileOf,
  GOOD,
  headerOf,
  parseText,
  random,
  shuffled,
  TODAY
} from '#lib/projects/import/fixtures.ts';
import { MAX_BYTES, MAX_ROWS, parseProjects, parseProjectsInTurns } from '#lib/projects/import/parse.ts';
import { importRowSchema } from '#lib/projects/import/schema.ts';

const OPTIONS = { crs: 'WGS84', divisions: DIVISIONS, today: TODAY } as const;

function codesOf(text: string): [number, string][] {
  const { fileErrors, bad } = parseText(text);
  return [...fileErrors, ...bad].map(({ line, code }) => [line, code]);
}

function project(serial: number): Cells {
  const number = String(serial).padStart(6, '0');
  return {
    permit_no: `42010220200601${number.endsWith('00') ? '99' : number.slice(-2)}01`,
    project_code: `2020-420102-47-03-${number}`,
    name: `龑䶮𬭎小区“${serial}”期，（东）; 甲\t乙`,
    division_code: '420102',
    city: '武汉市',
    district: '江岸区',
    zone: serial % 3 === 0 ? '' : '长江新区',
    address: `一元路${serial}号\n2栋, "A"座`,
    housing_type: '公租房',
    floor_area_m2: '86,500.5',
    unit_count: String(serial + 1),
    building_count: '6',
    structure: '剪力墙',
    fit_out: '毛坯',
    pilot: '是',
    lng: '114.3068',
    lat: '30.6089',
    'developer.name': '示范建设有限公司',
    'developer.uscc': '914403001922038216',
    'developer.leader': '张三',
    'contractor.name': '施工（武汉）公司',
    'permit.reached': '2020/6/1',
    'completion_acceptance.planned': '2021年12月31日'
  };
}

type Next = (below: number) => number;

/** One of the forms in which an office may send the same projects. */
function written(projects: Cells[], next: Next): { bytes: Uint8Array; form: string } {
  const known = COLUMNS.filter(({ key }) => projects.some((one) => key in one));
  const columns = shuffled(known, next).map(({ key, aliases }) => ({
    key,
    header: aliases[next(aliases.length)] ?? key
  }));
  const delimiter = [',', ';', '\t', '，'][next(4)] ?? ',';
  const lineBreak = ['\n', '\r\n', '\r'][next(3)] ?? '\n';
  const wide = next(2) === 0;
  const records = projects.map((one) => columns.map(({ key }) => widened(one[key] ?? '', key, wide)));
  const title = next(3) === 0 ? `湖北省住宅工程清单${lineBreak}` : '';
  const text = title + csv([columns.map(({ header }) => header), ...records], delimiter, lineBreak);
  const [encoding = 'utf-8', mark = ''] =
    shuffled(
      [
        ['utf-8', ''],
        ['utf-8', '\uFEFF'],
        ['utf-16le', '\uFEFF'],
        ['utf-16be', '\uFEFF'],
        ['gb18030', '']
      ],
      next
    )[0] ?? [];
  return {
    bytes: iconv.encode(mark + text, encoding),
    form: JSON.stringify([encoding, mark, delimiter, lineBreak, wide, title])
  };
}

function widened(cell: string, key: ColumnKey, wide: boolean): string {
  const free = key === 'name' || key === 'address';
  return wide && !free
    ? `\u3000${cell.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))} `
    : cell;
}

describe('the same projects in any form', () => {
  const projects = Array.from({ length: 12 }, (_, at) => project(at + 1));
  const expected = parseText(fileOf(...projects));

  it('are read as meant', () => {
    expect(expected.bad).toEqual([]);
    expect(expected.rows).toHaveLength(12);
    expect(expected.rows[0]?.row).toMatchObject({
      name: '龑䶮𬭎小区“1”期，（东）; 甲 乙',
      address: '一元路1号 2栋, "A"座',
      unit_count: 2,
      milestones: [
        { kind: 'permit', reached: '2020-06-01' },
        { kind: 'completion_acceptance', planned: '2021-12-31' }
      ]
    });
    for (const { row } of expected.rows) expect(importRowSchema.parse(row)).toEqual(row);
  });

  it('give equal rows: encodings × delimiters × line breaks × aliases × order', () => {
    const next = random(20_200_601);
    for (let round = 0; round < 300; round += 1) {
      const { bytes, form } = written(projects, next);
      const parse = parseProjects(bytes, OPTIONS);
      expect([...parse.fileErrors, ...parse.bad], form).toEqual([]);
      expect(
        parse.rows.map(({ row }) => row),
        form
      ).toEqual(expected.rows.map(({ row }) => row));
    }
  });

  it('never make the importer throw, however a file is broken', () => {
    const next = random(42);
    const source = Buffer.from(fileOf(...projects));
    for (let round = 0; round < 400; round += 1) {
      const bytes = Uint8Array.from(source.subarray(0, next(source.length + 1)));
      for (let hit = next(6); hit > 0 && bytes.length > 0; hit -= 1) bytes[next(bytes.length)] = next(256);
      const parse = parseProjects(bytes, OPTIONS);
      for (const { row } of parse.rows) expect(importRowSchema.safeParse(row).success).toBe(true);
      expect(
        parse.fileErrors.length > 0 ? parse.rows.length : parse.rows.length + parse.badLines.length
      ).toBe(parse.fileErrors.length > 0 ? 0 : parse.total);
    }
  });
});

describe('files that cannot be used', () => {
  const header = fileOf(GOOD).split('\n')[0] ?? '';

  it.each([
    ['', 'file_empty', 0],
    ['\uFEFF \r\n\t\n', 'file_empty', 0],
    [`${header}\n`, 'file_no_rows', 0],
    [`${header}\n,,,,,\n\n`, 'file_no_rows', 0],
    ['<html></html>', 'file_html', 0]
  ])('%j: %s', (text, code, line) => {
    expect(codesOf(text)).toEqual([[line, code]]);
  });

  it('names the line where an open quote begins, and imports nothing', () => {
    const text = `${fileOf(GOOD)}420102202006010201,"江岸\n小区,420102,地址,商品住宅,甲\n`;
    const parse = parseText(text);
    expect(parse.fileErrors.map(({ line, code }) => [line, code])).toEqual([[3, 'quote_open']]);
    expect(parse.rows).toEqual([]);
    const long = `${fileOf(GOOD)}"${'x'.repeat(200_000)}`;
    expect(codesOf(long)).toEqual([[3, 'quote_open']]);
  });

  it('names what is missing in the header', () => {
    const parse = parseText('名字,地点\n甲,乙\n');
    expect(parse.fileErrors.map(({ code }) => code)).toEqual([
      'header_unknown',
      ...Array.from({ length: 6 }, () => 'column_missing')
    ]);
    expect(parse.fileErrors[1]?.message).toEqual({
      zh: '缺少列：项目名称。',
      en: 'The column is missing: Project name.'
    });
    expect(parse.columns.ignored).toEqual(['名字', '地点']);
  });

  it('shows how a header in a foreign encoding came out', () => {
    const [error] = parseProjects(iconv.encode(fileOf(GOOD), 'big5'), OPTIONS).fileErrors;
    expect(error).toMatchObject({ code: 'header_unknown', line: 1 });
    expect(error?.value).not.toBe('');
    const broken = Buffer.from(fileOf(GOOD));
    broken[broken.length - 2] = 0xe5;
    expect(parseProjects(broken, OPTIONS).fileErrors.length).toBeGreaterThan(0);
  });

  it('has limits', () => {
    expect(parseProjects(new Uint8Array(MAX_BYTES + 1), OPTIONS).fileErrors.map(({ code }) => code)).toEqual([
      'file_too_big'
    ]);
    const rows = `${fileOf(GOOD)}${'a,b,c,d,e,f\n'.repeat(MAX_ROWS)}`;
    expect(codesOf(rows)).toEqual([[0, 'file_too_long']]);
    const shifted = parseText(`${fileOf(GOOD)}${'?,,?,,?,\n'.repeat(30_000)}`);
    expect(shifted.fileErrors.map(({ code }) => code)).toEqual(['file_too_bad']);
    expect(shifted.rows).toEqual([]);
  });

  it('counts warnings that it does not keep', () => {
    const row = fileOf({
      ...GOOD,
      permit_no: '',
      project_code: '2020-420102-47-03-000000',
      division_code: '420100'
    });
    const [header = '', line = ''] = row.split('\n');
    const lines = Array.from({ length: 12_000 }, (_, at) =>
      line.replace('000000', String(at).padStart(6, '0'))
    );
    const parse = parseText([header, ...lines].join('\n'));
    expect(parse.rows).toHaveLength(12_000);
    expect([parse.warnings.length, parse.warningTotal]).toEqual([10_000, 12_000]);
  });
});

describe('records', () => {
  it('are counted by the lines of the file', () => {
    const second = { ...GOOD, permit_no: 'x', address: '一\n二\n三' };
    const text = `sep=,\r\n标题,,,,,\r\n\r\n${fileOf(GOOD, second, { ...GOOD, permit_no: 'y' }).replaceAll('\n', '\r\n')}`;
    const parse = parseText(text);
    expect(parse.rows.map(({ line }) => line)).toEqual([5]);
    expect(parse.bad.map(({ line, value }) => [line, value])).toEqual([
      [6, 'x'],
      [9, 'y']
    ]);
    expect(parse.badLines).toEqual([6, 9]);
    expect(parse.total).toBe(3);
  });

  it('may have empty cells beyond the header but no others', () => {
    const [header = '', row = ''] = fileOf(GOOD).split('\n');
    expect(codesOf(`${header}\n${row},,,\n`)).toEqual([]);
    expect(codesOf(`${header}\n${row},more\n`)).toEqual([[2, 'cells_many']]);
    expect(codesOf(`${header}\n${row.split(',').slice(0, 4).join(',')}\n`)).toEqual([[2, 'cells_few']]);
    const [few] = parseText(`${header}\n420102,甲\n`).bad;
    expect(few?.message.en).toContain('2 cells where the header has 6');
  });

  it('may hold a bare quote', () => {
    const parse = parseText(fileOf({ ...GOOD, zone: 'x' }).replace(',x,', ',3" pipe,'));
    expect(parse.rows[0]?.row.zone).toBe('3" pipe');
  });

  it('cut long values in a report', () => {
    const [bad] = parseText(fileOf({ ...GOOD, name: '名'.repeat(500) })).bad;
    expect(bad).toMatchObject({ code: 'too_long', column: '项目名称' });
    expect(bad?.value).toHaveLength(80);
  });
});

describe('coordinates by option', () => {
  it('are converted', () => {
    const file = fileOf({ ...GOOD, lng: '114.318', lat: '30.612' });
    const places = (['WGS84', 'GCJ02', 'BD09'] as const).map((crs) => parseText(file, { crs }).rows[0]?.row);
    expect(new Set(places.map((row) => row?.lng)).size).toBe(3);
    expect(places[0]).toMatchObject({ lng: 114.318, lat: 30.612 });
    expect(places[1]?.lng).toBeCloseTo(114.318 - 0.0055, 3);
  });
});

describe('ten thousand rows', () => {
  const header = COLUMNS.map(({ zh }) => zh);
  const records = Array.from({ length: 10_000 }, (_, at) => {
    const cells: Cells = { ...project(at), permit_no: '' };
    return COLUMNS.map(({ key }) => cells[key] ?? '');
  });
  const bytes = new TextEncoder().encode(csv([header, ...records]));

  it('tell how far they are', () => {
    const steps: number[] = [];
    const parse = parseProjects(bytes, { ...OPTIONS, onProgress: (done) => steps.push(done) });
    expect(parse.rows).toHaveLength(10_000);
    expect(steps.at(-1)).toBe(10_000);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
  });

  it('let others work in between', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const parse = await parseProjectsInTurns(bytes, OPTIONS);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect(parse.rows).toHaveLength(10_000);
  });
});

it('headers are found by every name of the catalogue', () => {
  expect(headerOf('permit_no')).toBe('施工许可证号');
  expect(parseText(fileOf(GOOD)).columns.used.map(({ key }) => key)).toEqual(Object.keys(GOOD));
});

it('a file of line breaks alone is refused before it is split', () => {
  const parse = parseText(fileOf(GOOD) + '\n'.repeat(600_000));
  expect(parse.fileErrors.map(({ code }) => code)).toEqual(['file_too_long']);
  expect(parse.rows).toEqual([]);
});
