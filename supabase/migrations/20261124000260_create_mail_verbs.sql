-- The outbox at work: nodes take mails, send them, and say how it went. A mail that may have been sent is not sent again.

create function public.claim_mails(node text, max_rows int, seconds int, to_people boolean default true) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  looked int;
  claimed jsonb;
begin
  -- its node died: before, while or after the mail server took it, nobody can tell
  update private.mails m set state = 'unknown' where m.state = 'sending' and m.claimed_until < now();
  loop
    with due as (
      select m.mail_id, case
          when m.to_user is not null then to_people and exists (
            select from auth.users u where u.id = m.to_user and u.email is not null and u.email_confirmed_at is not null)
          else exists (
            select from private.subscriptions s where s.subscription_id = m.to_subscription
              and s.state = case m.kind when 'subscription.asked' then 'pending' else 'active' end)
        end as wanted
      from private.mails m
      where m.state = 'queued' and m.next_attempt_at <= now()
      order by m.next_attempt_at, m.mail_id limit greatest(max_rows, 1) for update skip locked
    ), decided as (
      update private.mails m set state = case when d.wanted then 'sending' else 'skipped' end,
        attempts = m.attempts + d.wanted::int, claimed_by = node, claimed_until = now() + make_interval(secs => seconds)
      from due d where m.mail_id = d.mail_id
      returning m.*
    )
    select count(*), jsonb_agg(jsonb_build_object('mail_id', t.mail_id, 'kind', t.kind, 'facts', t.facts, 'path', t.path,
        'locale', t.locale, 'created_at', t.created_at, 'address', u.email, 'subscription_id', s.subscription_id,
        'sealed_address', s.sealed_address, 'scope', s.scope, 'subject', private.scope_subject(s.scope), 'frequency', s.frequency)
      order by t.mail_id) filter (where t.state = 'sending')
    into looked, claimed
    from decided t
    left join auth.users u on u.id = t.to_user
    left join private.subscriptions s on s.subscription_id = t.to_subscription;
    exit when looked = 0 or claimed is not null;
  end loop;
  return coalesce(claimed, '[]');
end $$;
comment on function public.claim_mails(text, int, int, boolean) is
  'Takes mails that are due for some seconds, with where they go. What another node took and did not settle in its time becomes unknown; what must not be sent (ended subscriptions; addresses not confirmed; mails to persons unless to_people) is skipped. Service role only.';

create function public.settle_mail(mail uuid, node text, ok boolean, error text default null) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  -- news that come late, when the mail counts as unknown already, are still news
  update private.mails m set
    state = case when ok then 'sent' when ok is null then 'unknown' when m.attempts >= 6 then 'failed' else 'queued' end,
    sent_at = case when ok then now() end,
    last_error = left(error, 60),
    claimed_until = null,
    next_attempt_at = now() + (array[interval '1 minute', interval '5 minutes', interval '30 minutes', interval '2 hours', interval '12 hours'])
      [least(m.attempts, 5)]
  where m.mail_id = mail and m.claimed_by = node and m.state in ('sending', 'unknown');
  return found;
end $$;
comment on function public.settle_mail(uuid, text, boolean, text) is
  'Says how sending went: true sent; false not sent, tried again after 1, 5, 30 minutes, 2 and 12 hours, failed after the sixth time; null nobody can tell, so it is unknown. False when the node does not hold it. Service role only.';

create function public.read_work() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'jobs', coalesce((select jsonb_agg(jsonb_build_object('job', j.job, 'runs_every', extract(epoch from j.runs_every),
        'next_run_at', j.next_run_at, 'running', coalesce(j.claimed_until >= now(), false), 'last_started_at', j.last_started_at,
        'last_finished_at', j.last_finished_at, 'age', extract(epoch from now() - j.last_finished_at),
        'last_outcome', j.last_outcome, 'last_error', j.last_error) order by j.job)
      from private.jobs j), '[]'),
    'mails', (select jsonb_object_agg(x.state, (select count(*) from private.mails m where m.state = x.state))
      from unnest(array['queued', 'sending', 'failed', 'unknown']) x (state)))
$$;
comment on function public.read_work() is
  'How jobs and the outbox stand: {jobs, mails by state}. age is the seconds since a job last ended well. Service role only.';

create function public.read_troubled_mails(max_rows int default 100) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('mail_id', m.mail_id, 'kind', m.kind, 'state', m.state, 'attempts', m.attempts,
    'last_error', m.last_error, 'created_at', m.created_at) order by m.mail_id), '[]')
  from (select * from private.mails where state in ('failed', 'unknown') order by mail_id limit least(greatest(max_rows, 1), 1000)) m
$$;
comment on function public.read_troubled_mails(int) is 'Mails that failed or may or may not have been sent, oldest first, without addresses. Service role only.';

create function public.retry_mails(mail uuid default null) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  queued int;
begin
  update private.mails m set state = 'queued', attempts = 0, next_attempt_at = now(), claimed_by = null, claimed_until = null
  where case when mail is null then m.state = 'failed' else m.mail_id = mail and m.state in ('failed', 'unknown') end;
  get diagnostics queued = row_count;
  return queued;
end $$;
comment on function public.retry_mails(uuid) is
  'The operator has a mail sent again that failed, or, by its id alone, one that is unknown (null: all that failed); returns how many. Service role only.';

create function public.tidy_mails() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  subscriptions_gone int;
  mails_gone int;
begin
  delete from private.subscriptions s
  where (s.state = 'pending' and s.created_at < now() - interval '3 days') or (s.state = 'ended' and s.ended_at < now() - interval '30 days');
  get diagnostics subscriptions_gone = row_count;
  delete from private.mails m
  where (m.state in ('sent', 'skipped') and m.created_at < now() - interval '30 days')
    or (m.state in ('failed', 'unknown') and m.created_at < now() - interval '180 days');
  get diagnostics mails_gone = row_count;
  return jsonb_build_object('subscriptions', subscriptions_gone, 'mails', mails_gone);
end $$;
comment on function public.tidy_mails() is
  'Forgets subscriptions that nobody confirmed in three days or that ended 30 days ago, and mails that are long settled: {subscriptions, mails}. Service role only.';

revoke execute on function public.claim_mails(text, int, int, boolean), public.settle_mail(uuid, text, boolean, text), public.read_work(),
  public.read_troubled_mails(int), public.retry_mails(uuid), public.tidy_mails() from public, anon, authenticated;
grant execute on function public.claim_mails(text, int, int, boolean), public.settle_mail(uuid, text, boolean, text), public.read_work(),
  public.read_troubled_mails(int), public.retry_mails(uuid), public.tidy_mails() to service_role;
