-- Open311 GeoReport v2: what programs read of public complaints, city by city, and what they file.

create function private.open311_city(division_code text) returns text
language sql immutable parallel safe set search_path = ''
as $$
  select case when division_code like '__0000' or division_code like '4290__' then division_code else left(division_code, 4) || '00' end
$$;
comment on function private.open311_city(text) is 'The city of a division, which is a jurisdiction of Open311: a county-level city directly under the province is one itself.';

create function private.open311_time(at timestamptz, coarse boolean) returns timestamptz
language sql immutable parallel safe set search_path = ''
as $$
  select case when coarse then date_trunc('month', at at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' else at end
$$;
comment on function private.open311_time(timestamptz, boolean) is
  'A moment as the public learns it: the first of its month where the person asked for coarse times. Filters compare this one too, or a search by halves would find the day.';

create function private.open311_stamp(at timestamptz) returns text
language sql immutable parallel safe set search_path = ''
as $$ select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') || '+08:00' $$;
comment on function private.open311_stamp(timestamptz) is 'A moment as W3C datetime in the time of China.';

create index complaints_open311_idx on public.complaints (private.open311_city(division_code), private.open311_time(filed_at, coarse_time) desc, complaint_id desc)
  where visibility in ('public', 'stub');

create function private.open311_notes(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'datetime', private.open311_stamp(private.open311_time(e.at, c.coarse_time)), 'agency', o.name,
      'description', case when c.visibility = 'public' and e.by <> 'person' then e.reason end) order by e.event_id), '[]')
  from public.complaint_events e left join public.organizations o on o.organization_id = e.organization_id and e.by <> 'person'
  where e.complaint_id = c.complaint_id and private.event_audience(e.event) = 'public'
    -- how many others reported the same is told from five on
    and e.event <> 'joined'
$$;
comment on function private.open311_notes(public.complaints) is 'Steps of a complaint that everyone may know, without anything the person said.';

create function private.open311_card(c public.complaints, extended boolean, english boolean) returns jsonb
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

create function public.open311_requests(jurisdiction text, ids text[] default null, services text[] default null, since timestamptz default null,
  until timestamptz default null, statuses text[] default null, page int default 1, size int default 1000, extended boolean default false,
  english boolean default false) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  upper_end timestamptz := coalesce(until, since + interval '90 days', private.now());
  lower_end timestamptz := coalesce(since, until - interval '90 days', private.now() - interval '90 days');
  most int := least(greatest(size, 1), 1000);
begin
  if ids is not null then
    return (select coalesce(jsonb_agg(private.open311_card(c, extended, english) order by private.open311_time(c.filed_at, c.coarse_time) desc, c.complaint_id desc), '[]')
      from (select x.* from public.complaints x where x.number = any (ids) and x.visibility in ('public', 'stub') and private.open311_city(x.division_code) = jurisdiction
        limit most) c);
  end if;
  return (select coalesce(jsonb_agg(private.open311_card(c, extended, english) order by private.open311_time(c.filed_at, c.coarse_time) desc, c.complaint_id desc), '[]')
    from (select x.* from public.complaints x
      where x.visibility in ('public', 'stub') and private.open311_city(x.division_code) = jurisdiction
        and private.open311_time(x.filed_at, x.coarse_time) between lower_end and upper_end
        and (services is null or x.category = any (services))
        and (statuses is null or case when x.queue = 'done' then 'closed' else 'open' end = any (statuses))
      order by private.open311_time(x.filed_at, x.coarse_time) desc, x.complaint_id desc
      limit most offset (greatest(page, 1) - 1)::bigint * most) c);
end $$;
comment on function public.open311_requests(text, text[], text[], timestamptz, timestamptz, text[], int, int, boolean, boolean) is
  'Public complaints of a city, newest first, as service requests of Open311: by number, or by kind, day and status; at most 1000. Without days the last 90. Along complaints_open311_idx.';

create function public.open311_services(english boolean default false) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'jurisdictions', (select jsonb_agg(jsonb_build_object('jurisdiction_id', d.division_code, 'name', case when english then d.name_en else d.name end) order by d.division_code)
      from public.divisions d where d.level in ('prefecture', 'county_direct')),
    'services', (select jsonb_agg(jsonb_build_object('service_code', k.category, 'service_name', case when english then k.name_en else k.name end,
        'description', case when english then k.examples_en else k.examples end, 'group', k.kind) order by k.sort) from public.complaint_categories k))
$$;
comment on function public.open311_services(boolean) is 'Jurisdictions and services of Open311: {jurisdictions, services}.';

revoke execute on function public.open311_requests(text, text[], text[], timestamptz, timestamptz, text[], int, int, boolean, boolean), public.open311_services(boolean) from public;
grant execute on function public.open311_requests(text, text[], text[], timestamptz, timestamptz, text[], int, int, boolean, boolean), public.open311_services(boolean)
  to anon, authenticated, service_role;

-- Filing ----------------------------------------------------------------------------------------------------------

create function public.use_complaint_key(secret_hash text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  x private.complaint_connections;
begin
  select * into x from private.complaint_connections y where y.secret_hash = use_complaint_key.secret_hash and y.kind = 'open311' and y.state = 'on';
  if x.connection_id is null then return null; end if;
  update private.complaint_connections y set used_on = private.today() where y.connection_id = x.connection_id and y.used_on is distinct from private.today();
  return jsonb_build_object('connection_id', x.connection_id, 'division_code', (select o.division_code from public.organizations o where o.organization_id = x.organization_id));
end $$;
comment on function public.use_complaint_key(text) is 'The key of Open311 that has this hash, with the division of its bureau, or null: {connection_id, division_code}. Service role only.';

create function public.place_complaint(jurisdiction text, place text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select jsonb_build_object('project', p.slug, 'division', p.division_code) from public.projects p
      where (p.slug = place or p.permit_no = place or p.project_code = place) and private.open311_city(p.division_code) = jurisdiction
      order by p.slug = place desc, p.permit_no = place desc limit 1),
    (select jsonb_build_object('project', null, 'division', d.division_code) from public.divisions d where d.division_code = place and private.open311_city(d.division_code) = jurisdiction))
$$;
comment on function public.place_complaint(text, text) is
  'A project of a city by slug, permit number or code, or a division of it by code: {project, division}; null: there is none. Service role only.';

create function public.keep_complaint_token(token uuid, complaint uuid) returns boolean
language sql security definer set search_path = ''
as $$ insert into private.complaint_tokens (token, complaint_id) values (keep_complaint_token.token, complaint) returning true $$;
comment on function public.keep_complaint_token(uuid, uuid) is 'Keeps the token of a complaint that was filed beyond the limits. Service role only.';

create function public.open311_token(jurisdiction text, token uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('token', t.token, 'service_request_id', case when c.visibility <> 'awaiting' or c.state <> 'registered' then c.number end)
  from private.complaint_tokens t join public.complaints c on c.complaint_id = t.complaint_id
  where t.token = open311_token.token and private.open311_city(c.division_code) = jurisdiction
$$;
comment on function public.open311_token(text, uuid) is 'The number of a complaint by its token, null until an officer looked at it; no row for an unknown token: {token, service_request_id}.';

revoke execute on function public.use_complaint_key(text), public.place_complaint(text, text), public.keep_complaint_token(uuid, uuid), public.open311_token(text, uuid)
  from public, anon, authenticated;
grant execute on function public.use_complaint_key(text), public.place_complaint(text, text), public.keep_complaint_token(uuid, uuid), public.open311_token(text, uuid) to service_role;
