import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fileComplaint, type Filed, type Filing } from '#lib/complaints/file.server.ts';
import { codeHash } from '#lib/complaints/protection.server.ts';
import { bulk, moved } from '#lib/complaints/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { organization, person } from './database.ts';
import { openDisclosureDesk } from './disclosures.ts';
import type { Facts } from './projects.ts';

export const because = '现场核实后决定如此';
export const reply = { text: '经查，外墙渗漏属实，已返工。', outcome: 'substantiated', result: 'fixed' };

/** Officers of one bureau, each with one duty, of a district and of the province; companies, a project; short ways. */
export async function openComplaints() {
  const desk = await openDisclosureDesk();
  const { hub } = desk;
  const bureau = await organization(hub, { kind: 'bureau', name: '武汉市住建局', division: '420100' });
  const district = await organization(hub, { kind: 'bureau', name: '江岸区住建局', division: '420102' });
  const officer = (name: string, duties: string[], at = bureau) =>
    person(hub, { email: `${name}@x.cn`, role: 'officer', organization: at, duties });
  const intake = await officer('intake', ['intake']);
  const handler = await officer('handler', ['handler']);
  const second = await officer('second', ['handler', 'follow_up']);
  const follower = await officer('follower', ['follow_up']);
  const superior = await person(hub, {
    email: 'above@x.cn',
    role: 'officer',
    division: '420000',
    duties: ['reviewer']
  });
  const abroad = await person(hub, {
    email: 'abroad@x.cn',
    role: 'officer',
    division: '420600',
    duties: ['intake', 'handler', 'follow_up', 'reviewer']
  });
  await hub.sql.query(
    `insert into public.complaint_routes (division_code, organization_id) values ('420102', $1)`,
    [bureau]
  );
  const { project_id, slug: project } = await desk.project({ permit: { reached: '2026-01-05' } });

  const file = (more: Partial<Filing> = {}): Promise<Filed> =>
    fileComplaint(hub, {
      ...{
        attempt: randomUUID(),
        project,
        category: 'seepage',
        description: '外墙渗漏，雨天尤甚',
        naming: 'anonymous'
      },
      ...more
    });

  /** What a verb of an officer answers, or the name of the refusal. */
  async function act({ db }: { db: Client }, { receipt }: Filed, name: string, facts: Facts = {}) {
    const { data, error } = await db.rpc('advance_complaint', { slug: receipt.slug, act: name, facts });
    return error ? error.message : moved.parse(data).state;
  }
  async function byCode({ code }: Filed, name: string, facts: Facts = {}) {
    const hash = codeHash(hub.secrets, code);
    const { data, error } = await hub.service.rpc('act_by_code', { tracking_hash: hash, act: name, facts });
    return error ? error.message : moved.parse(data).state;
  }
  async function all({ db }: { db: Client }, filed: Filed[], name: string, facts: Facts = {}) {
    const slugs = filed.map(({ receipt }) => receipt.slug);
    const { data, error } = await db.rpc('advance_complaints', { slugs, act: name, facts });
    return error ? error.message : bulk.parse(data).map(({ problem, state }) => problem ?? state);
  }
  async function value(statement: string, parameters: unknown[] = []): Promise<unknown> {
    return (await hub.sql.query(statement, parameters))[0]?.value;
  }
  const texts = async (statement: string, parameters: unknown[] = []): Promise<string[]> =>
    z
      .array(z.object({ value: z.string() }))
      .parse(await hub.sql.query(statement, parameters))
      .map((row) => row.value);
  const notices = ({ receipt }: Filed) =>
    texts('select kind as value from private.complaint_notices where complaint_id = $1 order by notice_id', [
      receipt.complaint_id
    ]);
  const stateOf = ({ receipt }: Filed) =>
    value('select state as value from public.complaints where slug = $1', [receipt.slug]);

  return {
    ...{
      desk,
      hub,
      bureau,
      district,
      intake,
      handler,
      second,
      follower,
      superior,
      abroad,
      project,
      project_id
    },
    ...{ officer, file, act, byCode, all, value, texts, notices, stateOf }
  };
}
export type Complaints = Awaited<ReturnType<typeof openComplaints>>;
