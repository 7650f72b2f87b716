import { fold } from '#lib/projects/import/text.ts';

export interface Category {
  category: string;
  name: string;
  name_en: string;
}

/** What hotlines call it, beside its name. */
const aliases: Record<string, string[]> = {
  seepage: ['漏水', '渗水', '渗漏水', '屋面漏水', '外墙渗水', '防水'],
  cracks: ['裂缝', '墙体裂缝', '墙体开裂', '开裂', '楼板裂缝'],
  hollow_plaster: ['空鼓', '墙面脱落', '外墙脱落', '瓷砖脱落'],
  structure_safety: ['主体结构', '地基基础', '房屋安全', '主体质量'],
  doors_windows: ['门窗质量', '门窗问题'],
  pipes_wiring: ['水电', '给排水', '管道', '电气', '水电问题'],
  heating_cooling: ['供暖', '暖气', '采暖', '空调'],
  fit_out: ['装修质量', '精装修', '装修问题', '装修不符', '货不对板'],
  fire_safety: ['消防安全', '消防设施', '消防问题'],
  false_disclosure: ['虚假公示', '信息不实'],
  not_disclosed: ['未公示', '公示不到位'],
  refused_access: ['拒绝看房', '不让进'],
  site_danger: ['施工安全', '工地安全', '安全生产'],
  household_acceptance: ['分户验收', '交付', '交房', '收房'],
  warranty_refused: ['保修', '维修', '质保', '不维修'],
  retaliation: ['报复', '威胁'],
  other: ['其他', '房屋质量', '工程质量', '质量问题', '建筑质量']
};

/** The kind of a complaint that a word means; undefined where none. */
export function categoryOf(word: string, categories: readonly Category[]): string | undefined {
  const wanted = fold(word);
  const found = categories.find(({ category, name, name_en }) =>
    [category, name, name_en, ...(aliases[category] ?? [])].some((one) => fold(one) === wanted)
  );
  return found?.category;
}
