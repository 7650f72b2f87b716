import { randomBytes, randomUUID } from 'node:crypto';
import { keyHash } from '#lib/complaints/open311/file.server.ts';
import { sealPurpose } from '#lib/complaints/webhooks/secret.ts';
import { newSecret } from '#lib/complaints/webhooks/sign.ts';
import type { Sql } from '#lib/server/backend/types.ts';
import { seal } from '#lib/server/seal.ts';
import type { Secrets } from '#lib/server/secrets.ts';
import { bureaus } from './bureaus.ts';

/** Names under .example lead nowhere (RFC 2606): whoever goes on sending sees how that fails. */
const receiver = 'https://receiver.example/sunlit/complaints';

/**
 * What a bureau connected to its complaints: a key of Open311, and a receiver that took events until some days before the
 * last one, then failed so often that it was paused. Nothing was ever sent, and the names say so. The log holds real steps
 * of the demonstration, as `queue_webhooks` would have queued them and `settle_webhook` settled them. Nobody knows key and secret.
 */
export async function connectSystems({ encryption }: Secrets, sql: Sql): Promise<void> {
  const [key, hook] = [randomUUID(), randomUUID()];
  const facts = {
    key,
    hook,
    receiver,
    uscc: bureaus.wuhan.uscc,
    secret_hash: keyHash(encryption, randomBytes(24).toString('base64url')),
    sealed: seal(encryption, sealPurpose, newSecret(), hook)
  };
  await sql.query(
    `with f as (select $1::jsonb as f),
    bureau as (
      select o.organization_id, public.find_account('wuhan@example.org') as officer, (select max(e.at) from public.complaint_events e) as until,
        (select max(e.event_id) from public.complaint_events e) as last
      from public.organizations o, f where o.uscc = f ->> 'uscc' and not exists (select from private.complaint_connections)
    ), steps as (
      select e.event_id, e.at, b.until - e.at as ago, c.visibility in ('public', 'stub') as told, row_number() over (order by e.event_id) as n,
        row_number() over (partition by b.until - e.at > interval '2 days' order by e.event_id desc) as latest
      from bureau b join public.complaints c on c.bureau_id = b.organization_id join public.complaint_events e on e.complaint_id = c.complaint_id
      where c.published_at is not null and e.at >= b.until - interval '60 days' and private.event_audience(e.event) = 'public'
    ), log as (
      -- the eighth and last time is two days after the first
      select s.event_id, s.at, x.state, case x.state when 'sent' then case when s.n % 5 = 2 then 3 else 1 end when 'failed' then 8 when 'queued' then 6 else 0 end as attempts
      from steps s, lateral (select case when not s.told then 'skipped' when s.ago <= interval '2 days' then 'queued' when s.latest <= 3 then 'failed' else 'sent' end as state) x
    ), made as (
      insert into private.complaint_connections (connection_id, kind, organization_id, name, secret_hash, sealed, url, state, after_event, failures, used_on, created_by, created_at)
      select x.id::uuid, x.kind, b.organization_id, x.name, x.hash, x.sealed, x.url, x.state, case when x.kind = 'webhook' then b.last end, x.failures,
        case when x.kind = 'webhook' then (select private.shanghai_day(max(l.at)) from log l where l.state = 'sent') end, b.officer, b.until - interval '60 days'
      from bureau b, f, lateral (values
        (f ->> 'key', 'open311', '市民小程序（示范，钥匙没有交给任何人）', f ->> 'secret_hash', null, null, 'on', 0),
        (f ->> 'hook', 'webhook', '办公系统（示范，接收地址不存在，从未发送）', null, f ->> 'sealed', f ->> 'receiver', 'paused', 20)
      ) x (id, kind, name, hash, sealed, url, state, failures)
      returning connection_id
    )
    insert into private.complaint_deliveries (connection_id, event_id, state, attempts, status, last_error, created_at, settled_at, next_attempt_at)
    select m.connection_id, l.event_id, l.state, l.attempts, case l.state when 'sent' then 204 when 'skipped' then null else 503 end,
      case when l.state in ('failed', 'queued') then 'HTTP 503' end, l.at + interval '15 seconds',
      l.at + case l.state when 'sent' then case when l.attempts = 1 then interval '16 seconds' else interval '6 minutes' end
        when 'failed' then interval '45 hours' when 'skipped' then interval '6 minutes' end,
      now() + interval '1 hour'
    from f, log l, made m where m.connection_id = (f ->> 'hook')::uuid`,
    [JSON.stringify(facts)]
  );
}
