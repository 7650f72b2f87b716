import type { FormValues, Message } from '#lib/ui/form.ts';
import { namings } from '../words.ts';

/** A complaint while it is being written, the same on the server, in hidden fields and on the device. */
export const steps = ['where', 'what', 'who'] as const;
export type Step = (typeof steps)[number];

/** What is written, by field and most letters. */
export const lengths = {
  attempt: 36,
  q: 60,
  project: 40,
  finding: 40,
  division: 6,
  lat: 20,
  lng: 20,
  category: 40,
  join: 40,
  description: 4000,
  spot: 200,
  naming: 20,
  shown_name: 60,
  name: 60,
  phone: 40,
  email: 200,
  address: 200
} as const;
export const ticks = ['urgent', 'wants_mail', 'coarse_place', 'coarse_time', 'unlisted', 'account'] as const;

export type Text = keyof typeof lengths;
export type Tick = (typeof ticks)[number];
export type Draft = Record<Text, string> & Record<Tick, boolean> & { step: Step };

export const texts: readonly Text[] = [
  ...(['attempt', 'q', 'project', 'finding', 'division', 'lat', 'lng', 'category', 'join'] as const),
  ...(['description', 'spot', 'naming', 'shown_name', 'name', 'phone', 'email', 'address'] as const)
];

/** Which step asks for what; the others carry it in hidden fields. */
export const fieldsOf: Record<Step, readonly (Text | Tick)[]> = {
  where: ['q', 'project', 'division', 'lat', 'lng'],
  what: ['category', 'join', 'description', 'spot', 'urgent'],
  who: [
    ...(['naming', 'shown_name', 'name', 'phone', 'email', 'address'] as const),
    ...(['wants_mail', 'coarse_place', 'coarse_time', 'unlisted', 'account'] as const)
  ]
};

/** What says who somebody is: never kept on a device that others may use. */
const personal: readonly (Text | Tick)[] = ['shown_name', 'name', 'phone', 'email', 'address', 'wants_mail'];

export const emptyDraft = (attempt: string): Draft => ({
  ...{ step: 'where', attempt, q: '', project: '', finding: '', division: '', lat: '', lng: '' },
  ...{ category: '', join: '', description: '', spot: '', urgent: false },
  ...{ naming: 'anonymous', shown_name: '', name: '', phone: '', email: '', address: '' },
  ...{ wants_mail: false, coarse_place: false, coarse_time: false, unlisted: false, account: false }
});

const isStep = (value: unknown): value is Step => steps.some((step) => step === value);

/** Reads whatever was sent or kept. Never fails: what is no text counts as not given, what is too long is told later. */
export function readDraft(get: (name: string) => unknown): Draft {
  const draft = emptyDraft('');
  for (const name of texts) {
    const value = get(name);
    if (typeof value === 'string') draft[name] = value.replaceAll('\r\n', '\n').replaceAll('\0', '');
  }
  for (const name of ticks) draft[name] = get(name) === 'yes' || get(name) === true;
  const step = get('step');
  if (isStep(step)) draft.step = step;
  return draft;
}

/** As fields show it. */
export const valuesOf = (draft: Draft): FormValues => ({
  ...Object.fromEntries(texts.map((name) => [name, draft[name]])),
  ...Object.fromEntries(ticks.flatMap((name) => (draft[name] ? [[name, 'yes']] : [])))
});

/** What is carried past the step that is shown: the fields of all others. */
export function carried(draft: Draft): { name: string; value: string }[] {
  const shown = new Set<string>(fieldsOf[draft.step]);
  const values = valuesOf(draft);
  return Object.entries(values).flatMap(([name, value]) =>
    shown.has(name) || typeof value !== 'string' || value === '' ? [] : [{ name, value }]
  );
}

/** As it may be kept on the device. */
export function withoutPerson(draft: Draft): Draft {
  const kept: Draft = { ...draft };
  const blank = emptyDraft('');
  for (const name of personal) Object.assign(kept, { [name]: blank[name] });
  return kept;
}

/** Whether there is anything that somebody would miss. */
export const hasContent = ({ description, category, project, spot, division, lat }: Draft): boolean =>
  [description, category, project, spot, division, lat].some((text) => text.trim() !== '');

export type Problems = Partial<Record<Text | 'photos', Message>>;

const isCoordinate = (text: string, most: number) =>
  /^-?\d{1,3}(\.\d{1,12})?$/.test(text) && Math.abs(Number(text)) <= most;
export const hasPoint = ({ lat, lng }: Pick<Draft, 'lat' | 'lng'>): boolean =>
  isCoordinate(lat, 90) && isCoordinate(lng, 180);

function whereProblems(draft: Draft): Problems {
  if (draft.project || draft.finding || /^\d{6}$/.test(draft.division)) return {};
  return { division: 'complaintFiling.where.missing' };
}

function whatProblems({ join, category, description }: Draft): Problems {
  if (join) return {};
  return {
    ...(category ? {} : { category: 'complaintFiling.what.categoryMissing' }),
    ...(description.trim().length >= 5 ? {} : { description: 'complaintFiling.what.descriptionMissing' })
  };
}

function whoProblems({ naming, shown_name, name, email, wants_mail }: Draft): Problems {
  const mail = email.trim();
  return {
    ...(namings.some((one) => one === naming) ? {} : { naming: 'complaintFiling.who.namingMissing' }),
    ...(naming === 'named' && !shown_name.trim() ? { shown_name: 'complaintFiling.who.shownMissing' } : {}),
    ...(naming === 'bureau_only' && !name.trim() ? { name: 'complaintFiling.who.nameMissing' } : {}),
    ...(mail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail) ? { email: 'complaintFiling.who.mailWrong' } : {}),
    ...(wants_mail && !mail ? { email: 'complaintFiling.who.mailMissing' } : {})
  };
}

const rules = { where: whereProblems, what: whatProblems, who: whoProblems };

function tooLong(draft: Draft, step: Step): Problems {
  const found: Problems = {};
  for (const name of fieldsOf[step])
    if (name in lengths && isText(name) && Array.from(draft[name].trim()).length > lengths[name])
      found[name] = { key: 'complaintFiling.tooLong', values: { most: lengths[name] } };
  return found;
}
const isText = (name: Text | Tick): name is Text => texts.some((one) => one === name);

/** What has to be mended before this step is done. */
export const problemsOf = (draft: Draft, step: Step): Problems => ({
  ...rules[step](draft),
  ...tooLong(draft, step)
});

/** The first step that is not done, with what has to be mended; null when it can be sent. */
export function firstProblem(draft: Draft): { step: Step; errors: Problems } | null {
  for (const step of steps) {
    const errors = problemsOf(draft, step);
    if (Object.keys(errors).length > 0) return { step, errors };
  }
  return null;
}
