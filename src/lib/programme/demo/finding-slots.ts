import type { Category } from '#lib/open-days/open-days.ts';

interface Finder {
  email: string;
  category: Category;
  says: 'agrees' | 'differs' | 'refused' | 'beside' | 'nothing';
  urgent?: boolean;
  /** Shows the registration number. */
  shows?: boolean;
}

/** What comes of the finding of the first who was there. */
export type Course =
  | 'confirmed'
  | 'fixed'
  | 'contested'
  | 'silent'
  | 'late'
  | 'unverified'
  | 'withheld'
  | 'claimed'
  | 'to_verify'
  | 'to_advise'
  | 'to_answer'
  | 'to_plan'
  | 'to_triage'
  | 'sorted_out'
  | 'none';

/** One open day with who comes; `ago`: days before the day from which the demonstration counts. */
export interface Slot {
  title: string;
  ago: number;
  city: string;
  /** Whether it is the developer that one can sign in for. */
  own: boolean;
  finders: Finder[];
  course: Course;
}

const one = (n: number): string => `supervisor-${String(n)}@people.invalid`;
const deputy = { email: 'deputy@example.org', category: 'deputy' } as const;
const expert = { email: 'expert@example.org', category: 'expert' } as const;
const media = { email: 'media@example.org', category: 'media' } as const;
const resident = { email: 'representative@example.org', category: 'resident' } as const;
const member = { email: one(9), category: 'deputy' } as const;
const cppcc = { email: one(1), category: 'deputy' } as const;
const engineer = { email: one(2), category: 'expert' } as const;
const press = { email: one(3), category: 'media' } as const;
const party = { email: one(5), category: 'deputy' } as const;

const wuhan = { city: '420100', own: false };

export const slots: Slot[] = [
  {
    ...wuhan,
    title: '代表委员核查日',
    ago: 84,
    finders: [{ ...member, says: 'agrees' }],
    course: 'confirmed'
  },
  {
    ...{ ...wuhan, title: '专家核查日', ago: 80, course: 'fixed' },
    finders: [
      { ...expert, says: 'differs', shows: true },
      { ...resident, says: 'nothing' }
    ]
  },
  { ...wuhan, title: '媒体看工地', ago: 76, finders: [{ ...media, says: 'differs' }], course: 'contested' },
  {
    ...wuhan,
    title: '住户代表看工地',
    ago: 70,
    finders: [{ ...resident, says: 'differs' }],
    course: 'silent'
  },
  { ...wuhan, title: '政协委员核查日', ago: 64, finders: [{ ...cppcc, says: 'differs' }], course: 'late' },
  { ...wuhan, title: '工地质量看房日', ago: 58, finders: [{ ...party, says: 'refused' }], course: 'silent' },
  {
    ...{ city: '420600', own: false, title: '专家核查日', ago: 52, course: 'unverified' },
    finders: [{ ...engineer, says: 'differs' }]
  },
  {
    ...wuhan,
    title: '晚报读者看工地',
    ago: 48,
    finders: [{ ...press, says: 'differs' }],
    course: 'withheld'
  },
  {
    ...{ ...wuhan, title: '人大代表核查日', ago: 46, course: 'claimed' },
    finders: [
      { ...deputy, says: 'differs', shows: true },
      { ...resident, says: 'nothing' }
    ]
  },
  {
    ...{ ...wuhan, title: '委员集中核查日', ago: 40, course: 'sorted_out' },
    finders: [
      { ...member, says: 'beside' },
      { ...cppcc, says: 'beside' }
    ]
  },
  {
    ...{ city: '420100', own: true, title: '质量核查开放日', ago: 17, course: 'to_plan' },
    finders: [{ ...cppcc, says: 'differs' }]
  },
  {
    ...wuhan,
    title: '专家复核开放日',
    ago: 11,
    finders: [{ ...member, says: 'differs' }],
    course: 'to_advise'
  },
  {
    ...wuhan,
    title: '住户代表核查日',
    ago: 9,
    finders: [{ ...resident, says: 'differs' }],
    course: 'to_verify'
  },
  {
    ...{ city: '420100', own: true, title: '党代表核查日', ago: 4, course: 'to_answer' },
    finders: [{ ...party, says: 'differs', urgent: true }]
  },
  {
    ...{ ...wuhan, title: '代表与媒体核查日', ago: 1, course: 'to_triage' },
    finders: [
      { ...deputy, says: 'nothing' },
      { ...media, says: 'differs', urgent: true },
      { ...member, says: 'agrees' }
    ]
  },
  {
    ...{ ...wuhan, title: '楼栋实测开放日', ago: -1, course: 'none' },
    finders: [{ ...deputy, says: 'nothing' }]
  }
];
