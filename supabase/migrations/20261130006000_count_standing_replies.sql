-- What an earlier reply said is told as that on the page of a complaint (private.reply_stands). Map, sums and figures say the same: a complaint
-- that is dealt with again is not answered, found and put right.

create index complaints_public_coarse_idx on public.complaints (division_code) where visibility in ('public', 'stub') and coarse_place;
create index complaints_public_nowhere_idx on public.complaints (division_code) where visibility in ('public', 'stub') and not coarse_place and lat is null and project_id is null;

create or replace function public.map_complaints(filters jsonb default '{}', box float8[] default null) returns jsonb
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

create or replace function public.project_complaints(slug text) returns jsonb
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

create or replace function private.complaint_publish(c public.complaints, visibility text, title text, body text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  seq bigint;
begin
  update public.complaints x set visibility = complaint_publish.visibility, public_title = coalesce(nullif(trim(title), ''), x.public_title),
    public_text = coalesce(nullif(trim(body), ''), x.public_text), published_at = coalesce(x.published_at, private.now()), private_reason = null
  where x.complaint_id = c.complaint_id returning * into c;
  seq := private.append_complaint(c, 'published', private.complaint_due_facts(c) || jsonb_build_object('as', c.visibility,
    'text', case when c.visibility = 'public' then c.public_text end, 'outcome', case when private.reply_stands(c) then c.outcome end,
    'result', case when private.reply_stands(c) then c.result end, 'reply_text', case when private.reply_stands(c) then c.public_reply end,
    'accepted', case when c.accepted_at is not null then true end, 'overdue', case when c.ever_overdue then true end,
    'supervised', case when c.supervised_at is not null then true end), c.published_seq);
  update public.complaints x set published_seq = seq where x.complaint_id = c.complaint_id returning * into c;
  return c;
end $$;

create or replace function private.open311_card(c public.complaints, extended boolean, english boolean) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'service_request_id', c.number,
    'status', case when c.queue = 'done' then 'closed' else 'open' end,
    'status_notes', case when c.visibility = 'public' then case c.state when 'not_accepted' then c.not_accepted_reason when 'final' then c.final_text
      when 'review_decided' then c.review_text when 'closed' then coalesce(c.public_reply, c.close_reason) when 'replied' then c.public_reply end end,
    'service_name', case when english then k.name_en else k.name end,
    'service_code', c.category,
    'description', case when c.visibility = 'public' then c.public_text end,
    'agency_responsible', b.name,
    'service_notice', case when r.deadline_rule_id is not null and not c.coarse_time then case when english then coalesce(r.basis_en, r.basis) else r.basis end end,
    'requested_datetime', private.open311_stamp(private.open311_time(c.filed_at, c.coarse_time)),
    'updated_datetime', private.open311_stamp(private.open311_time(coalesce((select e.at from public.complaint_events e where e.complaint_id = c.complaint_id
      and private.event_audience(e.event) = 'public' order by e.event_id desc limit 1), c.filed_at), c.coarse_time)),
    -- a due day tells the day of filing
    'expected_datetime', case when c.due_on is not null and c.queue <> 'done' and not c.coarse_time then to_char(c.due_on, 'YYYY-MM-DD') || 'T23:59:59+08:00' end,
    'address', case when p.project_id is not null then concat_ws(' ', d.name, p.address, p.name) else d.name end,
    'address_id', coalesce(p.slug, c.division_code),
    -- the place of the project is public; one that the person marked is told where there is no project alone
    'lat', case when not c.coarse_place then coalesce(p.lat, c.lat) end,
    'long', case when not c.coarse_place then case when p.lat is not null then p.lng else c.lng end end,
    'photo', case when c.visibility = 'public' then (select f.sha256 from private.complaint_photos f where f.complaint_id = c.complaint_id and f.shown order by f.sort limit 1) end)
    || case when not extended then '{}'::jsonb else jsonb_build_object(
      'notes', private.open311_notes(c),
      'extended_attributes', jsonb_build_object('slug', c.slug, 'title', case when c.visibility = 'public' then c.public_title end, 'state', c.state, 'as', c.visibility,
        'category_kind', k.kind, 'urgent', c.urgent, 'project', p.slug, 'permit_no', p.permit_no, 'division_code', c.division_code,
        'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
        'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'clock', case when not c.coarse_time then c.clock end,
        -- how many others, from five on
        'overdue', c.ever_overdue, 'supervised', c.supervised_at is not null, 'joined', case when c.joined = 0 or c.joined >= 5 then c.joined end, 'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time,
        'demo', c.demo)) end
  from public.complaint_categories k
  join public.divisions d on d.division_code = c.division_code
  left join public.projects p on p.project_id = c.project_id and not c.coarse_place
  left join public.organizations b on b.organization_id = c.bureau_id
  left join public.deadline_rules r on r.deadline_rule_id = c.deadline_rule_id
  where k.category = c.category
$$;
comment on function private.open311_card(public.complaints, boolean, boolean) is
  'A public complaint as service request of Open311, as coarse as the person asked; without words where it is public as a stub.';

create or replace function private.open311_notes(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'datetime', private.open311_stamp(private.open311_time(e.at, c.coarse_time)), 'agency', o.name,
      'description', case when c.visibility = 'public' and e.by <> 'person' then e.reason end) order by e.event_id), '[]')
  from public.complaint_events e left join public.organizations o on o.organization_id = e.organization_id and e.by <> 'person'
  where e.complaint_id = c.complaint_id and private.event_audience(e.event) = 'public'
    -- how many others reported the same is told from five on
    and e.event <> 'joined'
$$;
