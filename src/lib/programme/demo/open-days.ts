import type { MilestoneKind } from '#lib/projects/import/schema.ts';
import { addDays } from './days.ts';
import type { Event } from './facts.ts';
import { companies } from './names.ts';
import { random, type Random } from './random.ts';
import { showcase, type Story } from './story.ts';

/** People who come to open days and whom nobody signs in as. Addresses that no mail can reach (RFC 2606). */
export const guests = Array.from({ length: 14 }, (_, n) => ({
  email: `guest-${String(n + 1)}@people.invalid`,
  name: `示范业主 ${String(n + 1)}`
}));

const supervisors = ['deputy', 'expert', 'media'] as const;
const accounts: Record<(typeof supervisors)[number], string[]> = {
  deputy: ['deputy@example.org', 'supervisor-1@people.invalid', 'supervisor-5@people.invalid'],
  expert: ['expert@example.org', 'supervisor-2@people.invalid'],
  media: ['media@example.org', 'supervisor-3@people.invalid']
};

const names: Partial<Record<MilestoneKind, string>> = {
  structure_acceptance: '主体结构分部验收开放日',
  concealed_acceptance: '装修隐蔽工程开放日'
};
const shown: Partial<Record<MilestoneKind, string>> = {
  structure_acceptance: '标准层剪力墙与楼板实测、混凝土回弹、钢筋保护层扫描。',
  concealed_acceptance: '卫生间防水、水电管线走向、保温层与龙骨。'
};
const items: Partial<Record<MilestoneKind, string[]>> = {
  structure_acceptance: ['rebar_tests', 'concrete_tests', 'structure_entity_tests', 'structure_acceptance'],
  concealed_acceptance: ['structure_acceptance']
};

export const at = (day: string, time: string): string => `${day}T${time}:00+08:00`;

export interface Plan {
  project: string;
  title: string;
  milestone?: MilestoneKind;
  /** Day of the announcement, and of the visit. */
  announced: string;
  on: string;
  seats: Record<string, number>;
  /** What is to be looked at, where no milestone says so. */
  items?: string[];
}

export function announcement({ project, title, milestone, announced, on, seats, items: shows }: Plan): Event {
  return {
    ...{ do: 'open_day', at: at(announced, '10:15'), by: 'developer', project, milestone },
    facts: {
      title,
      starts_at: at(on, '09:30'),
      ends_at: at(on, '11:30'),
      meeting_point: '工地南门岗亭',
      route: '南门 → 安全体验区 → 3号楼样板层 → 材料堆场',
      shown: (milestone && shown[milestone]) ?? '在建楼栋、样板间和质量公示栏。',
      items: shows ?? (milestone && items[milestone]) ?? [],
      seats,
      min_age: 18,
      max_party: 3,
      offer_hours: 24,
      safety: {
        helmet: true,
        shoes: true,
        clothing: '请穿长裤和平底鞋。',
        briefing: '进场前在岗亭观看五分钟安全讲解并签字。',
        accessibility: '样板层可乘施工电梯到达，轮椅请提前告知。'
      }
    }
  };
}

/** Supervisors first, then residents, each at an hour of their own; what a rule refuses is not asked for. */
function bookings(plan: Plan, residents: number, from: Random): Event[] {
  const { project, title, announced, seats } = plan;
  const who = [
    ...supervisors
      .filter((category) => seats[category])
      .map((category) => ({
        category,
        person: from.pick<string>([accounts[category][0] ?? '', ...accounts[category]])
      })),
    ...Array.from({ length: residents }, (_, n) => ({
      category: 'resident',
      person: guests[(from.int(0, 3) + n * 3) % guests.length]?.email ?? ''
    }))
  ];
  const known = new Set<string>();
  return who.flatMap(({ category, person }, n) => {
    if (known.has(person)) return [];
    known.add(person);
    return [
      {
        ...{ do: 'book' as const, at: at(addDays(announced, 1 + Math.floor(n / 6)), `1${String(n % 6)}:20`) },
        ...{ person, project, day: title, category },
        party_size: category === 'resident' && n % 3 === 1 ? 2 : 1
      }
    ];
  });
}

export const held = ({ project, title, on }: Plan): Event[] => [
  { do: 'check_in', at: at(on, '09:50'), by: 'contractor', project, day: title },
  { do: 'close_day', at: at(on, '12:10'), by: 'developer', project, day: title }
];

