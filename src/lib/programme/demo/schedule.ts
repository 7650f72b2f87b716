import type { MilestoneKind } from '#lib/projects/import/schema.ts';
import { addDays } from './days.ts';
import type { Random } from './random.ts';

/** How far works have come, in an order that mixes them within each city. */
const lives = [
  ...(['structure', 'fit_out', 'foundation', 'structure', 'acceptance'] as const),
  ...(['permitting', 'structure', 'fit_out', 'filed', 'foundation'] as const),
  ...(['structure', 'permitting', 'fit_out', 'acceptance', 'foundation'] as const)
];
type Life = (typeof lives)[number];

/** Days since the permit was (or will be) granted. */
const ages: Record<Life, [from: number, to: number]> = {
  permitting: [-60, 12],
  foundation: [25, 105],
  structure: [140, 330],
  fit_out: [350, 560],
  acceptance: [625, 680],
  filed: [760, 900]
};

/** Days from the permit to each milestone, as planned. */
const plan: [kind: MilestoneKind, days: number][] = [
  ['permit', 0],
  ['foundation_acceptance', 120],
  ['structure_acceptance', 340],
  ['concealed_acceptance', 470],
  ['household_acceptance', 600],
  ['fire_acceptance', 625],
  ['completion_acceptance', 650],
  ['completion_filing', 680]
];

export interface Milestone {
  kind: MilestoneKind;
  planned: string;
  /** null: not before the anchor. */
  reached: string | null;
}

/** When each milestone of the n-th work is planned, and when it was reached. Every third work runs late, one far. */
export function schedule(n: number, anchor: string, from: Random): Milestone[] {
  const life = lives[n % lives.length] ?? 'structure';
  const [youngest, oldest] = ages[life];
  const permit = addDays(anchor, -from.int(youngest, oldest));
  const late = n % 12 === 4 ? 60 : n % 3 === 0 ? 16 : 0;
  let delay = 0;
  let open = true;
  return plan.map(([kind, days]) => {
    const planned = addDays(permit, days);
    delay = Math.max(-8, delay + from.int(-5, 4) + (kind === 'permit' ? 0 : from.int(0, late)));
    const reached = addDays(planned, life === 'permitting' ? 90 : delay);
    // what comes later is not reached before what comes earlier
    open &&= reached < anchor;
    return { kind, planned, reached: open ? reached : null };
  });
}
