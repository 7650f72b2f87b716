-- What everyone reads of complaints: the list, the map, a project's, the rules.

create function private.matching_complaints(filters jsonb) returns setof public.complaints
language sql stable
as $$
  select c.* from public.complaints c
  where c.visibility in ('public', 'stub') and c.published_at is not null
    and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'city' is null or c.division_code like private.division_prefix(filters ->> 'city') || '%')
    and (filters ->> 'district' is null or c.division_code like private.division_prefix(filters ->> 'district') || '%')
    -- which project it is about is not told where the person asked for a coarse place
    and (filters ->> 'project' is null or (not c.coarse_place and c.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project')))
    and (filters ->> 'organization' is null or (not c.coarse_place and exists (select from public.project_parties x join public.organizations o on o.organization_id = x.organization_id
      where x.project_id = c.project_id and o.slug = filters ->> 'organization')))
    and (filters ->> 'bureau' is null or c.bureau_id = (select o.organization_id from public.organizations o where o.slug = filters ->> 'bureau'))
    and (filters ->> 'category' is null or c.category = filters ->> 'category')
    and (filters ->> 'outcome' is null or c.outcome = filters ->> 'outcome' and private.reply_stands(c))
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (c.queue <> 'done' and c.due_on < private.today()))
    and (not coalesce((filters ->> 'supervised')::boolean, false) or c.supervised_at is not null)
    and (filters ->> 'q' is null or c.number = upper(filters ->> 'q')
      or (c.visibility = 'public' and strpos(lower(c.public_title), lower(filters ->> 'q')) > 0)
      or (not c.coarse_place and c.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p)))
$$;
comment on function private.matching_complaints(jsonb) is
  'Public complaints that pass every filter but the group: division, city, district (codes), project, organization, bureau (slugs), category, outcome, overdue, supervised, q (number, title, project). Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create function private.complaint_group(queue text) returns text
language sql immutable parallel safe
as $$ select case queue when 'done' then 'ended' when 'follow_up' then 'answered' else 'open' end $$;
comment on function private.complaint_group(text) is 'open (somebody works on it), answered (and the person is asked), ended. Without `set search_path`, so that it is inlined.';

create function public.browse_complaints(filters jsonb default '{}', sort text default 'published', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 10000) - 1) * size;
  wanted text := filters ->> 'group';
  counts jsonb;
  found uuid[];
begin
  select jsonb_build_object('total', coalesce(sum(t.n) filter (where wanted is null or t.stage = wanted), 0), 'groups', coalesce(jsonb_object_agg(t.stage, t.n), '{}'))
  into counts from private.count_listed_complaints(filters) t;
  -- one branch each, so that the order is that of an index
  if sort = '-due' then
    -- a day that is not told orders nothing either
    found := array(select m.complaint_id from private.matching_complaints(filters) m where wanted is null or private.complaint_group(m.queue) = wanted
      order by case when m.coarse_time then null else m.due_on end nulls last, m.complaint_id limit size offset skip);
  elsif sort = 'changed' then
    found := array(select m.complaint_id from private.matching_complaints(filters) m where wanted is null or private.complaint_group(m.queue) = wanted
      order by m.changed_at desc, m.complaint_id limit size offset skip);
  else
    found := array(select m.complaint_id from private.matching_complaints(filters) m where wanted is null or private.complaint_group(m.queue) = wanted
      order by m.published_at desc, m.complaint_id desc limit size offset skip);
  end if;
  return counts || jsonb_build_object('rows', coalesce((select jsonb_agg(private.public_complaint_card(c) order by x.n)
    from unnest(found) with ordinality x (id, n) join public.complaints c on c.complaint_id = x.id), '[]'));
end $$;
comment on function public.browse_complaints(jsonb, text, int, int) is
  'A page of the list of public complaints: {total, groups, rows}. groups counts open, answered and ended with every filter but the group. sort: published (newest first), -due, changed. At most 100 rows.';

create index complaints_public_coarse_idx on public.complaints (division_code) where visibility in ('public', 'stub') and coarse_place;
create index complaints_public_nowhere_idx on public.complaints (division_code) where visibility in ('public', 'stub') and not coarse_place and lat is null and project_id is null;

