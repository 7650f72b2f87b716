import { addDays } from './days.ts';
import type { Event, PlanLine } from './facts.ts';
import type { ItemKey } from './item-facts.ts';
import { random } from './random.ts';
import type { Story } from './story.ts';

/** How a plan falls short of what the catalogue asks, if it does. */
const shortcomings: Partial<Record<ItemKey, PlanLine>>[] = [
  {},
  { completion_report: { later: 25 } },
  {},
  { structure_entity_tests: { channels: [] }, household_acceptance_summary: { later: 15 } },
  {},
  { fire_acceptance: { left_out_reason: '消防验收由地下室总承包单位统一申报，拟随其公示。（示范）' } }
];

const confirmation = (
  { work }: Story,
  day: string,
  lines: Partial<Record<ItemKey, PlanLine>>,
  minute: number
): Event => ({
  ...{ do: 'plan', project: work.project_code, by: 'developer', lines },
  at: `${day}T17:${String(minute).padStart(2, '0')}:20+08:00`
});

/** Most of the works in the pilot have a plan; a few were confirmed anew when the bureau had pointed at a gap. */
export function plansOf(story: Story): Event[] {
  const { n, anchor, registered, work } = story;
  if (!work.facts.pilot || n % 7 === 3) return [];
  const from = random(9000 + n);
  const day = addDays(registered, from.int(1, 6));
  if (day >= anchor) return [];
  const lines = shortcomings[n % shortcomings.length] ?? {};
  const again = addDays(day, from.int(12, 20));
  const mended = n % 4 === 1 && again < anchor && Object.keys(lines).length > 0;
  return [
    confirmation(story, day, lines, from.int(5, 50)),
    ...(mended ? [confirmation(story, again, {}, from.int(5, 50))] : [])
  ];
}
