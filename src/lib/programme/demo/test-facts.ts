import { addDays } from './days.ts';
import type { ItemFacts, Source } from './source.ts';

const testingBody = ({ work }: Source): string =>
  work.facts.parties?.testing_body?.name ?? '示范工程质量检测有限公司';

/** First and last number of a run of reports. */
function reports(kind: string, count: number, { work, day, from }: Source): string {
  const year = day.slice(0, 4);
  const first = from.int(1, 400);
  const number = (n: number) => `SF-${kind}-${year}-${work.permit_no.slice(-4)}${String(n).padStart(4, '0')}`;
  return `${number(first)} 至 ${number(first + count - 1)}`;
}

/** Every fifth has tests that failed: retested, and what did not pass then left the site. */
export function rebar(source: Source): ItemFacts {
  const { work, from } = source;
  const batches = (work.facts.building_count ?? 4) * from.int(4, 9);
  const groups = batches * 2;
  const joints = (work.facts.building_count ?? 4) * from.int(6, 14);
  const failed = from.int(0, 4) === 0 ? from.int(1, 2) : 0;
  const removed = failed === 2 ? 1 : 0;
  return {
    material_batches: batches,
    material_groups: groups,
    material_failed: failed,
    material_passed_retest: failed - removed,
    joint_groups: joints,
    joint_failed: failed > 0 ? 1 : 0,
    joint_passed_retest: failed > 0 ? 1 : 0,
    witnessed_share: from.pick([30, 40, 50, 100]),
    ...(failed > 0
      ? {
          disposal: `HRB400E 直径 ${String(from.pick([16, 18, 22, 25]))} mm 钢筋初检${removed ? '伸长率' : '重量偏差'}不合格，双倍取样复检${removed ? '，其中一批仍不合格，已全部退场，未用于工程' : '合格'}；接头初检不合格一组，切除返工后复检合格。`
        }
      : {}),
    testing_body: testingBody(source),
    report_numbers: reports('GJ', groups + joints, source),
    conclusion: failed > 0 ? 'qualified_after_retest' : 'qualified'
  };
}

export function concrete(source: Source): ItemFacts {
  const { work, from } = source;
  const area = work.facts.floor_area_m2 ?? 20_000;
  const volume = Math.round(area * 0.38);
  const groups = Math.max(12, Math.round(volume / 100) + from.int(0, 8));
  const failed = from.int(0, 7) === 0 ? 1 : 0;
  return {
    strength_grades: `基础 C35P6，剪力墙、柱 C${String(from.pick([40, 45, 50]))}，梁板 C30`,
    volume,
    standard_groups: groups,
    standard_failed: failed,
    same_condition_groups: Math.max(3, Math.round(groups / 9)),
    same_condition_failed: 0,
    impermeability_groups: from.int(2, 6),
    impermeability_failed: 0,
    evaluation_method: 'both',
    ...(failed
      ? {
          disposal: `${String(from.int(3, 17))}层墙柱一组标准养护试件强度低于设计值，经回弹—取芯实体检测，满足设计要求。`
        }
      : {}),
    testing_body: testingBody(source),
    report_numbers: reports('HN', groups, source),
    conclusion: failed ? 'qualified_by_entity_test' : 'qualified'
  };
}

export function entity(source: Source): ItemFacts {
  const { work, day, from } = source;
  const buildings = work.facts.building_count ?? 3;
  const members = buildings * from.int(10, 16);
  const failed = from.int(0, 8) === 0 ? 1 : 0;
  const sizes = buildings * from.int(60, 90);
  return {
    report_on: addDays(day, from.int(-4, 2)),
    tested_buildings: buildings,
    strength_method: from.pick(['rebound_core', 'same_condition']),
    strength_members: members,
    strength_failed: failed,
    cover_points: buildings * from.int(72, 108),
    cover_rate: from.int(905, 985) / 10,
    size_points: sizes,
    size_rate: from.int(840, 975) / 10,
    slab_thickness_points: Math.round(sizes / 4),
    ...(failed ? { disposal: '一个墙肢推定强度偏低，设计单位复核后增设粘钢加固，加固后检测合格。' } : {}),
    testing_body: testingBody(source),
    report_numbers: reports('ST', buildings * 3, source),
    conclusion: failed ? 'qualified_after_strengthening' : 'qualified'
  };
}

export function air(source: Source): ItemFacts {
  const { work, day, from } = source;
  const rooms = (work.facts.unit_count ?? 300) * 4;
  const tested = Math.ceil(rooms * 0.05);
  const over = from.int(0, 3) === 0 ? from.int(1, 4) : 0;
  const thousandths = (low: number, high: number) => from.int(low, high) / 1000;
  return {
    sampled_on: addDays(day, -from.int(6, 14)),
    standard: 'gb50325_2020',
    rooms_total: rooms,
    rooms_tested: tested,
    rooms_passed: tested,
    radon: from.int(34, 96),
    formaldehyde: thousandths(31, 66),
    ammonia: thousandths(40, 130),
    benzene: thousandths(4, 28),
    toluene: thousandths(15, 90),
    xylene: thousandths(20, 120),
    tvoc: thousandths(180, 430),
    ...(over
      ? {
          retest: `初测有${String(over)}间甲醛超过限值，更换柜体板材、通风 15 日后复测，全部合格；表中为复测值。`
        }
      : {}),
    testing_body: testingBody(source),
    report_numbers: reports('KQ', Math.max(2, Math.round(tested / 20)), source),
    conclusion: over ? 'passed_after_retest' : 'passed'
  };
}

export function waterproofing(source: Source): ItemFacts {
  const { work, from } = source;
  const batches = (work.facts.building_count ?? 3) * from.int(1, 3);
  return {
    membrane_batches: batches,
    coating_batches: batches + from.int(1, 4),
    tested_groups: batches * 2 + 3,
    failed: 0,
    ponding_rooms: (work.facts.unit_count ?? 300) * 2,
    ponding_leaks: from.int(0, 6),
    report_numbers: reports('FS', batches * 2 + 3, source),
    conclusion: 'qualified'
  };
}
