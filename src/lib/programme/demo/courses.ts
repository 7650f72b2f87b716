import { amend } from './amendments.ts';
import { cityItems } from './city-items.ts';
import { addDays } from './days.ts';
import type { Event, Paper } from './facts.ts';
import { flowEvents, type Flow, type Reach } from './flow.ts';
import { factsOf, type ItemKey } from './item-facts.ts';
import { random, type Random } from './random.ts';
import type { MilestoneKind } from '#lib/projects/import/schema.ts';
import { showcase, type Story } from './story.ts';

interface Item {
  key: ItemKey;
  milestone: MilestoneKind;
  authors: [string, ...string[]];
  /** Due on the day of its milestone already, so whoever is in time publishes before. */
  ahead?: boolean;
}

const items: Item[] = [
  { key: 'construction_permit', milestone: 'permit', authors: ['developer'] },
  { key: 'xiangyang_pledge', milestone: 'permit', authors: ['developer'] },
  {
    key: 'rebar_tests',
    milestone: 'structure_acceptance',
    authors: ['contractor', 'testing_body'],
    ahead: true
  },
  {
    key: 'concrete_tests',
    milestone: 'structure_acceptance',
    authors: ['contractor', 'testing_body'],
    ahead: true
  },
  { key: 'structure_entity_tests', milestone: 'structure_acceptance', authors: ['testing_body'] },
  { key: 'foundation_acceptance', milestone: 'foundation_acceptance', authors: ['contractor'] },
  { key: 'structure_acceptance', milestone: 'structure_acceptance', authors: ['contractor'] },
  { key: 'wuhan_waterproofing', milestone: 'concealed_acceptance', authors: ['contractor'] },
  { key: 'indoor_environment', milestone: 'household_acceptance', authors: ['testing_body'] },
  { key: 'household_acceptance_summary', milestone: 'household_acceptance', authors: ['developer'] },
  { key: 'fire_acceptance', milestone: 'fire_acceptance', authors: ['developer'] },
  { key: 'completion_report', milestone: 'completion_acceptance', authors: ['developer'] },
  { key: 'completion_filing', milestone: 'completion_filing', authors: ['developer'] }
];

/** What became of one item of one work. */
export interface Course {
  story: Story;
  item: ItemKey;
  trigger: string;
  told: string;
  reach: Reach | 'none';
  /** Day of its first publication. */
  published: string | null;
  corrected: boolean;
  events: Event[];
  from: Random;
  /** To write another version of it. */
  flow: Flow;
}

type Conduct = 'good' | 'fair' | 'poor';
const conducts: Conduct[] = ['good', 'good', 'fair', 'good', 'poor', 'good', 'fair', 'good', 'good', 'fair'];
/** Of a hundred: how many come in time, how many late; nothing comes of the others. */
const manners: Record<Conduct, [prompt: number, late: number]> = {
  good: [90, 7],
  fair: [66, 21],
  poor: [38, 30]
};
const unfinished: [Reach | 'none', ...Reach[]] = ['none', 'draft', 'submitted', 'confirmed'];
/** So that each account finds something to do, and something that waits for another. */
const waiting: Record<string, (Reach | 'none')[]> = {
  developer: ['submitted', 'confirmed', 'draft', 'scheduled', 'none', 'returned'],
  contractor: ['returned', 'confirmed', 'draft', 'submitted'],
  testing_body: ['draft', 'submitted', 'returned', 'confirmed']
};

function owes({ key }: Item, { work, city, anchor }: Story, trigger: string): boolean {
  if (key === 'indoor_environment') return work.facts.fit_out === 'fitted_out';
  const added = cityItems(anchor).find((item) => item.key === key);
  return !added || (added.division === city.code && trigger >= added.since);
}

/** The day on which it was published, or would be: null when nobody thinks of it. */
function dayOf(item: Item, story: Story, reached: string, told: string, from: Random): string | null {
  const [prompt, late] = manners[conducts[story.n % conducts.length] ?? 'fair'];
  const dice = from.int(1, 100);
  const before = reached <= story.registered;
  // what was owed from the day of its registration on is rarely there on that same day
  const inTime = item.ahead && before ? Math.round(prompt / 3) : prompt;
  if (dice > prompt + late) return null;
  if (dice > inTime) return addDays(told, (item.ahead ? 0 : 26) + from.int(4, 30));
  if (!item.ahead) return addDays(told, from.int(1, 13));
  const early = addDays(reached, -from.int(1, 8));
  return before || early <= story.registered ? story.registered : early;
}

