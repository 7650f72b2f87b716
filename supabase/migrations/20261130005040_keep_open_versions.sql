-- Open data as of an earlier entry of the journal: how rows of projects and disclosures were is kept when they change.

create table private.open_versions (
  dataset text not null,
  key text collate "C" not null,
  seq bigint not null,
  id text not null,
  project_id uuid not null,
  division_code text not null,
  "row" jsonb,
  constraint open_versions_pkey primary key (dataset, key, seq)
);
comment on table private.open_versions is
  'Rows of projects and disclosures as they were, append-only. Read by open_rows_at alone, which tells of a version that was withdrawn since only that there was one.';
comment on column private.open_versions.dataset is 'projects or disclosures.';
comment on column private.open_versions.key is 'Key of the record there.';
comment on column private.open_versions.seq is 'The journal entry from which on the row was so.';
comment on column private.open_versions.id is 'Its public id.';
comment on column private.open_versions.project_id is 'The project.';
comment on column private.open_versions.division_code is 'Its division then.';
comment on column private.open_versions."row" is 'The row; null: from then on it is not public.';
create index open_versions_project_idx on private.open_versions (project_id);
create trigger open_versions_are_append_only before update or delete on private.open_versions for each row execute function private.refuse_change();
create trigger open_versions_are_never_emptied before truncate on private.open_versions for each statement execute function private.refuse_change();

create function private.disclosure_is_open(status text) returns boolean
language sql immutable parallel safe
as $$ select status in ('due', 'overdue', 'published', 'withdrawn', 'withheld') $$;
comment on function private.disclosure_is_open(text) is 'Whether a disclosure that stands so is a row of open data. Without `set search_path`, so that it is inlined.';
grant execute on function private.disclosure_is_open(text) to anon, authenticated, service_role;

create function private.keep_project_version(project uuid, at bigint) returns void
-- planned once, since to plan takes longer than to run; and along indexes even where the tables are empty then, since an import
-- fills them before anything plans anew
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off
as $$
begin
  -- of several entries about a project the last one keeps it: a row is final by then
  -- (by project, of which there are few entries, and never by number: an import appends thousands)
  if exists (select from (select j.seq, j.subject_type from public.journal j where j.project_id = project offset 0) x
    where x.seq > at and x.subject_type in ('project', 'milestone')) then return; end if;
  insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
  select 'projects', project::text, at, p.slug, p.project_id, p.division_code, t."row"
  from public.projects p cross join lateral (select private.open_project_row(p) as "row" offset 0) t
  where p.project_id = project
    and t."row" is distinct from (select v."row" from private.open_versions v where v.dataset = 'projects' and v.key = project::text order by v.seq desc limit 1);
end $$;
comment on function private.keep_project_version(uuid, bigint) is 'Keeps the row of a project where it differs from the last one kept.';

create function private.keep_disclosure_versions(disclosures uuid[], at bigint) returns void
-- planned once, since to plan takes longer than to run; and along indexes even where the tables are empty then, since an import
-- fills them before anything plans anew
language plpgsql security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off
as $$
begin
  insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
  select 'disclosures', d.disclosure_id::text, at, d.slug, d.project_id, d.division_code, t."row"
  from public.disclosures d
  join public.projects p on p.project_id = d.project_id
  left join public.disclosure_versions v on v.disclosure_id = d.disclosure_id and v.version = d.version and v.state = 'published'
  left join public.organizations s on s.organization_id = v.supplied_by
  left join public.organizations c on c.organization_id = v.confirmed_by
  left join public.organizations b on b.organization_id = v.published_by
  left join public.disclosure_verifications k on k.disclosure_id = d.disclosure_id and k.version = d.version
  cross join lateral (select case when private.disclosure_is_open(d.status) then private.open_disclosure_row(d, p.slug, v, s.slug, c.slug, b.slug, k) end as "row" offset 0) t
  where d.disclosure_id = any (disclosures)
    -- what never was a row has none
    and t."row" is distinct from (select x."row" from private.open_versions x where x.dataset = 'disclosures' and x.key = d.disclosure_id::text order by x.seq desc limit 1)
  on conflict on constraint open_versions_pkey do nothing;
end $$;
comment on function private.keep_disclosure_versions(uuid[], bigint) is 'Keeps rows of disclosures where they differ from the last kept; null once one is no row any more.';

create function private.keep_versions() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  case new.subject_type
    when 'disclosure' then perform private.keep_disclosure_versions(array[new.subject_id::uuid], new.seq);
    when 'project', 'milestone' then perform private.keep_project_version(new.project_id, new.seq);
    when 'schedule' then
      perform private.keep_disclosure_versions(array(select d.disclosure_id from public.disclosures d where d.project_id = new.project_id
        and (private.disclosure_is_open(d.status) or exists (select from private.open_versions v where v.dataset = 'disclosures' and v.key = d.disclosure_id::text))), new.seq);
    else
      perform private.keep_disclosure_versions(array(select distinct i.disclosure_id from public.finding_items i
        where i.finding_id = split_part(new.subject_id, '/', 1)::uuid and i.disclosure_id is not null), new.seq);
  end case;
  return null;
