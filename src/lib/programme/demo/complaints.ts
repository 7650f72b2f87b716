import { bureaus } from './bureaus.ts';
import type { Case } from './complaint-case.ts';
import { cases } from './complaint-cases.ts';
import { everydayCases } from './complaint-everyday.ts';
import { laterCases } from './complaint-later-cases.ts';
import { addDays } from './days.ts';
import type { Event } from './facts.ts';
import { companies } from './names.ts';
import { at } from './open-days.ts';
import type { Story } from './story.ts';

/** A work of the city that was known by then; each complaint takes the next, so that they are not all about one. */
function workFor(
  { city, own, ref, ago }: Case,
  n: number,
  anchor: string,
  stories: readonly Story[]
): Story | undefined {
  const mine = companies.developer[0]?.uscc;
  const day = addDays(anchor, -ago);
  const fit = stories.filter(
    (story) =>
      story.city.code === city &&
      story.registered < day &&
      (story.work.facts.parties?.developer?.uscc === mine) === own
  );
  // whoever joins is about the same work as the first
  return fit[(ref.startsWith('crowd') ? 3 : n * 5) % fit.length];
}

/** Complaints, each told to the verb that files it, and what was done with them. */
export function complaintEvents(anchor: string, stories: readonly Story[]): Event[] {
  const until = Date.parse(`${anchor}T00:00:00+08:00`);
  return [...cases, ...laterCases, ...everydayCases]
    .flatMap((one, n): Event[] => {
      const filed = addDays(anchor, -one.ago);
      const work = one.own === null ? undefined : workFor(one, n, anchor, stories);
      const place = work ? { project_code: work.work.project_code } : { division: one.city };
      const minute = String(10 + (n % 50));
      return [
        {
          ...{ do: 'complain', at: at(filed, `08:${minute}`), ref: one.ref, filer: one.filer ?? null },
          facts: { ...one.facts, ...place, demo: true },
          contact: one.contact ?? {}
        },
        ...one.steps.map((step, i): Event => ({
          ...{
            do: 'handle',
            at: at(addDays(filed, step.after), `1${String(i % 8)}:${minute}`),
            ref: one.ref
          },
          ...{ act: step.act, facts: step.facts ?? {} },
          ...(step.by === 'person' ? {} : { person: step.by })
        }))
      ];
    })
    .filter((one) => Date.parse(one.at) < until);
}

/** A deadline of a city's own, so that the demonstration shows a rule beside that of the Regulations. */
export const cityRule = (anchor: string): Event => ({
  ...{ do: 'rule', at: at(addDays(anchor, -230), '09:05') },
  facts: {
    ...{ subject: 'complaint', item: 'follow_up', division_code: bureaus.xiangyang.division_code, days: 5 },
    ...{ day_kind: 'working', nature: 'policy', valid_from: addDays(anchor, -230) },
    basis: '示范数据：假设襄阳市规定答复后 5 个工作日内回访。',
    basis_en: 'Demonstration data: as if Xiangyang asked for a follow-up within 5 working days.'
  }
});
