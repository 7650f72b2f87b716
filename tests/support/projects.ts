import { z } from 'zod';
import { usccCheckCharacter } from '#lib/projects/codes.ts';
import type { Client } from '#lib/server/client.ts';
import { openTestHub, person } from './database.ts';

const savedProject = z.object({
  outcome: z.string(),
  project_id: z.string(),
  slug: z.string(),
  version: z.number(),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).nullish()
});

const storedProject = z.object({
  stage: z.string(),
  name: z.string(),
  location_quality: z.string().nullable(),
  pilot: z.boolean(),
  zone: z.string().nullable(),
  permit_no: z.string().nullable(),
  parties: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      uscc: z.string().nullable(),
      leader: z.string().nullable()
    })
  ),
  milestones: z.array(
    z.object({ kind: z.string(), planned_on: z.string().nullable(), reached_on: z.string().nullable() })
  ),
  buildings: z.array(z.object({ name: z.string(), floors_above: z.number().nullable() })),
  entries: z.array(z.object({ kind: z.string() }))
});

export type Facts = Record<string, unknown>;

/** A credit code that passes its check, another for each number. */
export function uscc(number: number): string {
  const body = `91420100MA${String(4_000_000 + number)}`;
  return body + (usccCheckCharacter(body) ?? '');
}

/** A hub with officers of three bureaus and a company member, and short ways to write and read projects. */
export async function openProjectDesk() {
  const hub = await openTestHub();
  const officer = (name: string, division: string) =>
    person(hub, { email: `${name}@x.cn`, role: 'officer', division });
  const wuhan = await officer('wuhan', '420100');
  const xiangyang = await officer('xiangyang', '420600');
  const province = await officer('province', '420000');
  const company = await person(hub, { email: 'company@x.cn', role: 'company_member' });
  let serial = 0;

  /** A permit number that no project has yet. */
  function newPermit(division = '420102'): string {
    serial += 1;
    return `${division}202006${String(1 + (serial % 28)).padStart(2, '0')}${String(1 + Math.floor(serial / 28)).padStart(2, '0')}01`;
  }

  /** A new project's facts, each time of another permit and developer. */
  function basics(): Facts & { permit_no: string } {
    return {
      permit_no: newPermit(),
      name: '江岸小区',
      division_code: '420102',
      address: '一元路1号',
      housing_type: 'commodity',
      parties: { developer: { name: `建设${serial}公司`, uscc: null, leader: '张三' } },
      milestones: {}
    };
  }

  /** What was saved, or the message of the refusal. */
  async function save(facts: Facts, db: Client = wuhan.db, more: Facts = {}) {
    const { data, error } = await db.rpc('save_project', { facts, ...more });
    return error ? error.message : savedProject.parse(data);
  }

  async function must(facts: Facts, db?: Client, more?: Facts) {
    const result = await save(facts, db, more);
    if (typeof result === 'string') throw new Error(result);
    return result;
  }

  async function read(slug: string) {
    const { data } = await hub.visitor.rpc('project_page', { slug });
    return storedProject.parse(data);
  }

  async function head(): Promise<number> {
    const { data } = await hub.visitor.rpc('journal_head');
    return z.object({ seq: z.number() }).parse(data).seq;
  }

  return { hub, wuhan, xiangyang, province, company, newPermit, basics, save, must, read, head };
}
export type ProjectDesk = Awaited<ReturnType<typeof openProjectDesk>>;