create function public.map_complaints(filters jsonb default '{}', box float8[] default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  -- in plpgsql it is planned for what is asked
  return jsonb_build_object(
    'points', (select coalesce(jsonb_agg(jsonb_build_object('slug', m.slug, 'number', m.number, 'lat', m.at_lat, 'lng', m.at_lng, 'category', k.name, 'category_en', k.name_en,
        'title', case when m.visibility = 'public' then m.public_title end, 'project', m.project, 'state', m.state, 'group', private.complaint_group(m.queue),
        'overdue', m.queue <> 'done' and coalesce(m.due_on < private.today(), false), 'outcome', m.found, 'result', m.came)
        order by m.published_at desc, m.complaint_id), '[]')
      from (select x.*, p.name as project, case when private.reply_stands(x) then x.outcome end as found, case when private.reply_stands(x) then x.result end as came,
          -- the place of the project; where there is none, what the person marked, to about a hundred metres
          coalesce(p.lat, round(x.lat::numeric, 3)::float8) as at_lat, coalesce(p.lng, round(x.lng::numeric, 3)::float8) as at_lng
        from private.matching_complaints(filters) x left join public.projects p on p.project_id = x.project_id
        where not x.coarse_place and coalesce(p.lat, x.lat) is not null
          and (filters ->> 'group' is null or private.complaint_group(x.queue) = filters ->> 'group')
          and (box is null or (coalesce(p.lng, x.lng) >= box[1] and coalesce(p.lat, x.lat) >= box[2] and coalesce(p.lng, x.lng) < box[3] and coalesce(p.lat, x.lat) < box[4]))
        order by x.published_at desc, x.complaint_id limit 2000) m
      join public.complaint_categories k on k.category = m.category),
    'districts', (select coalesce(jsonb_agg(jsonb_build_object('division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'count', m.n) order by d.division_code), '[]')
      from (select u.division_code, count(*) as n from (
          -- what is not drawn, each kind along its own index: looking at a million that are drawn takes seconds
          select x.division_code, x.queue from private.matching_complaints(filters) x where x.coarse_place
          union all select x.division_code, x.queue from private.matching_complaints(filters) x where not x.coarse_place and x.lat is null and x.project_id is null
          union all select x.division_code, x.queue from private.matching_complaints(filters) x join public.projects p on p.project_id = x.project_id
            where not x.coarse_place and x.lat is null and p.lat is null) u
        where filters ->> 'group' is null or private.complaint_group(u.queue) = filters ->> 'group' group by 1) m
      join public.divisions d on d.division_code = m.division_code));
end $$;
comment on function public.map_complaints(jsonb, float8[]) is
  'Public complaints for the map: {points, districts}. points: those with a place, newest first, within a box [west, south, east, north] in WGS84 degrees; at most 2000. districts: how many of each district are not drawn, because the person asked for a coarse place or marked none. filters as browse_complaints.';

create function public.project_complaints(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('total', x.total, 'open', x.open, 'overdue', x.overdue, 'answered', x.answered, 'verified', x.verified, 'fixed', x.fixed,
    'rows', coalesce((select jsonb_agg(private.public_complaint_card(c) order by c.published_at desc, c.complaint_id desc) from (
      select y.* from public.complaints y where y.project_id = p.project_id and y.visibility in ('public', 'stub') and not y.coarse_place and y.published_at is not null
      order by y.published_at desc, y.complaint_id desc limit 50) c), '[]'))
  from public.projects p cross join lateral (
    select count(*) as total, count(*) filter (where c.queue not in ('done', 'follow_up')) as open,
      count(*) filter (where c.queue <> 'done' and c.due_on < private.today()) as overdue,
      count(*) filter (where private.reply_stands(c)) as answered,
      count(*) filter (where private.reply_stands(c) and c.outcome in ('substantiated', 'partly')) as verified,
      count(*) filter (where private.reply_stands(c) and c.outcome in ('substantiated', 'partly') and c.result = 'fixed') as fixed
    from public.complaints c where c.project_id = p.project_id and c.visibility in ('public', 'stub') and not c.coarse_place and c.published_at is not null) x
  where p.slug = project_complaints.slug
$$;
comment on function public.project_complaints(text) is
  'Public complaints that name a project: {total, open, overdue, answered, verified, fixed, rows}, the newest 50 as rows. Those with a coarse place are not among them and not counted. Null for an unknown project.';

create function public.complaint_rules() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'steps', (select jsonb_agg(jsonb_build_object('item', s.step, 'name', s.name, 'rules', coalesce((
        select jsonb_agg(private.rule_of(r.deadline_rule_id) || jsonb_build_object('division_code', d.division_code, 'division', d.name, 'division_en', d.name_en, 'valid_from', r.valid_from)
          order by length(private.division_prefix(r.division_code)), r.division_code)
        from public.deadline_rules r join public.divisions d on d.division_code = r.division_code
        where r.subject = 'complaint' and r.item = s.step and private.today() between r.valid_from and coalesce(r.valid_until, 'infinity')), '[]')) order by s.n)
      from private.complaint_steps() with ordinality s (step, name, n)),
    'transitions', (select jsonb_agg(jsonb_build_object('act', t.act, 'capacity', t.capacity, 'from', t.states, 'to', t.to_state, 'needs_reason', t.needs_reason, 'basis', t.basis) order by t.sort, t.capacity)
      from (select x.act, x.capacity, x.to_state, x.needs_reason, x.basis, min(x.sort) as sort, jsonb_agg(x.from_state order by x.from_state) as states
        from public.complaint_transitions x group by 1, 2, 3, 4, 5) t),
    'categories', (select jsonb_agg(jsonb_build_object('category', k.category, 'name', k.name, 'name_en', k.name_en, 'examples', k.examples, 'examples_en', k.examples_en,
      'kind', k.kind, 'danger', k.danger) order by k.sort) from public.complaint_categories k))
$$;
comment on function public.complaint_rules() is
  'How complaints are dealt with: the deadlines in force today by step, those of the province first and those of cities that have their own; who may take which step from which states; what complaints can be about.';

revoke execute on function public.browse_complaints(jsonb, text, int, int), public.map_complaints(jsonb, float8[]), public.project_complaints(text),
  public.complaint_rules() from public;
grant execute on function public.browse_complaints(jsonb, text, int, int), public.map_complaints(jsonb, float8[]), public.project_complaints(text),
  public.complaint_rules() to anon, authenticated, service_role;
