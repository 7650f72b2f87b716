import { usccCheckCharacter } from '#lib/projects/codes.ts';
import { COLUMNS } from '#lib/projects/import/catalogue.ts';
import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { random } from '#lib/projects/import/fixtures.ts';
import type { ImportDivision, PartyRole } from '#lib/projects/import/schema.ts';
import { MILESTONE_KINDS, PARTY_ROLES } from '#lib/projects/import/schema.ts';
import { writeCsv } from '#lib/projects/import/write.ts';

type Next = (below: number) => number;
type Cells = Partial<Record<ColumnKey, string>>;

const HOUSING = ['商品住宅', '公租房', '政策性租赁住房', '棚改房', '其他保障性住房'];
const STRUCTURES = ['剪力墙', '框架', '框架-剪力墙', '装配式'];
const FIT_OUTS = ['全装修', '毛坯', '部分装修'];
const SURNAMES = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗');
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平');
const ESTATES = ['云栖', '江景', '梧桐', '锦绣', '东湖', '汉水', '楚天', '长江', '春天', '和悦'];
const ENDS = ['花园', '家园', '雅苑', '新城', '府', '公馆'];

/** Days between two milestones of a project, in the order of the catalogue. */
const STEPS = [0, 120, 260, 180, 90, 40, 30, 20];
const two = (n: number) => String(n).padStart(2, '0');
const dayAfter = (start: Date, days: number) =>
  new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
const one = (list: readonly string[], next: Next) => list[next(list.length)] ?? '';
const person = (next: Next) => one(SURNAMES, next) + one(GIVEN, next) + one(GIVEN, next);

/** A code that passes its check, the same for the same number. */
function uscc(role: number, number: number): string {
  const body = `91420${two(role)}0MA${String(4_000_000 + number)}`.slice(0, 17).padEnd(17, '0');
  return body + (usccCheckCharacter(body) ?? '');
}

function party(role: PartyRole, next: Next): Cells {
  const index = PARTY_ROLES.indexOf(role);
  const number = next(400);
  return {
    [`${role}.name`]: `示范第${number}号${['建设', '施工', '监理', '勘察', '设计', '检测'][index] ?? ''}有限公司`,
    [`${role}.uscc`]: uscc(index, number),
    [`${role}.leader`]: person(next)
  };
}

function milestones(start: Date, reached: number, next: Next): Cells {
  const cells: Cells = {};
  let days = 0;
  for (const [index, kind] of MILESTONE_KINDS.entries()) {
    days += (STEPS[index] ?? 0) + next(20);
    cells[`${kind}.planned`] = dayAfter(start, days);
    if (index < reached) cells[`${kind}.reached`] = dayAfter(start, days + next(15));
  }
  return cells;
}

function project(index: number, division: ImportDivision, next: Next): Cells {
  const start = new Date(Date.UTC(2016 + next(6), next(12), 1 + next(28)));
  const day = start.toISOString().slice(0, 10).replaceAll('-', '');
  const units = 100 + next(1_500);
  return {
    // numbers of one division and day would clash: the sequence and the specialty count on
    permit_no: division.code + day + two(1 + (index % 99)) + two(1 + (Math.floor(index / 99) % 99)),
    project_code: `${String(start.getUTCFullYear())}-${division.code}-47-03-${String(index).padStart(6, '0')}`,
    name: `${one(ESTATES, next)}${one(ENDS, next)}${String(index)}期`,
    division_code: division.code,
    district: division.name,
    address: `${division.name}示范大道${String(1 + next(900))}号`,
    housing_type: one(HOUSING, next),
    floor_area_m2: String(units * 110 + next(100) / 4),
    unit_count: String(units),
    building_count: String(2 + next(20)),
    structure: one(STRUCTURES, next),
    fit_out: one(FIT_OUTS, next),
    pilot: next(3) === 0 ? '是' : '否',
    lng: (109.5 + next(60_000) / 10_000).toFixed(6),
    lat: (29.8 + next(25_000) / 10_000).toFixed(6),
    ...PARTY_ROLES.reduce<Cells>((all, role) => ({ ...all, ...party(role, next) }), {}),
    ...milestones(start, next(9), next)
  };
}

/**
 * A file of projects with every column an office can fill in, the same for the same seed: for measuring imports and for
 * filling a hub before it is measured. Coordinates are WGS84.
 */
export function projectsCsv(rows: number, divisions: readonly ImportDivision[], seed = 1): string {
  const counties = divisions.filter(({ level }) => level === 'county' || level.startsWith('county'));
  const next = random(seed);
  const records: string[][] = [COLUMNS.map(({ zh }) => zh)];
  for (let index = 0; index < rows; index += 1) {
    const division = counties[next(counties.length)];
    if (division === undefined) throw new Error('There is no county among the divisions.');
    const cells = project(index, division, next);
    records.push(COLUMNS.map(({ key }) => cells[key] ?? ''));
  }
  return writeCsv(records);
}
