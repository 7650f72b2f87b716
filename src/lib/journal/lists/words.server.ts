import { z } from 'zod';
import * as complaints from '#lib/complaints/reading/complaints.server.ts';
import { itemName } from '#lib/disclosures/read-schema.ts';
import { formats } from '#lib/i18n/format.ts';
import type { Key, T } from '#lib/i18n/types.ts';
import * as openDays from '#lib/open-days/days.server.ts';
import { housingTypes, typeKey } from '#lib/projects/projects.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { divisions, fullName } from '../journal.server.ts';
import type { ListName } from './names.ts';

/** A filter in words; null where what it asks for does not exist, so that the feed would stay empty for ever. */
type Say = (value: string, db: Client, t: T) => string | null | Promise<string | null>;

const named = z.object({ name: z.string() });

const inLanguage = (one: { name: string; name_en: string } | null | undefined, t: T) =>
  one ? (t.lang === 'zh' ? one.name : one.name_en) : null;

const place: Say = async (code, db, t) => fullName(await divisions(db), code, t.lang) ?? null;

const bySlug =
  (table: 'projects' | 'organizations'): Say =>
  async (slug, db) => {
    const found = await db.from(table).select('name').eq('slug', slug).maybeSingle();
    return unwrap(found, named.nullable())?.name ?? null;
  };

const item: Say = async (code, db, t) => {
  const asked = db.from('disclosure_items').select('item,name,name_en').eq('item', code).maybeSingle();
  return inLanguage(unwrap(await asked, itemName.nullable()), t);
};

const milestone: Say = async (kind, db, t) =>
  inLanguage(
    (await openDays.milestones(db)).find(({ milestone_kind }) => milestone_kind === kind),
    t
  );

const category: Say = async (code, db, t) =>
  inLanguage(
    (await complaints.categories(db)).find((one) => one.category === code),
    t
  );

/** A word of the dictionary that the value is part of. */
const word =
  (group: string): Say =>
  (value, _, t) =>
    t.has(`${group}.${value}`) ? t.of(`${group}.${value}`) : null;
const fixed =
  (key: Key): Say =>
  (_, __, t) =>
    t.of(key);
const yesOrNo =
  (yes: Key, no: Key): Say =>
  (value, _, t) =>
    t.of(value === 'no' || value === 'none' ? no : yes);
const day =
  (key: 'openFeeds.from' | 'openFeeds.to'): Say =>
  (value, _, t) =>
    t(key, { day: formats(t).dateShort(value) });

const text: Say = (value, _, t) => t('openFeeds.holds', { text: value });
const stage = word('common.stage');

/** How each list calls its filters: in the words that its page has for them. */
const sayings: Record<ListName, Record<string, Say>> = {
  projects: {
    ...{ city: place, district: place, stage, q: text },
    type: (value, _, t) => {
      const known = housingTypes.find((one) => one === value);
      return known ? t(typeKey(known)) : null;
    },
    pilot: yesOrNo('projects.filter.pilotYes', 'projects.filter.pilotNo'),
    place: yesOrNo('projects.filter.placeAny', 'projects.filter.placeNone'),
    box: fixed('openFeeds.box')
  },
  disclosures: { city: place, district: place, item, stage, q: text, status: word('disclosures.status') },
  'open-days': {
    ...{ city: place, district: place, milestone, q: text },
    month: (value, _, t) => formats(t).month(`${value}-01`),
    seats: (value, _, t) =>
      value === 'any' ? t('openDays.list.anySeats') : t.of(`openDays.category.${value}`),
    status: word('openDays.status')
  },
  findings: {
    ...{ city: place, district: place, item, q: text },
    project: bySlug('projects'),
    developer: bySlug('organizations'),
    outcome: word('findings.outcome'),
    category: word('findings.category'),
    rectification: word('findingsPublic.filter.fix'),
    urgent: fixed('findingsPublic.filter.urgentOnly'),
    ...{ from: day('openFeeds.from'), to: day('openFeeds.to') }
  },
  complaints: {
    ...{ city: place, district: place, category, q: text },
    project: bySlug('projects'),
    organization: bySlug('organizations'),
    bureau: bySlug('organizations'),
    group: word('complaintsPublic.group'),
    outcome: word('complaints.outcome'),
    overdue: fixed('complaintsPublic.filter.overdueOnly'),
    supervised: fixed('complaintsPublic.filter.supervisedOnly')
  }
};

/** Each filter in words, or null where one asks for what does not exist. A district's name has its city in it. */
export async function describe(
  list: ListName,
  given: readonly (readonly [string, string])[],
  db: Client,
  t: T
): Promise<string[] | null> {
  const inDistrict = given.some(([name]) => name === 'district');
  const said = await Promise.all(
    given
      .filter(([name]) => !(name === 'city' && inDistrict))
      .map(async ([name, value]) => (await sayings[list][name]?.(value, db, t)) ?? null)
  );
  const whole = said.filter((one) => one !== null);
  return whole.length === said.length ? whole : null;
}
