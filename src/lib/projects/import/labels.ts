import { translator } from '#lib/i18n/index.ts';
import { small } from '#lib/projects/capital.ts';
import type { Cell, Words } from '#lib/projects/import/messages.ts';
import type { FitOut, HousingType, Structure } from '#lib/projects/import/schema.ts';
import { FIT_OUTS, HOUSING_TYPES, STRUCTURES } from '#lib/projects/import/schema.ts';
import { fold } from '#lib/projects/import/text.ts';
import { typeKey } from '#lib/projects/projects.ts';

interface Label extends Words {
  aliases: string[];
}

/** Other names that files have for the types of housing; their own stand in the dictionaries. */
const HOUSING_ALIASES: Record<HousingType, string[]> = {
  commodity: ['商品房', '商品住房', '普通商品住宅', '商品住宅小区'],
  public_rental: ['公共租赁住房', '公共租赁房', 'public rental housing'],
  policy_rental: ['政策性租赁房', '保障性租赁住房', '保租房', 'policy rental housing'],
  redevelopment: ['棚户区改造', '棚改', '棚改安置房', '棚户区改造安置房', '棚户区改造住房', '棚改安置住房'],
  affordable_other: [
    '其它保障性住房',
    '保障性住房',
    '保障房',
    '经济适用房',
    '经济适用住房',
    '共有产权住房',
    '限价房'
  ]
};

const housing = (type: HousingType): Label => ({
  zh: translator('zh')(typeKey(type)),
  en: small(translator('en')(typeKey(type))),
  aliases: HOUSING_ALIASES[type]
});

const HOUSING: Record<HousingType, Label> = {
  commodity: housing('commodity'),
  public_rental: housing('public_rental'),
  policy_rental: housing('policy_rental'),
  redevelopment: housing('redevelopment'),
  affordable_other: housing('affordable_other')
};

const STRUCTURE: Record<Structure, Label> = {
  frame: { zh: '框架', en: 'frame', aliases: ['钢筋混凝土框架'] },
  shear_wall: { zh: '剪力墙', en: 'shear wall', aliases: ['钢筋混凝土剪力墙', '短肢剪力墙', '框支剪力墙'] },
  frame_shear_wall: { zh: '框架-剪力墙', en: 'frame-shear wall', aliases: ['框剪', '框架剪力墙'] },
  masonry: { zh: '砖混', en: 'masonry', aliases: ['砌体', '砌体（砖混）', '砖混/砌体'] },
  steel: { zh: '钢结构', en: 'steel', aliases: ['钢', 'steel structure'] },
  prefabricated: {
    zh: '装配式',
    en: 'prefabricated',
    aliases: ['装配式混凝土', '装配整体式剪力墙', '装配式剪力墙', '装配整体式']
  },
  other: { zh: '其他', en: 'other', aliases: ['其它', '其他结构', '混合结构', '框架核心筒'] }
};

const FIT_OUT: Record<FitOut, Label> = {
  fitted_out: {
    zh: '全装修',
    en: 'fully fitted out',
    aliases: ['精装', '精装修', '是', 'yes', 'y', 'true', '1', '√', 'fitted out']
  },
  shell: {
    zh: '毛坯',
    en: 'shell',
    aliases: ['毛坯房', '毛坯交付', '非全装修', '否', 'no', 'n', 'false', '0', '×', 'x']
  },
  partly: {
    zh: '部分装修',
    en: 'partly fitted out',
    aliases: ['部分全装修', '部分精装', '部分精装修', '部分']
  }
};

/** 结构 at the end and brackets say nothing more. */
function plain(value: string): string {
  return fold(value.replace(/[()（）]/g, '')).replace(/结构$/, '');
}

function choice<T extends string>(keys: readonly T[], labels: Record<T, Label>): (value: string) => Cell<T> {
  const known = new Map<string, T>();
  for (const key of keys) {
    for (const name of [key, labels[key].zh, labels[key].en, ...labels[key].aliases])
      known.set(plain(name), key);
  }
  const detail = {
    zh: keys.map((key) => labels[key].zh).join('、'),
    en: keys.map((key) => labels[key].en).join(', ')
  };
  return (value) => {
    const found = known.get(plain(value));
    return found === undefined ? { ok: false, code: 'choice_unknown', detail } : { ok: true, value: found };
  };
}

export const housingType = choice(HOUSING_TYPES, HOUSING);
export const structure = choice(STRUCTURES, STRUCTURE);
export const fitOut = choice(FIT_OUTS, FIT_OUT);
