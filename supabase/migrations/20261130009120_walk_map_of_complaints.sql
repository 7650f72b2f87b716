-- The map of complaints: asked of the columns of works and of complaints as they are, the database knows how many a box holds, and
-- walks the newest where there are many or the works where there are few. Before, each box was a walk over all.

create or replace function public.map_complaints(filters jsonb default '{}', box float8[] default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  own_box float8[] := coalesce(box, '{-180, -90, 180.1, 90.1}');
  works_nowhere uuid[] := array(select p.project_id from public.projects p where p.lat is null);
begin
  -- in plpgsql it is planned for what is asked
  return jsonb_build_object(
    'points', (select coalesce(jsonb_agg(jsonb_build_object('slug', m.slug, 'number', m.number, 'lat', m.at_lat, 'lng', m.at_lng, 'category', k.name, 'category_en', k.name_en,
        'title', case when m.visibility = 'public' then m.public_title end, 'project', m.project, 'state', m.state, 'group', private.complaint_group(m.queue),
        'overdue', m.queue <> 'done' and coalesce(m.due_on < private.today(), false), 'outcome', m.found, 'result', m.came)
        order by m.published_at desc, m.complaint_id desc), '[]')
      from (
        select u.*, case when private.reply_stands(c) then c.outcome end as found, case when private.reply_stands(c) then c.result end as came,
          c.slug, c.number, c.category, c.visibility, c.public_title, c.state, c.queue, c.due_on
        from (
          -- the place of the project
          (select x.complaint_id, x.published_at, p.name as project, p.lat as at_lat, p.lng as at_lng
            from private.matching_complaints(filters) x join public.projects p on p.project_id = x.project_id
            where not x.coarse_place and p.lng >= own_box[1] and p.lat >= own_box[2] and p.lng < own_box[3] and p.lat < own_box[4]
              and (filters ->> 'group' is null or private.complaint_group(x.queue) = filters ->> 'group')
            order by x.published_at desc, x.complaint_id desc limit 2000)
          -- where there is none, what the person marked, to about a hundred metres
          union all (select x.complaint_id, x.published_at, p.name, round(x.lat::numeric, 3)::float8, round(x.lng::numeric, 3)::float8
            from private.matching_complaints(filters) x left join public.projects p on p.project_id = x.project_id
            where not x.coarse_place and x.lat is not null and p.lat is null
              and x.lng >= own_box[1] and x.lat >= own_box[2] and x.lng < own_box[3] and x.lat < own_box[4]
              and (filters ->> 'group' is null or private.complaint_group(x.queue) = filters ->> 'group')
            order by x.published_at desc, x.complaint_id desc limit 2000)
          order by published_at desc, complaint_id desc limit 2000) u
        join public.complaints c on c.complaint_id = u.complaint_id) m
      join public.complaint_categories k on k.category = m.category),
    'districts', (select coalesce(jsonb_agg(jsonb_build_object('division_code', d.division_code, 'name', d.name, 'name_en', d.name_en, 'count', m.n) order by d.division_code), '[]')
      from (select u.division_code, count(*) as n from (
          -- what is not drawn, each kind along its own index: looking at a million that are drawn takes seconds
          select x.division_code, x.queue from private.matching_complaints(filters) x where x.coarse_place
          union all select x.division_code, x.queue from private.matching_complaints(filters) x where not x.coarse_place and x.lat is null and x.project_id is null
          union all select x.division_code, x.queue from private.matching_complaints(filters) x
            where not x.coarse_place and x.lat is null and x.project_id = any (works_nowhere)) u
        where filters ->> 'group' is null or private.complaint_group(u.queue) = filters ->> 'group' group by 1) m
      join public.divisions d on d.division_code = m.division_code));
end $$;
