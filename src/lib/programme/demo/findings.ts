import type { Course } from './courses.ts';
import { addDays } from './days.ts';
import type { Event } from './facts.ts';
import { agree, beside, differ, refused, type FindingLine } from './finding-lines.ts';
import type { ItemKey } from './item-facts.ts';
import { companies } from './names.ts';
import { announcement, at, held, type Plan } from './open-days.ts';
import { after } from './finding-steps.ts';
import { slots, type Slot } from './finding-slots.ts';

/** What a work had disclosed by a day, of what stays. */
function disclosed(
  courses: readonly Course[],
  taken: readonly Event[],
  project: string,
  day: string
): ItemKey[] {
  return courses.flatMap(({ story, item, published }) =>
    story.work.project_code === project &&
    published !== null &&
    published < addDays(day, -1) &&
    !taken.some((one) => one.do === 'withdraw' && one.project === project && one.item === item)
      ? [item]
      : []
  );
}

/** Supervisors may come to one developer three times a year; other days of the demonstration count too. */
const mostVisits = 2;

class Places {
  readonly #courses: readonly Course[];
  readonly #others: readonly Event[];
  readonly #used = new Map<string, number>();
  readonly #visits = new Map<string, number>();
  readonly #developers: Map<string, string>;

  constructor(courses: readonly Course[], others: readonly Event[]) {
    this.#courses = courses;
    this.#others = others;
    this.#developers = new Map(
      courses.map(({ story: { work } }) => [work.project_code, work.facts.parties?.developer?.uscc ?? ''])
    );
    for (const one of others) if (one.do === 'book') this.#count(one.person, one.project);
  }

  #key = (person: string, project: string) => `${person} ${this.#developers.get(project) ?? ''}`;
  #count(person: string, project: string) {
    const key = this.#key(person, project);
    this.#visits.set(key, (this.#visits.get(key) ?? 0) + 1);
  }

  /** Much to look at, and not always the same work. */
  #worth = ({ project, items }: { project: string; items: readonly ItemKey[] }): number =>
    items.length - 3 * (this.#used.get(project) ?? 0);

  /** The work with most to look at on that day, that this person may still come to. */
  take(slot: Slot, anchor: string): { project: string; items: ItemKey[] } | null {
    const day = addDays(anchor, -slot.ago);
    const own = companies.developer[0]?.uscc;
    const stories = [...new Set(this.#courses.map(({ story }) => story))];
    const [best] = stories
      .filter(
        ({ city, work: { project_code: project }, registered }) =>
          city.code === slot.city &&
          registered < addDays(day, -14) &&
          (this.#developers.get(project) === own) === slot.own &&
          slot.finders.every(({ email }) => (this.#visits.get(this.#key(email, project)) ?? 0) <= mostVisits)
      )
      .map(({ work }) => ({
        project: work.project_code,
        items: disclosed(this.#courses, this.#others, work.project_code, day)
      }))
      .filter(({ items }) => items.length > 0)
      .sort((a, b) => this.#worth(b) - this.#worth(a));
    if (!best) return null;
    this.#used.set(best.project, (this.#used.get(best.project) ?? 0) + 1);
    for (const { email } of slot.finders) this.#count(email, best.project);
    return best;
  }
}

const linesOf = (
  say: Slot['finders'][number]['says'],
  items: readonly ItemKey[],
  seed: number,
  turn: number
): FindingLine[] => {
  switch (say) {
    case 'agrees':
      return agree(items);
    case 'refused':
      return refused;
    case 'beside':
      return [beside(seed)];
    default:
      return differ(items, seed, turn);
  }
};

function visit(slot: Slot, n: number, anchor: string, places: Places): Event[] {
  const place = places.take(slot, anchor);
  if (!place) return [];
  const { project, items } = place;
  const day = addDays(anchor, -slot.ago);
  const announced = addDays(day, -9);
  const plan: Plan = {
    ...{ project, title: slot.title, announced, on: day, items },
    seats: { deputy: 3, expert: 3, media: 3, resident: 4, public: 4 }
  };
  const open = { ...announcement(plan), at: at(announced, '10:40') };
  const bookings = slot.finders.map(({ email, category }, i): Event => ({
    ...{ do: 'book', at: at(addDays(announced, 1), `11:${String(10 + i)}`), person: email },
    ...{ project, day: slot.title, category, party_size: 1 }
  }));
  const came = slot.finders.filter(({ says }) => says !== 'refused').map(({ email }) => email);
  const ends = held(plan).map((one): Event => (one.do === 'check_in' ? { ...one, only: came } : one));
  const findings = slot.finders.flatMap(({ email, says, urgent, shows }, i): Event[] =>
    says === 'nothing'
      ? []
      : [
          {
            ...{ do: 'find', at: at(day, `1${String(3 + i)}:35`), person: email, project, day: slot.title },
            ...{ urgent: urgent ?? false, show_number: shows ?? false },
            lines: linesOf(says, items, 9000 + n * 20 + i * 4, n)
          }
        ]
  );
  const follows = after(slot, { anchor, project });
  return [open, ...bookings, ...(slot.ago > 0 ? [...ends, ...findings, ...follows] : [])];
}

/** Visits of supervisors and what came of what they found, in every state that a finding can have. */
export function findingEvents(anchor: string, courses: readonly Course[], others: readonly Event[]): Event[] {
  const places = new Places(courses, others);
  const until = `${anchor}T00:00:00+08:00`;
  return slots.flatMap((slot, n) =>
    visit(slot, n, anchor, places).filter((one) => Date.parse(one.at) < Date.parse(until))
  );
}
