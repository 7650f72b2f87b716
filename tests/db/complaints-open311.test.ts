import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { card } from '#lib/complaints/open311/schema.ts';
import { openOutside, publicWords, type Outside } from '#tests/support/complaints-outside.ts';

let o: Outside;
beforeAll(async () => {
  o = await openOutside();
});
afterAll(() => o.hub.close());

async function requests(more: object = {}) {
  const { data, error } = await o.hub.visitor.rpc('open311_requests', {
    jurisdiction: '420100',
    extended: true,
    ...more
  });
  if (error) throw new Error(error.message);
  return z.array(card).parse(data);
}
const numbers = async (more: object = {}) => (await requests(more)).map(({ service_request_id: id }) => id);

describe('what Open311 reads', () => {
  it('is what an officer published, and never the words of the person', async () => {
    const hidden = await o.file();
    const shown = await o.published();
    const stub = await o.stub();
    const all = await requests();
    expect(all.map(({ service_request_id: id }) => id)).toEqual([stub.number, shown.number]);
    expect(all[1]).toMatchObject({ status: 'open', description: publicWords.text, service_code: 'seepage' });
    expect(all[0]).toMatchObject({
      description: null,
      status_notes: null,
      extended_attributes: { title: null }
    });
    expect(JSON.stringify(all)).not.toContain('原话');
    expect(await requests({ ids: [hidden.receipt.number] })).toEqual([]);
    expect(await numbers({ ids: [shown.number], jurisdiction: '420600' })).toEqual([]);
  });

  it('tells the district alone, and the month alone, of those who asked for that', async () => {
    const { number } = await o.published({ lat: 30.61, lng: 114.31, coarse_place: true, coarse_time: true });
    const [one] = await requests({ ids: [number] });
    expect(one).toMatchObject({
      lat: null,
      long: null,
      address: '江岸区',
      address_id: '420102',
      expected_datetime: null,
      service_notice: null
    });
    expect(one?.requested_datetime).toMatch(/-01T00:00:00\+08:00$/);
    expect(one?.updated_datetime).toMatch(/-01T00:00:00\+08:00$/);
    expect(one?.extended_attributes).toMatchObject({ fix_by: null, clock: null });
    for (const { datetime } of one?.notes ?? []) expect(datetime).toMatch(/-01T00:00:00\+08:00$/);
  });

  it('cannot find the day of a coarse time by asking for half after half', async () => {
    const { number } = await o.published({ coarse_time: true });
    const [one] = await requests({ ids: [number] });
    const month = Date.parse(one?.requested_datetime ?? '');
    const at = (days: number) => new Date(month + days * 86_400_000).toISOString();
    expect(await numbers({ since: at(0), until: at(0) })).toContain(number);
    for (let day = 1; day <= 31; day += 1)
      expect(await numbers({ since: at(day), until: at(day + 1) }), String(day)).not.toContain(number);
  });

  it('leaves out what the person wrote from the steps, and what it changed', async () => {
    const { number, slug, code } = await o.published();
    const before = await requests({ ids: [number] });
    const { codeHash } = await import('#lib/complaints/protection.server.ts');
    const facts = {
      tracking_hash: codeHash(o.hub.secrets, code),
      act: 'write',
      facts: { text: '补充：我的电话 13800000000' }
    };
    const { error } = await o.hub.service.rpc('act_by_code', facts);
    expect(error).toBeNull();
    await o.act(o.officer.db, slug, 'note', { reason: '内部备注：已电话核实' });
    expect(await requests({ ids: [number] })).toEqual(before);
  });

  it('takes kinds, status, pages and days', async () => {
    const { number, slug } = await o.published({ category: 'cracks' });
    expect(await numbers({ services: ['cracks'] })).toEqual([number]);
    await o.act(o.officer.db, slug, 'not_accept', {
      reason: '不属于本机关职权范围',
      channel: '可向法院起诉'
    });
    expect(await numbers({ services: ['cracks'], statuses: ['open'] })).toEqual([]);
    const [closed] = await requests({ services: ['cracks'], statuses: ['closed'] });
    expect(closed).toMatchObject({
      status: 'closed',
      status_notes: '不属于本机关职权范围',
      expected_datetime: null
    });
    const all = await numbers();
    expect([...(await numbers({ page: 1, size: 2 })), ...(await numbers({ page: 2, size: 2 }))]).toEqual(
      all.slice(0, 4)
    );
    expect(await numbers({ since: '2020-01-01T00:00:00Z' })).toEqual([]);
  });

  it('goes along its index, however many there are', async () => {
    const plan = await o.hub.sql.query(`explain select x.* from public.complaints x
      where x.visibility in ('public', 'stub') and private.open311_city(x.division_code) = '420100'
        and private.open311_time(x.filed_at, x.coarse_time) between now() - interval '90 days' and now()
      order by private.open311_time(x.filed_at, x.coarse_time) desc, x.complaint_id desc limit 50`);
    await o.hub.sql.query('set enable_seqscan = off');
    const forced = await o.hub.sql.query(`explain select x.* from public.complaints x
      where x.visibility in ('public', 'stub') and private.open311_city(x.division_code) = '420100'
        and private.open311_time(x.filed_at, x.coarse_time) between now() - interval '90 days' and now()
      order by private.open311_time(x.filed_at, x.coarse_time) desc, x.complaint_id desc limit 50`);
    expect(plan.length).toBeGreaterThan(0);
    expect(JSON.stringify(forced)).toContain('complaints_open311_idx');
  });
});

describe('connections', () => {
  it('are made and ended by reviewers of the bureau alone', async () => {
    const { id } = await o.key();
    const end = (db: typeof o.officer.db) => db.rpc('end_complaint_connection', { connection: id });
    expect((await end(o.other.db)).error?.message).toBe('connection_not_found');
    expect((await end(o.clerk.db)).error?.message).toBe('connection_not_found');
    await expect(o.key(o.clerk.db)).rejects.toThrow('not_your_act');
    await expect(o.key(o.other.db, o.bureau.slug)).rejects.toThrow('not_your_act');
    expect(await end(o.officer.db)).toMatchObject({ data: true, error: null });
    expect(await end(o.officer.db)).toMatchObject({ data: false, error: null });
    const [audit] = await o.hub.sql.query(
      `select count(*)::int as n from public.audit_entries where subject = $1`,
      [id]
    );
    expect(audit?.n).toBe(2);
  });

  it('are known by a hash, until they are ended', async () => {
    const { id, secret } = await o.key();
    const { keyHash } = await import('#lib/complaints/open311/file.server.ts');
    const secret_hash = keyHash(o.hub.secrets.encryption, secret);
    const use = async () => (await o.hub.service.rpc('use_complaint_key', { secret_hash })).data;
    expect(await use()).toEqual({ connection_id: id, division_code: '420100' });
    await o.officer.db.rpc('end_complaint_connection', { connection: id });
    expect(await use()).toBeNull();
    const dump = JSON.stringify(await o.hub.sql.query('select * from private.complaint_connections'));
    expect(dump).not.toContain(secret);
  });

  it('show no secret to anybody', async () => {
    const { data } = await o.officer.db.rpc('complaint_connections');
    expect(JSON.stringify(data)).not.toMatch(/sealed|secret/);
    expect((await o.other.db.rpc('complaint_connections')).data).toMatchObject({ connections: [] });
    expect((await o.hub.visitor.rpc('complaint_connections')).error).not.toBeNull();
  });
});