/** What became of the days that milestones of a work ask for. One in four lets them slip. */
function owedDays(story: Story): Event[] {
  const { n, anchor, work, milestones, registered } = story;
  if (n % 4 === 3) return [];
  return milestones.flatMap(({ kind, reached }) => {
    const title = names[kind];
    const told = story.told[kind];
    if (!title || !told || !reached || reached < registered) return [];
    const announced = addDays(told, 1);
    if (announced >= anchor) return [];
    const from = random(7000 + n);
    const plan: Plan = {
      ...{ project: work.project_code, title, milestone: kind, announced, on: addDays(announced, 8) },
      seats: { deputy: 2, expert: 2, media: 1, resident: 6, public: 4 }
    };
    const open = announcement(plan);
    // bookings are told only where there is time left for them
    if (addDays(announced, 3) >= anchor) return [open];
    const booked = [open, ...bookings(plan, from.int(2, 4), from)];
    if (n % 11 === 1) return [...booked, ...calledOff(plan, anchor)];
    return plan.on < anchor ? [...booked, ...held(plan)] : booked;
  });
}

function calledOff({ project, title, on }: Plan, anchor: string): Event[] {
  const day = addDays(on, -2);
  if (day >= anchor) return [];
  const note = '气象台发布大风预警，塔吊停用，改期另行公告。';
  return [
    {
      ...{ do: 'cancel_day', at: at(day, '16:40'), by: 'developer', project, day: title },
      ...{ reason: 'weather', note }
    }
  ];
}

/** Days of the developer that one can sign in for: one full with people waiting, one with seats left, one called off and held another day. */
function comingDays(anchor: string, stories: readonly Story[]): Event[] {
  const developer = companies.developer[0]?.uscc;
  const [first, second, third] = stories.filter(
    ({ n, city, work, registered }) =>
      showcase.has(n) &&
      city.code === '420100' &&
      work.facts.parties?.developer?.uscc === developer &&
      registered < addDays(anchor, -10)
  );
  if (!first || !second) return [];
  const announced = addDays(anchor, -6);
  const plan = (story: Story, title: string, days: number, seats: Record<string, number>): Plan => ({
    ...{ project: story.work.project_code, title, announced, on: addDays(anchor, days), seats }
  });
  const full = plan(first, '楼栋质量看房日', 5, { deputy: 1, expert: 1, media: 1, resident: 3 });
  const open = plan(second, '样板层与材料开放日', 9, {
    deputy: 2,
    expert: 2,
    media: 2,
    resident: 8,
    public: 6
  });
  const off = plan(third ?? second, '夜间施工说明会', 12, { resident: 10, public: 10 });
  const own: Event = {
    ...{ do: 'book', at: at(addDays(announced, 2), '20:05'), person: 'resident@example.org' },
    ...{ project: open.project, day: open.title, category: 'resident', party_size: 2 }
  };
  const again = addDays(off.on, 3);
  const evening: Event = {
    ...{ do: 'book', at: at(addDays(announced, 3), '19:40'), person: 'resident@example.org' },
    ...{ project: off.project, day: off.title, category: 'resident', party_size: 1 }
  };
  return [
    ...[full, open, off].map(announcement),
    ...bookings(full, 6, random(7801)),
    ...bookings(off, 4, random(7803)),
    ...bookings(open, 3, random(7802)),
    own,
    evening,
    {
      ...{ do: 'cancel_day', at: at(addDays(anchor, -1), '09:10'), by: 'developer', project: off.project },
      ...{ day: off.title, reason: 'safety', note: '当晚进行塔吊顶升作业，暂停接待。' }
    },
    {
      ...{ do: 'ask_day', at: at(addDays(anchor, -2), '21:15'), person: 'resident@example.org' },
      ...{ project: open.project, category: 'resident', wished_on: addDays(anchor, 16) },
      wish: '想看卫生间防水和外窗淋水试验，周末比较方便。'
    },
    // its guests come first on the day that makes up for it
    {
      ...{ do: 'replace_day', at: at(addDays(anchor, -1), '17:30'), by: 'developer', project: off.project },
      ...{ day: off.title, facts: { starts_at: at(again, '18:30'), ends_at: at(again, '20:00') } }
    }
  ];
}

export const openDayEvents = (anchor: string, stories: readonly Story[]): Event[] => [
  ...stories.flatMap(owedDays),
  ...comingDays(anchor, stories)
];
