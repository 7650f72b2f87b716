import { isAbove, officers, plus, type World } from './complaint-world.ts';
import type { Facts } from './projects.ts';

interface Clock {
  start: string;
  division: string;
  extra: number;
}

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
  readonly recused = new Set<string>();

  readonly world: World;
  readonly urgent: boolean;
  day: string;

  constructor(world: World, day: string, urgent: boolean) {
    this.world = world;
    this.day = day;
    this.urgent = urgent;
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
  open(clock: string): boolean {
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

  has(name: string, duties: string[]): boolean {
    const officer = officers[name];
    return officer?.bureau === this.bureau && officer.duties.some((duty) => duties.includes(duty));
  }
  isSuperior(name: string): boolean {
    const officer = officers[name];
    return Boolean(officer?.duties.includes('reviewer')) && isAbove(officer?.bureau ?? '', this.bureau);
  }
  isSender(name: string): boolean {
    const officer = officers[name];
    if (this.sender === null || officer?.bureau !== this.sender) return false;
    return officer.duties.some((duty) => ['intake', 'reviewer'].includes(duty));
  }
  handled(name: string, events: string[]): boolean {
    return events.some((event) => this.did.get(name)?.has(event));
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
