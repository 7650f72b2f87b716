-- Events of public complaints on their way to what bureaus connected. Verbs know nothing of it: a cursor follows the history.

create function public.queue_webhooks(max_rows int default 500) returns int
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  x private.complaint_connections;
  last bigint;
  queued int;
  done int := 0;
begin
  for x in select * from private.complaint_connections y where y.kind = 'webhook' and y.state <> 'ended' order by y.connection_id for no key update skip locked loop
    last := (select max(e.event_id) from (select z.event_id from public.complaint_events z where z.event_id > x.after_event order by z.event_id limit max_rows) e);
    continue when last is null;
    -- a step that began earlier may be committed later: the last of those looked at are looked at again
    insert into private.complaint_deliveries (connection_id, event_id)
    select x.connection_id, e.event_id from public.complaint_events e join public.complaints c on c.complaint_id = e.complaint_id
    where e.event_id > x.after_event - 200 and e.event_id <= last and e.at >= x.created_at and private.event_audience(e.event) = 'public'
      and c.bureau_id = x.organization_id and c.visibility in ('public', 'stub')
    order by e.event_id
    on conflict on constraint complaint_deliveries_once_key do nothing;
    get diagnostics queued = row_count;
    done := done + queued;
    update private.complaint_connections y set after_event = last where y.connection_id = x.connection_id;
  end loop;
  delete from private.complaint_deliveries d where d.delivery_id in (
    select z.delivery_id from private.complaint_deliveries z join private.complaint_connections y on y.connection_id = z.connection_id
    where z.settled_at < now() - interval '90 days' and z.event_id <= y.after_event - 200 order by z.settled_at limit 100);
  return done;
end $$;
comment on function public.queue_webhooks(int) is
  'Queues, for each receiver, steps of public complaints of its own bureau that everyone may know, since it last looked; forgets deliveries settled 90 days ago. Returns how many were queued. Service role only.';

create function private.webhook_facts(e public.complaint_events, c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('event', 'complaint.' || e.event,
    'occurred_at', case when c.coarse_time then to_char(private.shanghai_day(e.at), 'YYYY-MM') else private.iso_time(e.at) end,
    'reason', case when c.visibility = 'public' and e.by <> 'person' then e.reason end,
    'complaint', private.complaint_facts(c) || private.complaint_due_facts(c) || jsonb_build_object('outcome', case when private.reply_stands(c) then c.outcome end,
      'result', case when private.reply_stands(c) then c.result end)))
$$;
comment on function private.webhook_facts(public.complaint_events, public.complaints) is 'What a receiver is told of a step: what the journal would say, and nothing of the person.';

create function public.claim_webhooks(node text, max_rows int, seconds int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  claimed jsonb;
begin
  -- its node died: the receiver may get the message twice, with the same id
  update private.complaint_deliveries d set state = 'queued', claimed_until = null where d.state = 'sending' and d.claimed_until < now();
  update private.complaint_deliveries d set state = 'skipped', settled_at = now()
  where d.delivery_id in (
    select z.delivery_id from private.complaint_deliveries z join public.complaint_events e on e.event_id = z.event_id join public.complaints c on c.complaint_id = e.complaint_id
    where z.state = 'queued' and z.next_attempt_at <= now() and c.visibility not in ('public', 'stub') order by z.next_attempt_at limit 100 for update of z skip locked);
  with due as (
    select d.delivery_id from private.complaint_deliveries d join private.complaint_connections x on x.connection_id = d.connection_id and x.state = 'on'
    where d.state = 'queued' and d.next_attempt_at <= now() order by d.next_attempt_at, d.delivery_id limit greatest(max_rows, 1) for update of d skip locked
  ), taken as (
    update private.complaint_deliveries d set state = 'sending', attempts = d.attempts + 1, claimed_by = node, claimed_until = now() + make_interval(secs => seconds)
    from due where d.delivery_id = due.delivery_id returning d.*
  )
  select jsonb_agg(jsonb_build_object('delivery_id', t.delivery_id, 'connection_id', t.connection_id, 'url', x.url, 'sealed', x.sealed,
    'facts', private.webhook_facts(e, c)) order by t.event_id) into claimed
  from taken t join private.complaint_connections x on x.connection_id = t.connection_id
  join public.complaint_events e on e.event_id = t.event_id join public.complaints c on c.complaint_id = e.complaint_id;
  return coalesce(claimed, '[]');
end $$;
comment on function public.claim_webhooks(text, int, int) is
  'Takes events that are due for some seconds: [{delivery_id, connection_id, url, sealed, facts}]. What is no longer public is skipped; what another node took and did not settle in its time is taken again. Service role only.';

create function public.settle_webhook(delivery uuid, node text, ok boolean, status int default null, error text default null, gone boolean default false) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  d private.complaint_deliveries;
  x private.complaint_connections;
begin
  update private.complaint_deliveries z set state = case when ok then 'sent' when z.attempts >= 8 then 'failed' else 'queued' end,
    status = settle_webhook.status, last_error = case when not ok then left(settle_webhook.error, 60) end, claimed_until = null,
    settled_at = case when ok or z.attempts >= 8 then now() end,
    next_attempt_at = now() + (array[interval '1 minute', interval '5 minutes', interval '30 minutes', interval '2 hours', interval '6 hours', interval '12 hours', interval '1 day'])
      [least(z.attempts, 7)]
  where z.delivery_id = delivery and z.claimed_by = node and z.state = 'sending' returning * into d;
  if d.delivery_id is null then return false; end if;
  update private.complaint_connections y set failures = case when ok then 0 else y.failures + 1 end, used_on = case when ok then private.today() else y.used_on end,
    state = case when y.state = 'on' and (gone or not ok and y.failures + 1 >= 20) then 'paused' else y.state end
  where y.connection_id = d.connection_id and (not ok or y.failures > 0 or y.used_on is distinct from private.today()) returning * into x;
  if x.state = 'paused' and not ok and (gone or x.failures = 20) then
    perform private.notify_people(array(select distinct m.user_id from public.memberships m where m.organization_id = x.organization_id and m.role = 'officer'
        and m.duties && '{reviewer}' and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')),
      'complaint.webhook_paused', jsonb_build_object('name', x.name, 'error', left(settle_webhook.error, 60)), '/desk/complaints/connections/' || x.connection_id);
  end if;
  return true;
end $$;
comment on function public.settle_webhook(uuid, text, boolean, int, text, boolean) is
  'Says how sending went: tried again after 1, 5, 30 minutes, 2, 6, 12 hours and a day, failed after the eighth time. After 20 failures one after the other, or when the receiver is gone, it is paused and reviewers are told. False when the node does not hold it. Service role only.';

revoke execute on function public.queue_webhooks(int), public.claim_webhooks(text, int, int), public.settle_webhook(uuid, text, boolean, int, text, boolean)
  from public, anon, authenticated;
grant execute on function public.queue_webhooks(int), public.claim_webhooks(text, int, int), public.settle_webhook(uuid, text, boolean, int, text, boolean) to service_role;
