import type { ItemKey } from './item-facts.ts';
import type { Random } from './random.ts';
import type { ItemFacts } from './source.ts';

interface Amendment {
  facts: ItemFacts;
  reason: string;
}

/** Numbers of a record that a recount may have raised, the total before what is part of it. */
const counted: Partial<Record<ItemKey, { fields: string[]; what: string }>> = {
  rebar_tests: { fields: ['material_batches', 'material_groups'], what: '漏计一批进场钢筋，补充其检验组数' },
  concrete_tests: {
    fields: ['standard_groups', 'same_condition_groups'],
    what: '漏计转换层试件，补充其组数'
  },
  structure_entity_tests: { fields: ['cover_points'], what: '补充两栋楼的保护层厚度测点' },
  foundation_acceptance: { fields: ['records_checked', 'records_fit'], what: '资料核查项数统计有误' },
  structure_acceptance: { fields: ['records_checked', 'records_fit'], what: '资料核查项数统计有误' },
  household_acceptance_summary: { fields: ['residents_invited'], what: '补计第二次开放日邀请的住户' }
};

/** What a correction changes, with the reason that the public reads. */
export function amend(item: ItemKey, facts: ItemFacts, from: Random): Amendment {
  const rule = counted[item];
  if (!rule) {
    return {
      facts: {
        ...facts,
        ...(typeof facts.scope === 'string' ? { scope: `${facts.scope}（含门卫室）` } : {})
      },
      reason: '原附件扫描不清，更换为清晰的扫描件并补全范围。'
    };
  }
  const more = from.int(1, 6);
  const raised = rule.fields.flatMap((field) => {
    const old = facts[field];
    return typeof old === 'number' ? [[field, old + more] as const] : [];
  });
  return { facts: { ...facts, ...Object.fromEntries(raised) }, reason: `${rule.what}，其余内容不变。` };
}
