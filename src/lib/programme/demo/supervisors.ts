import { categoryOf, lastDay, type Kind } from '#lib/supervisors/supervisors.ts';
import { bureaus } from './bureaus.ts';
import { addDays } from './days.ts';
import type { Event } from './facts.ts';
import { companies } from './names.ts';
import type { Story } from './story.ts';

interface Person {
  email: string;
  name: string;
  real_name: string;
  kind: Kind;
  division: string;
  fields?: string[];
  statement: string;
  /** Days before the anchor on which the person applied; the bureau decides four days later. */
  applied: number;
  /** Credit code of the bureau; null while nobody has decided. */
  by: string | null;
  /** Last day of the term, counted from the anchor; two years where it says nothing. */
  ends?: number;
}

const { wuhan, xiangyang, province } = bureaus;
/** Addresses that no mail can reach (RFC 2606): these people have no password either. */
const nth = (n: number): string => `supervisor-${String(n)}@people.invalid`;

/** The first four are accounts to sign in with. Cities without an officer of their own are the province's. */
export const supervisors: Person[] = [
  {
    ...{ email: 'deputy@example.org', name: '江知远', real_name: '江知远', kind: 'peoples_deputy' },
    ...{ division: '420100', statement: '示范市第一届人民代表大会代表。', applied: 190, by: wuhan.uscc }
  },
  {
    ...{ email: 'expert@example.org', name: '温怀瑾', real_name: '温怀瑾', kind: 'expert' },
    ...{ division: '420100', fields: ['structure', 'waterproofing'], applied: 176, by: wuhan.uscc },
    statement: '结构专业正高级工程师，从业二十二年。'
  },
  {
    ...{ email: 'media@example.org', name: '楚天看房笔记', real_name: '叶若谷', kind: 'self_media' },
    ...{ division: '420100', statement: '自媒体账号“楚天看房笔记”主理人。', applied: 150, by: wuhan.uscc }
  },
  {
    ...{ email: 'representative@example.org', name: '柳望舒', real_name: '柳望舒' },
    ...{ kind: 'resident_representative', division: '420102', applied: 120, by: wuhan.uscc },
    statement: '示范小区业主推选的住户代表。'
  },
  {
    ...{ email: nth(1), name: '陶承砚', real_name: '陶承砚', kind: 'cppcc_member', division: '420200' },
    ...{ statement: '示范市政协委员。', applied: 185, by: province.uscc }
  },
  {
    ...{ email: nth(2), name: '骆景行', real_name: '骆景行', kind: 'expert', division: '420600' },
    ...{ fields: ['installation', 'fire_safety'], applied: 160, by: xiangyang.uscc },
    statement: '机电安装高级工程师。'
  },
  {
    ...{ email: nth(3), name: '襄水晚报住建组', real_name: '秦云帆', kind: 'press', division: '420600' },
    ...{ statement: '示范晚报住建条线记者。', applied: 140, by: xiangyang.uscc }
  },
  {
    ...{ email: nth(4), name: '舒南乔', real_name: '舒南乔', kind: 'resident_representative' },
    ...{ division: '420500', statement: '示范小区筹备组成员。', applied: 110, by: province.uscc }
  },
  {
    ...{ email: nth(5), name: '向长风', real_name: '向长风', kind: 'party_deputy', division: '429004' },
    ...{ statement: '示范市党代表大会代表。', applied: 100, by: province.uscc }
  },
  {
    ...{ email: nth(6), name: '关思齐', real_name: '关思齐', kind: 'expert', division: '420100' },
    ...{ fields: ['energy', 'indoor_environment'], applied: 170, by: wuhan.uscc },
    statement: '建筑节能检测高级工程师。'
  },
  {
    ...{ email: nth(7), name: '江城验房', real_name: '覃时雨', kind: 'self_media', division: '420100' },
    ...{ statement: '自媒体账号“江城验房”主理人。', applied: 165, by: wuhan.uscc }
  },
  {
    ...{ email: nth(8), name: '汉予安', real_name: '汉予安', kind: 'resident_representative' },
    ...{ division: '420200', statement: '示范小区住户代表。', applied: 200, by: province.uscc, ends: -20 }
  },
  {
    ...{ email: nth(9), name: '阮明澈', real_name: '阮明澈', kind: 'cppcc_member', division: '420100' },
    ...{ statement: '示范市政协委员，从事工程法律实务。', applied: 195, by: wuhan.uscc, ends: 32 }
  },
  {
    ...{ email: nth(10), name: '楚修竹', real_name: '楚修竹', kind: 'expert', division: '420100' },
    ...{ fields: ['decoration', 'waterproofing'], applied: 3, by: null },
    statement: '装饰装修高级工程师，参与编写地方验收标准。'
  }
];

