import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { itemCode, itemName } from '#lib/disclosures/read-schema.ts';
import type { T } from '#lib/i18n/types.ts';
import { stages } from '#lib/projects/projects.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { kindName } from './describe.ts';
import { kinds } from './entry.ts';
import type { Subject } from './feed.ts';

const invalid = (): never => error(400, { code: 'invalid', message: 'invalid' });

/** What any feed may be narrowed to. Unlike a list, a wrong value is told: a feed that stays empty is found out late. */
const narrowing = z.object({
  kind: z.enum(kinds).optional(),
  item: itemCode.optional(),
  stage: z.enum(stages).optional()
});
const names = ['kind', 'item', 'stage'] as const;

async function nameOf(db: Client, item: string, t: T): Promise<string> {
  const asked = db.from('disclosure_items').select('item,name,name_en').eq('item', item).maybeSingle();
  const found = unwrap(await asked, itemName.nullable()) ?? invalid();
  return t.lang === 'zh' ? found.name : found.name_en;
}

/** The subject with what its address narrows it to. */
export async function apply(db: Client, subject: Subject, params: URLSearchParams, t: T): Promise<Subject> {
  const given = names.flatMap((name) => params.getAll(name).map((value) => [name, value] as const));
  if (given.length === 0) return subject;
  const asked = narrowing.safeParse(Object.fromEntries(given));
  const once = new Set(given.map(([name]) => name)).size === given.length;
  // a feed of one kind cannot be of another
  if (!asked.success || !once || (asked.data.kind && subject.scope.kind)) return invalid();
  const { kind, item, stage } = asked.data;
  const parts = [
    subject.title,
    ...(kind ? [kindName(kind, t)] : []),
    ...(item ? [await nameOf(db, item, t)] : []),
    ...(stage ? [t(`common.stage.${stage}`)] : [])
  ];
  return {
    ...subject,
    title: parts.join(t('feeds.narrowed')),
    scope: { ...subject.scope, ...asked.data },
    search: new URLSearchParams(
      names.flatMap((name) => (asked.data[name] ? [[name, asked.data[name]]] : []))
    ).toString()
  };
}
