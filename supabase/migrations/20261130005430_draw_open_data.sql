-- What the pages of open data show of each data set without reading it: how many rows, of what, how large, changed when.

create function private.open_groups(dataset text) returns table (key text, n bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  -- counted where the rows come from (private.open_<dataset>), without building a million of them
  case dataset
    when 'projects' then return query select p.stage, count(*) from public.projects p group by 1;
    when 'parties' then return query select x.role, count(*) from public.project_parties x group by 1;
    when 'milestones' then return query select m.kind, count(*) from public.milestones m group by 1;
    when 'disclosures' then return query select d.status, sum(d.n)::bigint from private.disclosure_counts d
      where d.status in ('due', 'overdue', 'published', 'withdrawn', 'withheld') and d.n > 0 group by 1;
    when 'documents' then return query select f.media_type, count(*) from public.disclosure_documents x
      join public.disclosure_versions v on v.disclosure_id = x.disclosure_id and v.version = x.version and v.state in ('published', 'superseded')
      join public.documents f on f.document_id = x.document_id group by 1;
    when 'open_days' then return query
      select case when o.state <> 'proposed' then o.state when o.overdue_seq is not null then 'overdue' else 'due' end, count(*) from public.open_days o
      where o.announced_at is not null or (o.origin = 'milestone' and o.state = 'proposed' and o.milestone_reached and o.due_on is not null) group by 1;
    when 'findings' then return query select coalesce(f.outcome, 'unverified'), count(*) from public.findings f
      where f.published_at is not null and f.state <> 'withheld' group by 1;
    when 'rectifications' then return query select r.state, count(*) from public.rectifications r join public.findings f on f.finding_id = r.finding_id
      where f.published_at is not null and f.state <> 'withheld' group by 1;
    when 'complaints' then return query select c.state, count(*) from public.complaints c
      where c.visibility in ('public', 'stub') and c.published_at is not null group by 1;
    when 'divisions' then return query select d.level, count(*) from public.divisions d group by 1;
    when 'catalogue' then return query select i.stage, count(*) from public.disclosure_items i group by 1;
    when 'visits' then return query select x."row" ->> 'category', count(*) from private.open_visits('{}', null, null, null) x group by 1;
    else return query
      select t.status, sum(t.n)::bigint from (
        select case when d.status = 'due' then 'running' when d.status = 'overdue' then 'overdue' when d.days_late > 0 then 'late' else 'met' end as status, count(*) as n
        from public.disclosures d where d.due_on is not null
          and (d.status in ('due', 'overdue') or (d.status in ('published', 'withdrawn') and d.first_published_at is not null)) group by 1
        union all select x."row" ->> 'status', count(*) from private.open_open_day_deadlines('{}', null, null, null) x group by 1
        union all select x."row" ->> 'status', count(*) from private.open_rectification_deadlines('{}', null, null, null) x group by 1
        union all select x."row" ->> 'status', count(*) from private.open_complaint_deadlines('{}', null, null, null) x group by 1) t group by 1;
  end case;
end $$;
comment on function private.open_groups(text) is
  'Rows of a data set by the column that its figure shows: stage, role, kind, status, media_type, outcome, state, level or category. Their sum is the number of rows.';

create function public.open_figures(only_dataset text default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  each text;
  found jsonb := '{}';
  changed jsonb;
begin
  if only_dataset is not null and not only_dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  -- entries of a kind touch the same data sets: the newest of each kind tells, without a walk through the journal
  changed := coalesce((
    with recursive kinds as (
      (select j.kind from public.journal j order by j.kind limit 1)
      union all select (select j.kind from public.journal j where j.kind > k.kind order by j.kind limit 1) from kinds k where k.kind is not null
    ), newest as (
      select (select j from public.journal j where j.kind = k.kind order by -j.seq limit 1) as entry from kinds k where k.kind is not null
    )
    select jsonb_object_agg(x.dataset, jsonb_build_object('seq', x.seq, 'at', private.iso_time(x.at))) from (
      select distinct on (t.dataset) t.dataset, (n.entry).seq, (n.entry).recorded_at as at
      from newest n cross join lateral private.open_touched(n.entry) t order by t.dataset, (n.entry).seq desc) x), '{}');
  foreach each in array private.open_datasets() loop
    continue when each <> only_dataset;
    found := found || jsonb_build_object(each, (
      select jsonb_build_object('rows', coalesce(sum(g.n), 0), 'by', coalesce(jsonb_object_agg(g.key, g.n), '{}'), 'changed', changed -> each)
        || (select jsonb_build_object('json', coalesce(round(avg(octet_length(p."row"::text))), 0), 'csv', coalesce(round(avg((
            select sum(coalesce(octet_length(v.value), 0) + 1) from jsonb_each_text(p."row") v))), 0))
          from private.open_page(each, '{}', null, 50, null) p)
      from private.open_groups(each) g));
  end loop;
  return found;
end $$;
comment on function public.open_figures(text) is
  'Each data set of open data (or one): {rows, by {value: rows}, changed {seq, at} of the last entry that touched it, json and csv: bytes of an average row among the first fifty}. Raises P0002 unknown_dataset.';
revoke execute on function public.open_figures(text) from public;
grant execute on function public.open_figures(text) to anon, authenticated, service_role;