const on = (anchor: string, ago: number, time: string): string => `${addDays(anchor, -ago)}T${time}+08:00`;

function registration(one: Person, anchor: string): Event[] {
  const { email, name, real_name, kind, division, fields = [], statement, applied, by, ends } = one;
  const apply: Event = {
    do: 'apply',
    at: on(anchor, applied, '10:20:00'),
    person: email,
    facts: {
      ...{ category: categoryOf[kind], kind, division_code: division, shown_name: name, fields },
      ...{ real_name, phone: '000-00000000', statement, conflicts: [], honest: true }
    },
    paper: {
      file_name: '证明材料（示范）.pdf',
      title: '证明材料（示范）',
      rows: [
        ['姓名', real_name],
        ['说明', statement]
      ]
    }
  };
  if (!by) return [apply];
  const decided = applied - 4;
  const until = ends === undefined ? lastDay(addDays(anchor, -decided), 24) : addDays(anchor, ends);
  const register: Event = {
    ...{ do: 'decide', at: on(anchor, decided, '15:05:00'), by, of: email, act: 'register', until }
  };
  return [apply, register];
}

/** What happened to some of them afterwards. */
const later = (anchor: string): Event[] => [
  {
    ...{ do: 'decide', at: on(anchor, 40, '11:10:00'), by: wuhan.uscc, of: nth(6), act: 'suspend' },
    reason: '本人参与评审的项目与监督项目重合，核实期间暂停。'
  },
  {
    ...{ do: 'decide', at: on(anchor, 60, '16:30:00'), by: wuhan.uscc, of: nth(7), act: 'dismiss' },
    reason: '以发布负面内容为由向参建单位索取费用，经核实属实。'
  },
  { do: 'ask_renewal', at: on(anchor, 5, '09:40:00'), person: nth(9) }
];

/** The developer that one can sign in for appoints two, and waits for the answer of a third. */
function appointments(anchor: string, stories: readonly Story[]): Event[] {
  const developer = companies.developer[0]?.uscc;
  const works = stories.filter(
    ({ city, work }) => city.code === '420100' && work.facts.parties?.developer?.uscc === developer
  );
  const [first, second = first] = works.map(({ work }) => work.project_code);
  if (!first || !second) return [];
  const appoint = (ago: number, project: string, of: string): Event => ({
    ...{ do: 'appoint', at: on(anchor, ago, '10:00:00'), by: 'developer', project, of },
    note: '诚邀您监督本项目的质量信息公示。'
  });
  const accept = (ago: number, project: string, person: string): Event => ({
    ...{ do: 'answer', at: on(anchor, ago, '19:30:00'), person, project, accept: true }
  });
  return [
    appoint(9, first, 'expert@example.org'),
    accept(8, first, 'expert@example.org'),
    appoint(9, first, 'representative@example.org'),
    accept(7, first, 'representative@example.org'),
    appoint(4, second, 'deputy@example.org')
  ];
}

export const supervisorEvents = (anchor: string, stories: readonly Story[]): Event[] => [
  ...supervisors.flatMap((one) => registration(one, anchor)),
  ...later(anchor),
  ...appointments(anchor, stories)
];
