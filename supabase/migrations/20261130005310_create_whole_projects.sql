-- Everything public about some projects in one read, for outlets that tell a project with all that belongs to it.
-- The rows are those of the open data: what is in no data set is not in here either.

create function public.open_whole_projects(slug text default null, after text default null, page_size int default 100, keys text[] default null)
returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(coalesce(page_size, 100), 1), 200);
  last_key uuid;
  ids uuid[];
  places text[];
  many constant int := 1000000;
begin
  begin
    last_key := after::uuid;
  exception when invalid_text_representation then
    raise exception 'invalid_cursor' using errcode = '22023';
  end;
  if cardinality(keys) > 200 then raise exception 'invalid' using errcode = '22P02'; end if;
  ids := array(select p.project_id from public.projects p
    where (last_key is null or p.project_id > last_key) and (open_whole_projects.slug is null or p.slug = open_whole_projects.slug)
      and (keys is null or p.project_id = any (keys::uuid[]))
    order by p.project_id limit size + 1);
  places := array(select distinct p.division_code from public.projects p where p.project_id = any (ids));
  return json_build_object(
    'head', (select json_build_object('seq', h -> 'seq', 'recorded_at', h -> 'recorded_at') from public.journal_head() h),
    -- one more than asked for says whether there is a next page
    'next', case when cardinality(ids) > size then ids[size]::text end,
    'keys', to_json(ids[1:size]),
    'projects', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_projects('{}', null, many, ids[1:size]::text[]) x),
    'parties', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_parties('{}', null, many,
      array(select y.project_party_id::text from public.project_parties y where y.project_id = any (ids[1:size]))) x),
    'milestones', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_milestones('{}', null, many,
      array(select y.milestone_id::text from public.milestones y where y.project_id = any (ids[1:size]))) x),
    'disclosures', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_disclosures('{}', null, many,
      array(select y.disclosure_id::text from public.disclosures y where y.project_id = any (ids[1:size]))) x),
    'documents', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_documents('{}', null, many,
      array(select y.disclosure_id || '/' || lpad(y.version::text, 4, '0') || '/' || y.document_id from public.disclosure_documents y
        join public.disclosures d on d.disclosure_id = y.disclosure_id where d.project_id = any (ids[1:size]))) x),
    'open_days', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_open_days('{}', null, many,
      array(select y.open_day_id::text from public.open_days y where y.project_id = any (ids[1:size]))) x),
    'visits', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_visits('{}', null, many,
      array(select y.open_day_id || '/' || c from public.open_days y cross join unnest('{deputy,expert,media,public,resident}'::text[]) c
        where y.project_id = any (ids[1:size]))) x),
    'findings', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_findings('{}', null, many,
      array(select y.slug from public.findings y where y.project_id = any (ids[1:size]))) x),
    'rectifications', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_rectifications('{}', null, many,
      array(select f.slug || '.' || lpad(y.position::text, 3, '0') from public.rectifications y join public.findings f on f.finding_id = y.finding_id
        where f.project_id = any (ids[1:size]))) x),
    -- which project a complaint is about is not told where the person asked for a coarse place
    'complaints', (select coalesce(json_agg(x."row" order by x.key), '[]') from private.open_complaints('{}', null, many,
      array(select y.slug from public.complaints y where y.project_id = any (ids[1:size]) and not y.coarse_place)) x),
    'bureaus', (select coalesce(json_object_agg(c, b.told) filter (where b.told is not null), '{}'::json) from unnest(places) c
      cross join lateral (select json_build_object('slug', o.slug, 'name', o.name, 'uscc', o.uscc) as told from public.organizations o
        where o.slug = private.bureau_of(c) ->> 'slug') b),
    'divisions', (select coalesce(json_object_agg(d.division_code, json_build_object('name', d.name, 'city', u.name)), '{}')
      from public.divisions d left join public.divisions u on u.division_code = d.parent_code where d.division_code = any (places)),
    'items', (select coalesce(json_object_agg(i.item, i.name), '{}'::json) from public.disclosure_items i),
    'kinds', (select coalesce(json_object_agg(k.kind, k.name), '{}'::json) from public.milestone_kinds k));
end $$;
comment on function public.open_whole_projects(text, text, int, text[]) is
  'Projects with every public row that belongs to them, a page of at most 200 by their key, one by its slug, or those with some keys: {head, next, keys, projects, parties, milestones, disclosures, documents, open_days, visits, findings, rectifications, complaints, bureaus, divisions (by code), items, kinds (names by code)}. keys are those of the projects, in their order. Raises 22023 invalid_cursor, 22P02 invalid.';
revoke execute on function public.open_whole_projects(text, text, int, text[]) from public;
grant execute on function public.open_whole_projects(text, text, int, text[]) to anon, authenticated, service_role;

create function public.open_whole_names() returns json
language sql stable security definer set search_path = ''
as $$
  select json_build_object('head', private.open_head(),
    'bureaus', (select coalesce(json_object_agg(d.division_code, json_build_object('slug', o.slug, 'name', o.name, 'uscc', o.uscc)), '{}')
      from public.divisions d join public.organizations o on o.slug = private.bureau_of(d.division_code) ->> 'slug'),
    'divisions', (select coalesce(json_object_agg(d.division_code, json_build_object('name', d.name, 'city', u.name)), '{}')
      from public.divisions d left join public.divisions u on u.division_code = d.parent_code),
    'items', (select coalesce(json_object_agg(i.item, i.name), '{}') from public.disclosure_items i),
    'kinds', (select coalesce(json_object_agg(k.kind, k.name), '{}') from public.milestone_kinds k))
$$;
comment on function public.open_whole_names() is
  'The names that open_whole_projects tells with each page, of all places: {head, bureaus, divisions (by code), items, kinds (names by code)}.';

create function public.open_touched_projects(after bigint, page_size int default 1000) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(coalesce(page_size, 1000), 1), 1000);
  since bigint := greatest(coalesce(after, 0), 0);
  through bigint := since;
  touched uuid[];
  renamed boolean;
begin
  with picked as materialized (
    select j.seq, j.project_id, j.subject_type, j.subject_id from public.journal j where j.seq > since order by j.seq limit size
  )
  select coalesce(max(e.seq), since), coalesce(bool_or(e.subject_type = 'item'), false), array(
    select e.project_id from picked e where e.project_id is not null
    union
    -- the entry itself does not say which project, once a person asked for a coarse place: where it was told before, it is to go
    select c.project_id from picked e join public.complaints c on c.complaint_id = case when e.subject_type = 'complaint' then e.subject_id::uuid end
      where c.project_id is not null
    union
    select j.project_id from picked e join public.journal j on j.subject_id = e.subject_id and j.subject_type = 'complaint'
      where e.subject_type = 'complaint' and j.project_id is not null
    union
    select x.project_id from picked e
      join public.project_parties x on x.organization_id = case when e.subject_type = 'organization' then e.subject_id::uuid end)
  into through, renamed, touched from picked e;
  return jsonb_build_object('head', private.open_head(), 'next', through, 'keys', to_jsonb(touched), 'names', renamed);
end $$;
comment on function public.open_touched_projects(bigint, int) is
  'Which projects entries after one may have changed, with all that belongs to them: {head, next, keys, names}; names: a name that open_whole_names tells. At most 1000 entries; next is the entry to go on after. For the server alone: it tells of complaints that keep their place to themselves.';

revoke execute on function public.open_whole_names(), public.open_touched_projects(bigint, int) from public, anon, authenticated;
grant execute on function public.open_whole_names(), public.open_touched_projects(bigint, int) to service_role;
