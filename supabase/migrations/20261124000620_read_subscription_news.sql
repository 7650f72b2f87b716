-- What a mail to a subscription tells: entries as feeds tell them, so that what was withdrawn is not told by mail either.

create function public.read_subscription_news(subscription uuid, after_seq bigint, through_seq bigint, max_rows int default 30) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with news as (
    select j.* from public.journal j, private.subscriptions s
    where s.subscription_id = subscription and j.seq > after_seq and j.seq <= through_seq and private.in_scope(s.scope, j)
    order by j.seq desc limit least(greatest(max_rows, 1), 200)
  )
  select jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', n.seq, 'kind', n.kind, 'version', n.version, 'facts', private.told_facts(j), 'supersedes', n.supersedes,
        'division_code', n.division_code, 'project_id', n.project_id,
        'subject_type', n.subject_type, 'subject_id', n.subject_id,
        'occurred_at', private.iso_time(n.occurred_at), 'recorded_at', private.iso_time(n.recorded_at)) order by n.seq desc)
      from news n join public.journal j on j.seq = n.seq), '[]'),
    'more', false,
    'fields', coalesce((select jsonb_object_agg(i.item, i.fields) from public.disclosure_items i
      where i.item in (select n.facts ->> 'item' from news n)), '{}'))
$$;
comment on function public.read_subscription_news(uuid, bigint, bigint, int) is
  'Entries of the journal for one mail, newest first, in the form of read_journal. Service role only.';
revoke execute on function public.read_subscription_news(uuid, bigint, bigint, int) from public, anon, authenticated;
grant execute on function public.read_subscription_news(uuid, bigint, bigint, int) to service_role;
