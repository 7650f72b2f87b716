import { addDays } from './days.ts';
import type { Event, Paper } from './facts.ts';
import type { ItemKey } from './item-facts.ts';
import type { Random } from './random.ts';
import type { ItemFacts } from './source.ts';

/** How far a version came. */
export type Reach = 'draft' | 'submitted' | 'returned' | 'confirmed' | 'scheduled' | 'published';

export interface Flow {
  project: string;
  item: ItemKey;
  author: string;
  confirmer: string;
  facts: ItemFacts;
  papers: Paper[];
  note?: string;
  /** Of a correction. */
  reason?: string;
  reach: Reach;
  /** First day that anything may happen, told late in its office hours. */
  told: string;
  /** Day of the last step. */
  last: string;
  /** Why it went back once on its way. */
  returned?: string;
  from: Random;
}

type Step = Extract<Event, { do: 'save' | 'advance' }>;
/** A step before it is known when it is taken. */
type Plan = Step extends infer S ? (S extends Step ? Omit<S, 'at'> : never) : never;

const two = (n: number): string => String(n).padStart(2, '0');

function steps(flow: Flow): Plan[] {
  const { project, item, author, confirmer, facts, papers, note, reason, reach, returned, last } = flow;
  const on = { project, item };
  const save: Plan = {
    ...{ do: 'save', ...on, by: author, facts, papers },
    ...(note ? { note } : {}),
    ...(reason ? { reason } : {})
  };
  const act = (by: string, name: string, more: { reason?: string; publish_at?: string } = {}): Plan => ({
    ...{ do: 'advance', ...on, by, act: name, ...more }
  });
  const submit = act(author, 'submit');
  const goBack = act(confirmer, 'return', { reason: returned ?? '附件缺检测机构盖章页，请补齐后重新提交。' });
  const once = returned && reach !== 'returned' ? [goBack, save, submit] : [];
  if (reach === 'draft') return [save];
  if (reach === 'returned') return [save, submit, goBack];
  if (reach === 'submitted') return [save, submit, ...once];
  const confirmed = [save, submit, ...once, act(confirmer, 'confirm')];
  if (reach === 'confirmed') return confirmed;
  if (reach === 'scheduled')
    return [...confirmed, act('developer', 'schedule', { publish_at: `${addDays(last, 4)}T09:00:00+08:00` })];
  return [...confirmed, act('developer', 'publish')];
}

/** The steps of a version, spread over the days until the last one, each after the one before. */
export function flowEvents(flow: Flow): Event[] {
  const { told, last, from } = flow;
  const lead = from.int(1, 6);
  const earliest = addDays(last, -lead);
  const first = earliest < told ? told : earliest;
  const span = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
  const plan = steps(flow);
  return plan.map((step, i) => {
    const day = addDays(first, plan.length === 1 ? span : Math.floor((span * i) / (plan.length - 1)));
    // on the day on which it was told, after that was told
    const minute = day === told ? 1025 + i * 22 + from.int(0, 15) : 545 + i * 70 + from.int(0, 55);
    const at = `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(from.int(0, 59))}+08:00`;
    return { ...step, at };
  });
}
