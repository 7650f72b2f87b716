import type { T } from '#lib/i18n/types.ts';
import type { z } from 'zod';
import * as facts from './facts.ts';
import { words, type Names } from './words.ts';

type Change = z.infer<typeof facts.change>;
type Changes = Record<string, Change>;
type Place = Pick<z.infer<typeof facts.project>, 'lat' | 'lng'>;

/** As on the page of a project, whatever order the database keeps keys in. */
const order = [
  'name',
  'permit_no',
  'project_code',
  'division_code',
  'zone',
  'address',
  'housing_type',
  'floor_area_m2',
  'unit_count',
  'building_count',
  'structure',
  'fit_out',
  'pilot'
];

/** Changed fields in words, old → new. */
export function describeChanges(changes: Changes, now: Place, t: T, names: Names): string[] {
  const say = words(t, names);
  const line = (label: string, from: string, to: string) => t('journal.line.change', { label, from, to });
  return [
    ...order.flatMap((field) => {
      const change = changes[field];
      return change
        ? [line(say.field(field), say.value(field, change.from), say.value(field, change.to))]
        : [];
    }),
    ...place(changes, now, t),
    ...within(changes, 'parties.').map(([role, { from, to }]) =>
      line(
        say.role(role),
        say.party(facts.party.catch({}).parse(from)),
        say.party(facts.party.catch({}).parse(to))
      )
    ),
    ...within(changes, 'milestones.').flatMap(([kind, { from, to }]) => {
      const before = facts.days.catch({}).parse(from);
      const after = facts.days.catch({}).parse(to);
      const milestone = say.milestone(kind);
      return [
        ...(before.planned === after.planned
          ? []
          : [
              line(t('journal.field.planned', { milestone }), say.day(before.planned), say.day(after.planned))
            ]),
        ...(before.reached === after.reached
          ? []
          : [
              line(
                t('journal.field.reachedOn', { milestone }),
                say.day(before.reached),
                say.day(after.reached)
              )
            ])
      ];
    })
  ];
}

const within = (changes: Changes, prefix: string) =>
  Object.entries(changes)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, change]) => [key.slice(prefix.length), change] as const);

/** Both halves of a place are one line; the half that did not change is as it is `now`. */
function place({ lat, lng, location_quality: quality }: Changes, now: Place, t: T): string[] {
  const say = words(t, {});
  const pair = (side: 'from' | 'to') => say.place(lat ? lat[side] : now.lat, lng ? lng[side] : now.lng);
  const label = t('journal.field.place');
  const moved = lat || lng ? [t('journal.line.change', { label, from: pair('from'), to: pair('to') })] : [];
  if (!quality) return moved;
  const judged = say.value('location_quality', quality.to);
  return [...moved, t('journal.line.fact', { label: say.field('location_quality'), value: judged })];
}
