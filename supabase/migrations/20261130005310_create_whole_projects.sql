-- Everything public about some projects in one read, for outlets that tell a project with all that belongs to it.
-- The rows are those of the open data: what is in no data set is not in here either.

create function public.open_whole_projects(slug text default null, after text default null, page_size int default 100) returns jsonb
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
  ids := array(select p.project_id from public.projects p
    where (last_key is null or p.project_id > last_key) and (open_whole_projects.slug is null or p.slug = open_whole_projects.slug)
    order by p.project_id limit size + 1);
  places := array(select distinct p.division_code from public.projects p where p.project_id = any (ids));
  return jsonb_build_object(
    'head', (select jsonb_build_object('seq', h -> 'seq', 'recorded_at', h -> 'recorded_at') from public.journal_head() h),
    -- one more than asked for says whether there is a next page
    'next', case when cardinality(ids) > size then ids[size]::text end,
    'projects', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_projects('{}', null, many, ids[1:size]::text[]) x),
    'parties', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_parties('{}', null, many,
      array(select y.project_party_id::text from public.project_parties y where y.project_id = any (ids[1:size]))) x),
    'milestones', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_milestones('{}', null, many,
      array(select y.milestone_id::text from public.milestones y where y.project_id = any (ids[1:size]))) x),
    'disclosures', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_disclosures('{}', null, many,
      array(select y.disclosure_id::text from public.disclosures y where y.project_id = any (ids[1:size]))) x),
    'documents', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_documents('{}', null, many,
      array(select y.disclosure_id || '/' || lpad(y.version::text, 4, '0') || '/' || y.document_id from public.disclosure_documents y
        join public.disclosures d on d.disclosure_id = y.disclosure_id where d.project_id = any (ids[1:size]))) x),
    'open_days', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_open_days('{}', null, many,
      array(select y.open_day_id::text from public.open_days y where y.project_id = any (ids[1:size]))) x),
    'visits', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_visits('{}', null, many,
      array(select y.open_day_id || '/' || c from public.open_days y cross join unnest('{deputy,expert,media,public,resident}'::text[]) c
        where y.project_id = any (ids[1:size]))) x),
    'findings', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_findings('{}', null, many,
      array(select y.slug from public.findings y where y.project_id = any (ids[1:size]))) x),
    'rectifications', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_rectifications('{}', null, many,
      array(select f.slug || '.' || lpad(y.position::text, 3, '0') from public.rectifications y join public.findings f on f.finding_id = y.finding_id
        where f.project_id = any (ids[1:size]))) x),
    -- which project a complaint is about is not told where the person asked for a coarse place
    'complaints', (select coalesce(jsonb_agg(x."row" order by x.key), '[]') from private.open_complaints('{}', null, many,
      array(select y.slug from public.complaints y where y.project_id = any (ids[1:size]) and not y.coarse_place)) x),
    'bureaus', (select coalesce(jsonb_object_agg(c, b.told) filter (where b.told is not null), '{}') from unnest(places) c
      cross join lateral (select jsonb_build_object('slug', o.slug, 'name', o.name, 'uscc', o.uscc) as told from public.organizations o
        where o.slug = private.bureau_of(c) ->> 'slug') b),
    'divisions', (select coalesce(jsonb_object_agg(d.division_code, jsonb_build_object('name', d.name, 'city', u.name)), '{}')
      from public.divisions d left join public.divisions u on u.division_code = d.parent_code where d.division_code = any (places)),
    'items', (select coalesce(jsonb_object_agg(i.item, i.name), '{}') from public.disclosure_items i),
    'kinds', (select coalesce(jsonb_object_agg(k.kind, k.name), '{}') from public.milestone_kinds k));
end $$;
comment on function public.open_whole_projects(text, text, int) is
  'Projects with every public row that belongs to them, a page of at most 200 by their key, or one by its slug: {head, next, projects, parties, milestones, disclosures, documents, open_days, visits, findings, rectifications, complaints, bureaus, divisions (by code), items, kinds (names by code)}. Raises 22023 invalid_cursor.';
revoke execute on function public.open_whole_projects(text, text, int) from public;
grant execute on function public.open_whole_projects(text, text, int) to anon, authenticated, service_role;
