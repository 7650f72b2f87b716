import { z } from 'zod';
import type { FactField } from '#lib/catalogue/catalogue.ts';
import type { Client } from '#lib/server/client.ts';
import { openTestHub, person } from './database.ts';

export const fields: FactField[] = [
  {
    name: 'signed_on',
    kind: 'date',
    label: '签署日期',
    label_en: 'Signed on',
    required: true
  },
  {
    name: 'kind',
    kind: 'choice',
    label: '种类',
    label_en: 'Kind',
    required: false,
    choices: [
      { value: 'own', label: '自行', label_en: 'own' },
      { value: 'joint', label: '联合', label_en: 'joint' }
    ]
  },
  {
    name: 'copies',
    kind: 'integer',
    label: '份数',
    label_en: 'Copies',
    unit: '份',
    unit_en: 'copies',
    required: false
  }
];

/** An item as a city adds it. */
export const itemFacts = (item: string, division_code = '420100') => ({
  item,
  division_code,
  name: '质量承诺书',
  name_en: 'Quality commitment',
  stage: 'permitting',
  sort: 15,
  provider_roles: ['developer'],
  milestone_kind: 'permit',
  fields,
  what: '建设单位的质量承诺。',
  what_en: 'What the developer commits to.',
  why: '承诺可以追究。',
  why_en: 'It can be held to it.',
  how: '看签署日期。',
  how_en: 'See the day it was signed.',
  basis: '武汉市规定',
  valid_from: '2030-01-01'
});

export const ruleFacts = (item: string, division_code = '420100') => ({
  item,
  division_code,
  days: 10,
  day_kind: 'working',
  nature: 'policy',
  basis: '武汉市规定',
  valid_from: '2030-01-01'
});

/** A hub with officers of a district, two cities and the province, and short ways to call the verbs of the catalogue. */
export async function openCatalogueDesk() {
  const hub = await openTestHub();
  const officer = (name: string, division: string) =>
    person(hub, { email: `${name}@x.cn`, role: 'officer', division });
  const jiangan = await officer('jiangan', '420102');
  const wuhan = await officer('wuhan', '420100');
  const xiangyang = await officer('xiangyang', '420600');
  const province = await officer('province', '420000');
  const administrator = await person(hub, { email: 'admin@x.cn', role: 'administrator' });
  const company = await person(hub, { email: 'company@x.cn', role: 'company_member' });

  /** What a verb answered, or the message of its refusal. */
  const call = async (db: Client, verb: string, args: Record<string, unknown>): Promise<unknown> => {
    const { data, error } = await db.rpc(verb, args);
    return error ? error.message : data;
  };
  const saved = z.object({ item: z.string(), version: z.number() });
  const save = async (db: Client, facts: object, expected_version: number | null = null) => {
    const answer = await call(db, 'save_disclosure_item', { facts, expected_version });
    return typeof answer === 'string' ? answer : saved.parse(answer).version;
  };
  const addRule = (db: Client, facts: object) => call(db, 'add_deadline_rule', { facts });
  const one = async (statement: string, ...parameters: unknown[]): Promise<unknown> => {
    const [row] = await hub.sql.query(`select (${statement}) as it`, parameters);
    return row?.it ?? null;
  };
  /** Days of a dates column, as text on each engine. */
  const day = async (statement: string, ...parameters: unknown[]) =>
    one(`(${statement})::text`, ...parameters);

  return { hub, jiangan, wuhan, xiangyang, province, administrator, company, call, save, addRule, one, day };
}
export type CatalogueDesk = Awaited<ReturnType<typeof openCatalogueDesk>>;
