import { addDays } from './days.ts';
import { scopeOf, type ItemFacts, type Source } from './source.ts';

const acceptance = ({ from }: Source, items: [number, number], records: [number, number]): ItemFacts => {
  const [subItems, checked, tests] = [from.int(...items), from.int(...records), from.int(4, 9)];
  return {
    sub_items: subItems,
    sub_items_passed: subItems,
    records_checked: checked,
    records_fit: checked,
    tests_checked: tests,
    tests_fit: tests,
    appearance: from.pick(['good', 'good', 'fair'])
  };
};

export function permit(source: Source): ItemFacts {
  const { work, day, city, from } = source;
  return {
    permit_no: work.permit_no,
    issued_on: day,
    issued_by: `${city}住房和城乡建设主管部门（示范）`,
    floor_area: work.facts.floor_area_m2 ?? 20_000,
    contract_start: addDays(day, from.int(3, 20)),
    contract_end: addDays(day, from.int(640, 720)),
    parties_as_registered: true
  };
}

export function foundation(source: Source): ItemFacts {
  const { work, day, from } = source;
  const onPiles = (work.facts.structure ?? 'shear_wall') !== 'frame';
  const piles = (work.facts.building_count ?? 3) * from.int(48, 110);
  const tested = Math.round(piles * 0.35);
  const second = from.int(1, Math.max(2, Math.round(tested * 0.06)));
  const loads = Math.max(6, Math.round(piles / 100) * 3);
  return {
    accepted_on: day,
    scope: scopeOf(source),
    foundation_kind: onPiles ? 'piles' : 'spread',
    ...(onPiles
      ? {
          piles,
          piles_integrity_tested: tested,
          piles_class_1: tested - second,
          piles_class_2: second,
          load_tests: loads,
          load_tests_passed: loads
        }
      : {}),
    ...acceptance(source, [7, 12], [14, 22]),
    conclusion: 'passed'
  };
}

export function structure(source: Source): ItemFacts {
  const rectified = source.from.int(0, 3) === 0;
  return {
    accepted_on: source.day,
    scope: scopeOf(source),
    buildings: source.work.facts.building_count ?? 3,
    ...acceptance(source, [6, 11], [18, 30]),
    ...(rectified
      ? { rectified: '局部楼板预留洞口周边收边不顺直、两处梁侧蜂窝，均已剔凿修补，监理复查合格。' }
      : {}),
    conclusion: rectified ? 'passed_after_rectification' : 'passed'
  };
}

export function households(source: Source): ItemFacts {
  const { work, day, from } = source;
  const units = work.facts.unit_count ?? 300;
  const after = Math.round((units * from.int(6, 19)) / 100);
  return {
    started_on: addDays(day, -from.int(20, 34)),
    finished_on: day,
    units_total: units,
    units_checked: units,
    passed_first: units - after,
    passed_after: after,
    rechecked_by: work.facts.parties?.third_party ? 'third_party' : 'developer',
    redone: from.int(0, 3),
    residents_invited: from.int(6, 40),
    main_problems: `外窗渗漏 ${String(from.int(2, 14))} 处，墙面空鼓 ${String(from.int(8, 60))} 处，门窗开启不灵活 ${String(from.int(5, 30))} 处，已逐户整改复验。`,
    conclusion: 'passed_after_rectification'
  };
}

export function fire(source: Source): ItemFacts {
  const { work, day, city, from } = source;
  const opinion = from.int(0, 2) > 0;
  return {
    document_kind: opinion ? 'acceptance_opinion' : 'filing_certificate',
    document_no: `示范消${opinion ? '验' : '备'}字〔${day.slice(0, 4)}〕第${work.permit_no.slice(-4)}号`,
    issued_on: day,
    issued_by: `${city}住房和城乡建设主管部门（示范）`,
    scope: scopeOf(source),
    ...(opinion ? {} : { spot_checked: false }),
    conclusion: opinion ? 'passed' : 'filed'
  };
}

export function completion(source: Source): ItemFacts {
  const { work, day, from } = source;
  return {
    accepted_on: day,
    scope: scopeOf(source),
    buildings: work.facts.building_count ?? 3,
    floor_area: work.facts.floor_area_m2 ?? 20_000,
    five_parties_attended: true,
    household_acceptance_done: true,
    supervised: true,
    warranty_signed: true,
    ...(from.int(0, 2) === 0 ? { open_points: '小区北侧围墙涂料待补，约定 30 日内完成，不影响使用。' } : {}),
    conclusion: 'passed'
  };
}

export function filing(source: Source): ItemFacts {
  const { work, day, city, from } = source;
  return {
    filing_no: `示范备字${day.slice(0, 4)}-${work.permit_no.slice(-4)}`,
    accepted_on: addDays(day, -from.int(10, 15)),
    filed_on: day,
    filed_with: `${city}住房和城乡建设主管部门（示范）`,
    scope: scopeOf(source),
    floor_area: work.facts.floor_area_m2 ?? 20_000
  };
}

export function pledge(source: Source): ItemFacts {
  return {
    signed_on: addDays(source.day, -source.from.int(1, 6)),
    developer_signed: true,
    contractor_signed: true,
    supervisor_signed: true,
    shown_at: '售楼处、项目主出入口公示栏'
  };
}