export const paperOf = (
  item: ItemKey,
  { work }: Story,
  facts: Flow['facts'],
  again?: { mark: string; remark: string }
): Paper => ({
  ...{ kind: 'record', item, facts, work: work.facts.name ?? '' },
  file_name: `${item.replaceAll('_', '-')}-${work.project_code.slice(-6)}${again?.mark ?? ''}.pdf`,
  caption: '（示范文件）',
  ...(again ? { remark: again.remark } : {})
});

const photoOf = ({ n, work }: Story, k: number): Paper => ({
  ...{ kind: 'photo', scene: 'site', seed: n * 40 + k },
  file_name: `现场照片-${work.project_code.slice(-6)}-${String(k + 1)}.png`,
  caption: '现场照片：住宅楼和塔吊，画面上标有“示范”（示范图片）'
});

const returns = [
  '报告编号与检测机构提供的不一致，请核对后重新提交。',
  '缺总监理工程师签字页，请补齐。',
  '验收范围未写明地下室，请补充。'
];

function begin(item: Item, k: number, story: Story): Course | null {
  const reached = story.milestones.find(({ kind }) => kind === item.milestone)?.reached;
  if (!reached) return null;
  const { n, registered, anchor, work } = story;
  const trigger = reached > registered ? reached : registered;
  if (!owes(item, story, trigger)) return null;
  const from = random(5000 + n * 20 + k);
  const told = reached > registered ? (story.told[item.milestone] ?? reached) : registered;
  const day = dayOf(item, story, reached, told, from);
  const reach = day === null ? 'none' : day < anchor ? 'published' : from.pick(unfinished);
  const facts = factsOf[item.key]({ work, day: reached, city: story.city.name, from });
  const third = work.facts.parties?.third_party && from.int(0, 1) === 0;
  const flow: Flow = {
    ...{ project: work.project_code, item: item.key, author: from.pick(item.authors) },
    ...{ confirmer: third ? 'third_party' : 'supervising_engineer', facts, from },
    papers: [paperOf(item.key, story, facts), ...(from.int(0, 5) === 0 ? [photoOf(story, k)] : [])],
    reach: reach === 'none' ? 'draft' : reach,
    // before its milestone, from the day of its registration on
    told: item.ahead ? registered : told,
    last: day && day < anchor ? day : addDays(anchor, -1),
    ...(from.int(0, 7) === 0 ? { returned: from.pick(['', ...returns]) || returns[0] } : {}),
    ...(from.int(0, 6) === 0 ? { note: '示范备注：附件为示范文件，所列单位和数据均为虚构。' } : {})
  };
  const published = reach === 'published' ? flow.last : null;
  return {
    story,
    item: item.key,
    trigger,
    told: flow.told,
    reach,
    published,
    corrected: false,
    events: [],
    from,
    flow
  };
}

/** The last items of the showcase are under way. */
function keepWaiting(courses: Course[], turn: number): Course[] {
  return courses.map((course, i) => {
    const place = i - (courses.length - 4);
    if (place < 0) return course;
    const states = waiting[course.flow.author] ?? [];
    const reach = states[(turn + place) % states.length] ?? 'none';
    const last = addDays(course.story.anchor, -1 - (place % 3));
    const flow = {
      ...course.flow,
      reach: reach === 'none' ? 'draft' : reach,
      last: last < course.told ? course.told : last
    };
    return { ...course, flow, reach, published: null };
  });
}

function correction(course: Course): Event[] {
  const { story, published, flow, from } = course;
  if (!published || published > addDays(story.anchor, -28) || from.int(0, 6) > 0) return [];
  const { facts, reason } = amend(course.item, flow.facts, from);
  const { returned: _, ...again } = flow;
  const last = addDays(published, from.int(9, 22));
  const papers = [paperOf(course.item, story, facts, { mark: '-更正', remark: reason })];
  return flowEvents({
    ...again,
    facts,
    reason,
    papers,
    told: addDays(published, 1),
    last,
    reach: 'published'
  });
}

/** What became of everything that a work owes by now. */
export function coursesOf(story: Story): Course[] {
  const begun = items.flatMap((item, k) => begin(item, k, story) ?? []);
  const turn = [...showcase].indexOf(story.n);
  return (turn < 0 ? begun : keepWaiting(begun, turn)).map((course) => {
    const first = course.reach === 'none' ? [] : flowEvents(course.flow);
    const second = correction(course);
    return { ...course, corrected: second.length > 0, events: [...first, ...second] };
  });
}
