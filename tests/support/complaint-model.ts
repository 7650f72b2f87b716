/**
 * The life of a complaint told a second time, plainly and without the database: which step may follow which, who takes it,
 * which clocks run. Written from the Regulations on Petitions 信访工作条例 (2022) and the plan, not from the tables.
 */
import type { Facts } from './projects.ts';

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
const isAbove = (bureau: string, below: string) =>
  below.startsWith(reach(bureau)) && (reach(bureau).length < reach(below).length || bureau === '420000');

interface Clock {
  start: string;
  division: string;
  extra: number;
}

const active = ['registered', 'transferred', 'objected', 'accepted', 'investigating', 'rectification'];
const working = ['accepted', 'investigating', 'rectification'];

/** One complaint of Wuhan, as it should be. */
export class Model {
  state = 'registered';
  bureau = '420100';
  sender: string | null = null;
  objections = 0;
  reopened = 0;
  extended = false;
  rated = false;
  supervised = false;
  exOfficio = false;
  reviewBy: string | null = null;
  visibility = 'awaiting';
  readonly clocks = new Map<string, Clock>();
  readonly did = new Map<string, Set<string>>();
  private readonly recused = new Set<string>();

  constructor(
    readonly world: World,
    public day: string,
    readonly urgent: boolean
  ) {
    this.start('notice');
    this.start('publish');
  }

  private start(clock: string): void {
    this.clocks.set(clock, { start: this.day, division: this.bureau, extra: 0 });
  }
  dueOf(clock: string): string | null {
    const found = this.clocks.get(clock);
    return found ? plus(this.world.due(clock, found.start, found.division), found.extra) : null;
  }
  private open(clock: string): boolean {
    const due = this.dueOf(clock);
    return due !== null && due >= this.day;
  }
  private stop(...clocks: string[]): void {
    for (const clock of clocks) this.clocks.delete(clock);
  }

  /** The clock that officers see. */
  main(): string | null {
    const clock = ['registered', 'transferred', 'objected'].includes(this.state)
      ? 'notice'
      : working.includes(this.state)
        ? 'answer'
        : { replied: 'follow_up', review_requested: 'review', final_requested: 'final' }[this.state];
    return clock && this.clocks.has(clock) ? clock : null;
  }

  private has(name: string, duties: string[]): boolean {
    const officer = officers[name];
    return (
      officer !== undefined &&
      officer.bureau === this.bureau &&
      officer.duties.some((duty) => duties.includes(duty))
    );
  }
  private isSuperior(name: string): boolean {
    const officer = officers[name];
    return (
      officer !== undefined && officer.duties.includes('reviewer') && isAbove(officer.bureau, this.bureau)
    );
  }
  private isSender(name: string): boolean {
    const officer = officers[name];
    return (
      officer?.bureau === this.sender && officer?.duties.some((duty) => ['intake', 'reviewer'].includes(duty))
    );
  }
  private handled(name: string, events: string[]): boolean {
    return events.some((event) => this.did.get(name)?.has(event));
  }

  /** Whether an officer or the person may do this now. */
  allows(actor: string, act: string, facts: Facts): boolean {
    if (actor === 'person') return this.allowsPerson(act);
    if (this.recused.has(actor)) return false;
    const intake = this.has(actor, ['intake', 'reviewer']);
    const handler = this.has(actor, ['handler', 'reviewer']);
    const superior = this.isSuperior(actor);
    const officer = this.has(actor, ['intake', 'handler', 'follow_up', 'reviewer', 'publisher']);
    const from = (...states: string[]) => states.includes(this.state);
    const review = [
      'accepted',
      'investigating',
      'rectification',
      'replied',
      'extended',
      'closed',
      'review_decided'
    ];
    switch (act) {
      case 'accept':
      case 'not_accept':
        return intake && from('registered', 'transferred');
      case 'transfer':
        return (
          facts.to !== this.bureau &&
          ((intake && from('registered')) ||
            (this.isSender(actor) && from('objected') && this.objections < 2))
        );
      case 'object':
        return intake && from('transferred') && this.open('objection');
      case 'take_back':
        return this.isSender(actor) && from('objected');
      case 'appoint':
        return superior && from('registered', 'transferred', 'objected');
      case 'order_acceptance':
        return superior && from('not_accepted');
      case 'investigate':
        return handler && from('accepted');
      case 'rectify':
        return handler && from('accepted', 'investigating');
      case 'reply':
        return handler && from(...working);
      case 'extend':
        return (
          this.has(actor, ['reviewer']) && from(...working) && !this.extended && Number(facts.days) <= 30
        );
      case 'close':
      case 'reopen':
        return (
          this.has(actor, ['follow_up', 'reviewer']) &&
          from('replied') &&
          !this.handled(actor, ['investigating', 'rectification', 'replied'])
        );
      case 'decide_review':
        return superior && from('review_requested') && !this.handled(actor, review);
      case 'hold_hearing':
        return superior && from('final_requested') && !this.handled(actor, review);
      case 'decide_final':
        return (
          superior &&
          from('final_requested') &&
          !this.handled(actor, review) &&
          isAbove(officers[actor]?.bureau ?? '', this.reviewBy ?? '')
        );
      case 'supervise':
        return superior && from(...active) && !this.supervised;
      case 'publish':
        return this.has(actor, ['publisher', 'intake', 'reviewer']);
      case 'keep_private':
        return this.has(actor, ['publisher', 'intake', 'reviewer']) && this.visibility !== 'private';
      case 'ask':
        return (
          (officer &&
            from(
              'registered',
              'transferred',
              ...working,
              'replied',
              'review_requested',
              'final_requested'
            )) ||
          (superior && from('review_requested', 'final_requested'))
        );
      case 'recuse':
        return officer && from(...active, 'replied', 'review_requested', 'final_requested');
      default:
        throw new Error(`unknown act ${act}`);
    }
  }

