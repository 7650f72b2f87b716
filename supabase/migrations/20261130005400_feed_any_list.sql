-- A feed and a calendar of any list that a page shows: the entries of the journal about what passes the filter now.

-- what is asked for is found by its id; findings, complaints and supervisors have such an index already
create index journal_disclosure_idx on public.journal (subject_id, seq) where subject_type = 'disclosure';
create index journal_open_day_idx on public.journal (subject_id, seq) where subject_type = 'open_day';

create function private.listed_ids(list text, filters jsonb) returns setof text
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  case list
    when 'projects' then
      return query select m.project_id::text from private.matching_projects(filters) m;
    when 'disclosures' then
      return query select m.disclosure_id::text from private.matching_disclosures(private.with_projects(filters)) m;
    when 'open-days' then
      return query select m.open_day_id::text from private.matching_open_days(filters) m
        where m.status = any (private.statuses_in(filters ->> 'status'));
    when 'findings' then
      return query with m as materialized (select f.finding_id from private.matching_findings(filters) f
          where filters ->> 'outcome' is null or coalesce(f.outcome, 'unverified') = filters ->> 'outcome')
        select m.finding_id::text from m
        union all select r.finding_id || '/' || r.position from m join public.rectifications r on r.finding_id = m.finding_id;
    when 'complaints' then
      return query select m.complaint_id::text from private.matching_complaints(filters) m
        where filters ->> 'group' is null or private.complaint_group(m.queue) = filters ->> 'group';
    else
      raise exception 'invalid' using errcode = '22023';
  end case;
end $$;
comment on function private.listed_ids(text, jsonb) is
  'What a list shows, by the ids that the journal knows it by: of projects theirs; of disclosures, open-days, findings (with their rectifications) and complaints those of its subjects. The filters are those of the list, with its status, outcome or group.';

create function private.tell_entries(seqs bigint[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', j.seq, 'kind', j.kind, 'version', j.version, 'facts', private.told_facts(j), 'supersedes', j.supersedes,
        'division_code', j.division_code, 'project_id', case when j.subject_type <> 'complaint' or not private.hides_place(j) then j.project_id end,
        'subject_type', j.subject_type, 'subject_id', j.subject_id,
        'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at)
      ) order by j.seq desc)
      from public.journal j where j.seq = any (seqs)), '[]'),
    'fields', coalesce((select jsonb_object_agg(i.item, i.fields) from public.disclosure_items i where i.item in (
      select j.facts ->> 'item' from public.journal j where j.seq = any (seqs)
        and j.kind in ('disclosure.published', 'disclosure.corrected'))), '{}'))
$$;
comment on function private.tell_entries(bigint[]) is 'These entries of the journal in the form of read_journal, newest first, as they are told now.';

create function public.read_list_news(list text, filters jsonb default '{}', before bigint default null, page_size int default 50) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 200);
  few int := 1000;
  by_project boolean := list = 'projects';
  -- in the words of the index that serves each list
  of_list text := case list when 'projects' then '(j.subject_type <> ''complaint'' or not private.hides_place(j))'
    when 'disclosures' then 'j.subject_type = ''disclosure''' when 'open-days' then 'j.subject_type = ''open_day'''
    when 'findings' then 'j.subject_type in (''finding'', ''rectification'')' else 'j.subject_type = ''complaint''' end;
  ids text[] := array(select x.id from private.listed_ids(list, filters) x (id) limit few + 1);
  newest bigint := least(before - 1, (select j.seq from public.journal j order by j.seq desc limit 1));
  reach bigint;
  found bigint[];
begin
  if cardinality(ids) <= few then
    execute format('select array(select e.seq from unnest($1) i (id) cross join lateral (
        select j.seq from public.journal j where %s and %s and j.seq <= $2 order by j.seq desc limit $3) e order by e.seq desc limit $3)',
      case when by_project then 'j.project_id = i.id::uuid' else 'j.subject_id = i.id' end, of_list)
    into found using ids, newest, size + 1;
  else
    -- of many, enough are among the newest entries; else the whole journal is looked through
    foreach reach in array array[20000, newest] loop
      execute format('select array(select j.seq from public.journal j where %s and j.seq <= $1 and j.seq > $2
          and %s in (select x.id from private.listed_ids($3, $4) x (id)) order by j.seq desc limit $5)',
        of_list, case when by_project then 'j.project_id::text' else 'j.subject_id' end)
      into found using newest, newest - reach, list, filters, size + 1;
      exit when cardinality(found) > size;
    end loop;
  end if;
  return private.tell_entries(found[:size]) || jsonb_build_object('more', cardinality(found) > size);
end $$;
comment on function public.read_list_news(text, jsonb, bigint, int) is
  'The entries about what a list shows now, newest first, below `before` if given, at most 200, in the form of read_journal. list: projects (everything about them), disclosures, open-days, findings, complaints; filters as the list takes them. Raises 22023 invalid for another list.';

create function public.open_days_listed(filters jsonb default '{}', from_at timestamptz default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return (select coalesce(jsonb_agg(private.open_day_card(o) || jsonb_build_object('meeting_point', o.meeting_point, 'sequence', o.sequence,
      'cancelled_reason', o.cancelled_reason, 'booking', null) order by o.starts_at, o.open_day_id), '[]')
    from public.open_days o where o.open_day_id = any (array(
      select m.open_day_id from private.matching_open_days(filters) m
      where m.announced_at is not null and m.starts_at >= coalesce(from_at, private.now() - interval '90 days')
        and (filters ->> 'status' is null or m.status = any (private.statuses_in(filters ->> 'status')))
      order by m.starts_at, m.open_day_id limit 1000)));
end $$;
comment on function public.open_days_listed(jsonb, timestamptz) is
  'Announced days of a list for a calendar, from a time on (90 days ago unless given), at most 1000. Without a status those that were held or cancelled stay, so that a calendar hears of it.';

revoke execute on function public.read_list_news(text, jsonb, bigint, int), public.open_days_listed(jsonb, timestamptz) from public;
grant execute on function public.read_list_news(text, jsonb, bigint, int), public.open_days_listed(jsonb, timestamptz) to anon, authenticated, service_role;
