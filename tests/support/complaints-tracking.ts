import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { fileComplaint, type Filing } from '#lib/complaints/file.server.ts';
import { codeHash } from '#lib/complaints/protection.server.ts';
import { moved, swept } from '#lib/complaints/schema.ts';
import { tracked } from '#lib/complaints/tracking/schema.ts';
import type { Client } from '#lib/server/client.ts';
import { person, type TestHub } from './database.ts';
import type { Facts } from './projects.ts';

/** Officers of a city, its district and the province, people who complain, and short ways between them. */
export async function openTracking(hub: TestHub, project: string) {
  const all = ['intake', 'handler', 'reviewer', 'follow_up', 'publisher'];
  const officer = (email: string, division: string, duties: string[], organization?: string) =>
    person(hub, { email, role: 'officer', division, duties, organization });
  const handler = await officer('c-handler@x.cn', '420100', all);
  const follower = await officer('c-follower@x.cn', '420100', all, handler.organization ?? undefined);
  const superior = await officer('c-superior@x.cn', '420000', ['reviewer']);
  // above the superior of a city there is another person of the province
  const last = await officer('c-last@x.cn', '420000', ['reviewer'], superior.organization ?? undefined);
  const abroad = await officer('c-abroad@x.cn', '420600', all);
  await hub.sql.query(`update public.memberships set valid_from = '2020-01-01'`);
  // there may be other bureaus of the city
  await hub.sql.query(
    `insert into public.complaint_routes (division_code, organization_id) values ('420100', $1)`,
    [handler.organization]
  );

  const file = (more: Partial<Filing> = {}) =>
    fileComplaint(hub, {
      attempt: randomUUID(),
      project,
      category: 'seepage',
      description: '三楼卫生间漏水，楼下已经发霉',
      naming: 'anonymous',
      ...more
    });
  const hashOf = (code: string) => codeHash(hub.secrets, code);

  async function said<S extends z.ZodType>(
    db: Client,
    verb: string,
    args: Facts,
    schema: S
  ): Promise<z.infer<S> | string> {
    const { data, error } = await db.rpc(verb, args);
    return error ? error.message : schema.parse(data);
  }
  const advance = (who: { db: Client }, slug: string, act: string, facts: Facts = {}) =>
    said(who.db, 'advance_complaint', { slug, act, facts }, moved);
  const byCode = (code: string, act: string, facts: Facts = {}) =>
    said(hub.service, 'act_by_code', { tracking_hash: hashOf(code), act, facts }, moved);
  const byAccount = (who: { db: Client }, slug: string, act: string, facts: Facts = {}) =>
    said(who.db, 'act_as_person', { slug, act, facts }, moved);

  async function track(code: string) {
    const { data, error } = await hub.service.rpc('track_complaint', { tracking_hash: hashOf(code) });
    if (error) throw new Error(error.message);
    return tracked.nullable().parse(data);
  }
  async function seen(code: string) {
    const found = await track(code);
    if (!found) throw new Error('nothing has this code');
    return found;
  }

  const reply = {
    text: '经查属实，施工单位已重新做防水并闭水试验合格。',
    outcome: 'substantiated',
    result: 'fixed'
  };
  /** Steps of one complaint, in order; the message of the first that was refused is thrown. */
  async function go(slug: string, ...steps: [who: { db: Client }, act: string, facts?: Facts][]) {
    for (const [who, act, facts] of steps) {
      const done = await advance(who, slug, act, facts);
      if (typeof done === 'string') throw new Error(`${act}: ${done}`);
    }
  }
  const answered = (slug: string) => go(slug, [handler, 'accept'], [handler, 'reply', reply]);

  async function sweep(): Promise<z.infer<typeof swept>['files']> {
    const files: string[] = [];
    for (;;) {
      const { data, error } = await hub.service.rpc('sweep_complaints');
      if (error) throw new Error(error.message);
      const done = swept.parse(data);
      files.push(...done.files);
      if (!done.more) return files;
    }
  }
  /** Moves the clock of the hub by days from now. */
  async function later(days: number): Promise<void> {
    const at = new Date(Date.now() + days * 86_400_000).toISOString();
    await hub.sql.query(
      `insert into private.settings values ('clock', $1) on conflict (name) do update set value = excluded.value`,
      [at]
    );
  }
  const now = () => hub.sql.query(`delete from private.settings where name = 'clock'`);

  return {
    ...{ hub, project, handler, follower, superior, last, abroad, reply },
    ...{ file, hashOf, advance, byCode, byAccount, track, seen, go, answered, sweep, later, now }
  };
}
export type Tracking = Awaited<ReturnType<typeof openTracking>>;
