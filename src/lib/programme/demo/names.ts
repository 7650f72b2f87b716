import { usccCheckCharacter } from '#lib/projects/codes.ts';
import type { PartyRole } from '#lib/projects/import/schema.ts';
import type { Random } from './random.ts';

const firsts = [
  ...[
    '江澜',
    '云栖',
    '听松',
    '望湖',
    '锦和',
    '清樾',
    '晴川',
    '汉水',
    '楚源',
    '荆岸',
    '梧桐',
    '兰台',
    '知音',
    '凤栖'
  ],
  ...[
    '东篱',
    '青禾',
    '南薰',
    '沐光',
    '枫林',
    '橘洲',
    '星汇',
    '澄园',
    '朗月',
    '墨池',
    '竹溪',
    '白鹭',
    '长堤',
    '远山'
  ],
  ...['新港', '春和']
];
const lasts = ['府', '苑', '里', '花园', '家园', '雅居'];
const phases = ['', '', '一期', '二期', '（A地块）', '（B1地块）'];

/** Each work has a name of its own: thirty first parts, and another ending in each round. */
export function workName(n: number): string {
  const first = firsts[n % firsts.length] ?? '';
  const last = lasts[(n + Math.floor(n / firsts.length)) % lasts.length] ?? '';
  return `${first}${last}${phases[(n * 5) % phases.length] ?? ''}`;
}

/** As long as real ones get, so that every list is seen with one. */
export const longName =
  '东湖高新区示范片区城市更新棚户区改造还建安置住宅小区（一期）A-1地块1号至12号住宅楼、配套商业、幼儿园、社区服务用房及整体地下室工程';

const surnames: [string, ...string[]] = [
  '江',
  '楚',
  '汉',
  '陶',
  '骆',
  '温',
  '柳',
  '舒',
  '阮',
  '秦',
  '叶',
  '向',
  '关',
  '覃'
];
const given: [string, ...string[]] = [
  ...(['知远', '怀瑾', '若谷', '长风', '思齐', '予安', '承砚'] as const),
  ...['时雨', '望舒', '南乔', '景行', '云帆', '修竹', '闻溪', '明澈', '致和']
];

/** A name out of poems rather than out of a register. */
export const leaderName = (from: Random): string => from.pick(surnames) + from.pick(given);

interface Company {
  name: string;
  uscc: string;
}

/** A code whose check character is right, in a series (MA4DEM…) that names the demonstration. */
export function uscc(kind: '11' | '91', division: string, serial: number): string {
  const body = `${kind}${division}MA4DEM${String(serial).padStart(3, '0')}`;
  return body + (usccCheckCharacter(body) ?? '');
}

const kinds: Record<PartyRole, { tail: string; firsts: string[] }> = {
  developer: {
    tail: '房地产开发有限公司',
    firsts: ['江汉', '楚天', '云梦', '荆楚', '鄂南', '襄水', '夷陵', '磁湖', '沔阳', '城投安居']
  },
  contractor: {
    tail: '建设集团有限公司',
    firsts: ['长江', '汉江', '三峡', '大别山', '武当', '清江', '隆中', '东方山']
  },
  supervising_engineer: { tail: '工程监理有限公司', firsts: ['正衡', '明鉴', '规矩', '恒信', '中准'] },
  surveyor: { tail: '岩土勘察有限公司', firsts: ['地华', '磐石', '探源', '厚土'] },
  designer: { tail: '建筑设计院有限公司', firsts: ['匠心', '筑远', '营造', '方圆', '南薰'] },
  testing_body: { tail: '工程质量检测有限公司', firsts: ['精测', '明度', '准绳', '衡量'] }
};

function make(role: PartyRole, offset: number): Company[] {
  const { tail, firsts: names } = kinds[role];
  return names.map((first, i) => ({ name: `示范${first}${tail}`, uscc: uscc('91', '420000', offset + i) }));
}

export const companies: Record<PartyRole, Company[]> = {
  developer: make('developer', 100),
  contractor: make('contractor', 200),
  supervising_engineer: make('supervising_engineer', 300),
  surveyor: make('surveyor', 400),
  designer: make('designer', 500),
  testing_body: make('testing_body', 600)
};

export const thirdParty: Company = { name: '示范第三方质量评估有限公司', uscc: uscc('91', '420000', 700) };

/** All that take part in the demonstration's works. */
export const allCompanies: Company[] = [...Object.values(companies).flat(), thirdParty];