  private allowsPerson(act: string): boolean {
    const from = (...states: string[]) => states.includes(this.state);
    switch (act) {
      case 'withdraw':
        return from(...active, 'replied') && !this.exOfficio;
      case 'write':
        return from(...active, 'replied', 'review_requested', 'final_requested');
      case 'reopen':
        return from('replied', 'closed') && this.reopened < 3 && this.open('review_apply');
      case 'rate':
        return from('replied', 'closed', 'review_decided', 'final') && !this.rated;
      case 'request_review':
        return from('replied', 'closed') && this.open('review_apply');
      case 'request_final':
        return from('review_decided') && this.open('final_apply');
      default:
        throw new Error(`unknown act ${act}`);
    }
  }

  /** Does what was allowed; returns the notice that the person must get. */
  take(actor: string, act: string, facts: Facts): string | null {
    const quiet = this.exOfficio;
    const by = (event: string) => {
      const set = this.did.get(actor) ?? new Set();
      this.did.set(actor, set.add(event));
    };
    const notice = this.change(actor, act, facts, by);
    return quiet || this.exOfficio ? null : notice;
  }

  private move(to: string, sender: string | null): void {
    this.bureau = to;
    this.sender = sender;
    this.state = 'transferred';
  }

  private change(actor: string, act: string, facts: Facts, by: (event: string) => void): string | null {
    switch (act) {
      case 'accept':
        by('accepted');
        this.state = 'accepted';
        this.stop('notice', 'objection');
        this.start('answer');
        return 'accepted';
      case 'not_accept':
        this.state = 'not_accepted';
        this.stop('notice', 'objection');
        return 'not_accepted';
      case 'transfer':
        this.move(String(facts.to), this.bureau);
        this.start('objection');
        return 'transferred';
      case 'appoint':
        this.move(String(facts.to), null);
        this.stop('objection');
        return 'transferred';
      case 'object':
        this.state = 'objected';
        this.objections += 1;
        this.stop('objection');
        return null;
      case 'take_back':
        this.move(this.sender ?? '', null);
        this.state = 'registered';
        return 'transferred';
      case 'order_acceptance':
        this.state = 'registered';
        this.start('notice');
        return 'reopened';
      case 'investigate':
      case 'rectify':
        this.state = act === 'rectify' ? 'rectification' : 'investigating';
        by(this.state);
        return this.state;
      case 'reply':
        by('replied');
        this.state = 'replied';
        this.stop('answer');
        this.start('follow_up');
        this.start('review_apply');
        return 'replied';
      case 'extend': {
        by('extended');
        this.extended = true;
        const answer = this.clocks.get('answer');
        if (answer) answer.extra += Number(facts.days);
        return 'extended';
      }
      case 'close':
        by('closed');
        this.state = 'closed';
        this.stop('follow_up');
        return 'closed';
      case 'reopen':
        this.reopened += 1;
        this.state = 'investigating';
        this.extended = false;
        this.rated = false;
        this.stop('follow_up', 'review_apply');
        this.start('answer');
        return 'reopened';
      case 'supervise':
        this.supervised = true;
        return 'supervised';
      case 'publish':
        this.visibility = 'public';
        this.stop('publish');
        return 'published';
      case 'keep_private':
        this.visibility = 'private';
        this.stop('publish');
        return 'kept_private';
      case 'ask':
        return 'asked';
      case 'recuse':
        this.recused.add(actor);
        return null;
      default:
        return this.changeLater(actor, act, facts, by);
    }
  }

  private changeLater(actor: string, act: string, facts: Facts, by: (event: string) => void): string | null {
    switch (act) {
      case 'withdraw':
        if (this.urgent) this.exOfficio = true;
        else {
          this.state = 'withdrawn';
          this.stop('notice', 'publish', 'objection', 'answer', 'follow_up', 'review_apply');
        }
        return null;
      case 'rate':
        this.rated = true;
        return null;
      case 'request_review':
        this.state = 'review_requested';
        this.stop('review_apply', 'follow_up');
        this.start('review');
        return 'review_requested';
      case 'request_final':
        this.state = 'final_requested';
        this.stop('final_apply');
        this.start('final');
        return 'final_requested';
      case 'decide_review':
        by('review_decided');
        this.reviewBy = officers[actor]?.bureau ?? null;
        this.stop('review');
        if (facts.outcome === 'sent_back') {
          this.state = 'investigating';
          this.extended = false;
          this.start('answer');
        } else {
          this.state = 'review_decided';
          this.start('final_apply');
        }
        return 'review_decided';
      case 'hold_hearing': {
        const final = this.clocks.get('final');
        if (final) final.extra += Number(facts.days);
        return 'hearing_held';
      }
      case 'decide_final':
        this.state = 'final';
        this.stop('final');
        return 'final_decided';
      default:
        return null;
    }
  }
}
