/**
 * The world in which a complaint lives, and in complaint-model.ts its life, told a second time, plainly and without the database: which step may follow which, who takes it,
 * which clocks run. Written from the Regulations on Petitions 信访工作条例 (2022) and the plan, not from the tables.
 */
const DAY = 86_400_000;
export const plus = (day: string, by: number) =>
  new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);

export interface Rule {
  days: number;
  kind: 'natural' | 'working';
}
/** Of the province, by step. */
export const provinceRules: Record<string, Rule> = {
  notice: { days: 15, kind: 'natural' },
  publish: { days: 1, kind: 'working' },
  objection: { days: 5, kind: 'working' },
  answer: { days: 60, kind: 'natural' },
  follow_up: { days: 10, kind: 'working' },
  review_apply: { days: 30, kind: 'natural' },
  review: { days: 30, kind: 'natural' },
  final_apply: { days: 30, kind: 'natural' },
  final: { days: 30, kind: 'natural' }
};

/** What holds in a walk: rules of the city by the day they came, and days that an officer changed. */
export class World {
  readonly cityRules = new Map<string, Rule & { from: string }>();
  readonly days: Map<string, boolean>;

  constructor(published: ReadonlyMap<string, boolean>) {
    this.days = new Map(published);
  }

  private works(day: string): boolean {
    return this.days.get(day) ?? ![0, 6].includes(new Date(day).getUTCDay());
  }

  due(clock: string, start: string, division: string): string {
    const city = this.cityRules.get(clock);
    const rule = city && division.startsWith('4201') && start >= city.from ? city : provinceRules[clock];
    if (!rule) throw new Error(`no rule for ${clock}`);
    if (rule.kind === 'natural') return plus(start, rule.days);
    let day = start;
    for (let left = rule.days; left > 0;) {
      day = plus(day, 1);
      if (this.works(day)) left -= 1;
    }
    return day;
  }
}

export interface Officer {
  bureau: '420000' | '420100' | '420106' | '420600';
  duties: string[];
}
export const officers: Record<string, Officer> = {
  intake: { bureau: '420100', duties: ['intake'] },
  handler: { bureau: '420100', duties: ['handler'] },
  leader: { bureau: '420100', duties: ['reviewer'] },
  follower: { bureau: '420100', duties: ['follow_up'] },
  district: { bureau: '420106', duties: ['intake', 'handler', 'follow_up', 'reviewer'] },
  province: { bureau: '420000', duties: ['reviewer'] },
  second: { bureau: '420000', duties: ['reviewer'] },
  abroad: { bureau: '420600', duties: ['intake', 'handler', 'follow_up', 'reviewer'] }
};

const reach = (bureau: string) => bureau.replace(/(00)+$/, '');
export const isAbove = (bureau: string, below: string) =>
  below.startsWith(reach(bureau)) && (reach(bureau).length < reach(below).length || bureau === '420000');
