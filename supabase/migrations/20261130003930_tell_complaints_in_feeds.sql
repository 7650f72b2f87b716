-- The journal is append-only, and a person may ask for coarser places later, an officer take the words back: pages, feeds and mails
-- tell old entries as the complaint is told now.

create function private.complaint_told(entry public.journal) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select (case when c.coarse_time and entry.facts ? 'filed' then jsonb_set(entry.facts, '{filed}', to_jsonb(left(entry.facts ->> 'filed', 7))) else entry.facts end)
    - case when c.visibility <> 'public' then array['title', 'text', 'reply_text', 'channel', 'reason'] else '{}'::text[] end
    - case when c.coarse_place then array['slug', 'name', 'stage', 'lat', 'lng', 'into'] else '{}'::text[] end
    - case when c.coarse_time then array['due_on', 'fix_by'] else '{}'::text[] end
    || case when c.visibility not in ('public', 'stub') and entry.kind <> 'complaint.withheld' then '{"withheld": true}'::jsonb else '{}'::jsonb end
  from public.complaints c where c.complaint_id = entry.subject_id::uuid
$$;
comment on function private.complaint_told(public.journal) is
  'The facts of an entry about a complaint as it is told now: without words where it is a stub or no longer public, without the project where the place is coarse, without days where times are.';

create or replace function private.told_facts(entry public.journal) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entry.subject_type = 'complaint' then
    return coalesce(private.complaint_told(entry), '{}');
  elsif entry.kind in ('disclosure.published', 'disclosure.corrected') and exists (
      select from public.disclosure_versions v where v.disclosure_id = entry.subject_id::uuid
        and v.version = entry.version and v.state = 'withdrawn') then
    return entry.facts - array['facts', 'note', 'changes', 'documents'] || '{"withdrawn": true}';
  elsif entry.subject_type in ('finding', 'rectification') and entry.kind <> 'finding.withheld' and exists (
      select from public.findings f where f.finding_id = split_part(entry.subject_id, '/', 1)::uuid and f.state = 'withheld') then
    return entry.facts - array['outcome', 'lines', 'items', 'reply_text', 'text', 'note', 'reason'] || '{"withheld": true}';
  end if;
  return entry.facts;
end $$;
comment on function private.told_facts(public.journal) is
  'The facts of an entry as pages and feeds tell them: of a version that the bureau withdrew, or of a finding that is withheld, only that it is, as on its page; of a complaint what is told of it now.';

create function private.hides_place(entry public.journal) returns boolean
language sql stable security definer set search_path = ''
as $$
  select entry.subject_type = 'complaint' and entry.project_id is not null
    and exists (select from public.complaints c where c.complaint_id = entry.subject_id::uuid and c.coarse_place)
$$;
comment on function private.hides_place(public.journal) is 'Whether an entry names a project that is not told any more, since the person of the complaint asked for a coarse place.';
revoke execute on function private.complaint_told(public.journal) from public;
grant execute on function private.hides_place(public.journal) to anon, authenticated, service_role;

create or replace function public.read_journal(
  scope jsonb default '{}',
  before bigint default null,
  page_size int default 50
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  size int := least(greatest(page_size, 1), 200);
  found bigint[];
begin
  -- nearly every entry is of the province, so that the primary key finds the newest of them soonest
  if scope - 'division_code' = '{}' and coalesce(scope ->> 'division_code' like '__0000', true) then
    found := array(select m.seq from private.matching_entries(scope, before) m order by m.seq desc limit size + 1);
  elsif scope ? 'project_id' or scope ? 'organization_id' then
    found := array(select m.seq from private.matching_entries(scope, before) m
      where m.subject_type <> 'complaint' or not private.hides_place(m) order by -m.seq limit size + 1);
  else
    found := array(select m.seq from private.matching_entries(scope, before) m order by -m.seq limit size + 1);
  end if;
  return jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', j.seq, 'kind', j.kind, 'version', j.version, 'facts', private.told_facts(j), 'supersedes', j.supersedes,
        'division_code', j.division_code, 'project_id', case when j.subject_type <> 'complaint' or not private.hides_place(j) then j.project_id end,
        'subject_type', j.subject_type, 'subject_id', j.subject_id,
        'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at)
      ) order by j.seq desc)
      from public.journal j where j.seq = any (found[:size])), '[]'),
    'more', cardinality(found) > size,
    -- what facts of disclosures are called and how they are read
    'fields', coalesce((select jsonb_object_agg(i.item, i.fields) from public.disclosure_items i where i.item in (
      select j.facts ->> 'item' from public.journal j where j.seq = any (found[:size])
        and j.kind in ('disclosure.published', 'disclosure.corrected'))), '{}'));
end $$;

create or replace function public.read_subscription_news(subscription uuid, after_seq bigint, through_seq bigint, max_rows int default 30) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with news as (
    select j.* from public.journal j, private.subscriptions s
    where s.subscription_id = subscription and j.seq > after_seq and j.seq <= through_seq and private.in_scope(s.scope, j)
      and (j.subject_type <> 'complaint' or not s.scope ?| array['project_id', 'organization_id'] or not private.hides_place(j))
    order by j.seq desc limit least(greatest(max_rows, 1), 200)
  )
  select jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', n.seq, 'kind', n.kind, 'version', n.version, 'facts', private.told_facts(j), 'supersedes', n.supersedes,
        'division_code', n.division_code, 'project_id', case when j.subject_type <> 'complaint' or not private.hides_place(j) then n.project_id end,
        'subject_type', n.subject_type, 'subject_id', n.subject_id,
        'occurred_at', private.iso_time(n.occurred_at), 'recorded_at', private.iso_time(n.recorded_at)) order by n.seq desc)
      from news n join public.journal j on j.seq = n.seq), '[]'),
    'more', false,
    'fields', coalesce((select jsonb_object_agg(i.item, i.fields) from public.disclosure_items i
      where i.item in (select n.facts ->> 'item' from news n)), '{}'))
$$;