end $$;
comment on function private.keep_versions() is 'Trigger at commit: keeps the rows of projects and disclosures that an entry names.';
create constraint trigger journal_keep_versions after insert on public.journal deferrable initially deferred for each row
  when (new.subject_type in ('project', 'milestone', 'disclosure', 'schedule', 'finding', 'rectification')) execute function private.keep_versions();

-- What there is now is what is known first.
insert into private.settings (name, value) values ('open_versions_from', private.open_head()::text);
insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
select 'projects', t.key, private.open_head(), p.slug, p.project_id, p.division_code, t."row"
from private.open_projects('{}', null, null, null) t join public.projects p on p.project_id = t.key::uuid;
insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
select 'disclosures', t.key, private.open_head(), d.slug, d.project_id, d.division_code, t."row"
from private.open_disclosures('{}', null, null, null) t join public.disclosures d on d.disclosure_id = t.key::uuid;

create function private.open_past(dataset text, at bigint, filters jsonb, after text, n int) returns table (key text, "row" jsonb)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  return query
  select x.key::text, x.told from (
    select distinct on (v.key) v.key, v.project_id, v.division_code,
      -- what the bureau took back since is not told of the past either
      case when v."row" is not null and w.version is not null
        then v."row" || '{"facts": null, "note": null, "reason": null}' else v."row" end as told
    from private.open_versions v
    left join public.disclosure_versions w on v.dataset = 'disclosures' and w.disclosure_id = v.key::uuid and w.version = (v."row" ->> 'version')::int and w.state = 'withdrawn'
    where v.dataset = open_past.dataset and v.seq <= at and (after is null or v.key > after collate "C")
    order by v.key, v.seq desc) x
  where x.told is not null
    and (filters ->> 'project_id' is null or x.project_id = (filters ->> 'project_id')::uuid)
    and (filters ->> 'division' is null or x.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'type' is null or x.told ->> 'housing_type' = filters ->> 'type')
    and (filters ->> 'stage' is null or x.told ->> 'stage' = filters ->> 'stage')
    and (filters ->> 'pilot' is null or (x.told ->> 'pilot')::boolean = (filters ->> 'pilot' = 'yes'))
    and (filters ->> 'place' is null or (x.told ->> 'lat' is null) = (filters ->> 'place' = 'none'))
    and (filters -> 'box' is null or ((x.told ->> 'lat')::float8 >= (filters -> 'box' ->> 1)::float8 and (x.told ->> 'lat')::float8 < (filters -> 'box' ->> 3)::float8
      and (x.told ->> 'lng')::float8 >= (filters -> 'box' ->> 0)::float8 and (x.told ->> 'lng')::float8 < (filters -> 'box' ->> 2)::float8))
    and (filters ->> 'item' is null or x.told ->> 'item' = filters ->> 'item')
    and (filters ->> 'status' is null or filters ->> 'status' = 'all' or case when filters ->> 'status' = 'late' then x.told ->> 'status' = 'published' and (x.told ->> 'days_late')::int > 0
      else x.told ->> 'status' = filters ->> 'status' end)
  order by x.key limit n;
end $$;
comment on function private.open_past(text, bigint, jsonb, text, int) is 'Rows of projects or disclosures as they were after an entry.';

create function public.open_rows_at(dataset text, at bigint, filters jsonb default '{}', after text default null, page_size int default 1000) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 5000);
  since bigint := coalesce(private.setting('open_versions_from')::bigint, 0);
  head bigint := private.open_head();
  found json;
  last text;
begin
  if dataset is null or not dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  if dataset not in ('projects', 'disclosures') then raise exception 'dataset_keeps_no_past' using errcode = '23514'; end if;
  if at is null or at < since then raise exception 'past_not_kept' using errcode = '23514', detail = since::text; end if;
  if at > head then raise exception 'past_is_ahead' using errcode = '23514', detail = head::text; end if;
  -- who took part then, and the words that are searched, are not kept
  if filters ?| array['organization', 'q'] then raise exception 'filter_not_of_past' using errcode = '23514'; end if;
  -- a function's rows come in their order
  select coalesce(json_agg(json_build_array(x.key, x."row")), '[]'), case when count(*) = size then (array_agg(x.key))[size] end
  into found, last
  from private.open_past(dataset, at, private.open_filters_of(dataset, filters), after, size) x;
  return json_build_object('head', at, 'rows', found, 'next', last);
end $$;
comment on function public.open_rows_at(text, bigint, jsonb, text, int) is
  'As open_rows, of projects or disclosures as they were after the entry `at`; head is that entry. Facts of a version that was withdrawn since are left out. Raises P0002 unknown_dataset; 23514 dataset_keeps_no_past, past_not_kept (detail: the first entry that is), past_is_ahead (detail: the newest), filter_not_of_past (organization and q); 22P02 invalid.';
revoke execute on function public.open_rows_at(text, bigint, jsonb, text, int) from public;
grant execute on function public.open_rows_at(text, bigint, jsonb, text, int) to anon, authenticated, service_role;
