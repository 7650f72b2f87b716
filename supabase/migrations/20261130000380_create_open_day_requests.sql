-- What others ask for and report, and the rules of each kind of milestone.

-- 1. Asked for ----------------------------------------------------------------------------------------------------

create function public.request_open_day(project text, facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
  id uuid;
  dev uuid;
begin
  if auth.uid() is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into p from public.projects x where x.slug = project;
  if p.project_id is null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  if private.is_supervisor_category(facts ->> 'category') and not private.registered_as(auth.uid(), facts ->> 'category') then
    raise exception 'registration_required' using errcode = '42501';
  end if;
  insert into public.open_day_requests (project_id, user_id, category, wish, wished_on, created_at)
  values (p.project_id, auth.uid(), facts ->> 'category', trim(facts ->> 'wish'), (facts ->> 'wished_on')::date, private.now())
  returning request_id into id;
  for dev in select pp.organization_id from public.project_parties pp where pp.project_id = p.project_id and pp.role = 'developer' loop
    perform private.notify_duty(dev, 'edit', 'open_day.requested', jsonb_build_object('project', p.name, 'slug', p.slug, 'category', facts ->> 'category'),
      '/desk/open-days/requests', 'open_day.requested:' || id);
  end loop;
  return id;
end $$;
comment on function public.request_open_day(text, jsonb) is
  'A supervisor or resident asks for a day: {category, wish, wished_on}. The developer is told, without the person. Returns its id. Raises 42501 sign_in_required, registration_required; P0002 project_not_found; 23505 open_day_requests_one_open_key.';

create function public.answer_open_day_request(request uuid, accept boolean, answer text, open_day text default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.open_day_requests;
  p public.projects;
  o public.open_days;
begin
  select * into r from public.open_day_requests x where x.request_id = request for update;
  if r.request_id is null then raise exception 'open_day_request_not_found' using errcode = 'P0002'; end if;
  p := private.hosted_project((select x.slug from public.projects x where x.project_id = r.project_id));
  if r.state <> 'open' then raise exception 'open_day_request_answered' using errcode = '55000'; end if;
  if accept and open_day is not null then
    select * into o from public.open_days x where x.slug = open_day and x.project_id = r.project_id
      and (x.state = 'proposed' or (x.state = 'announced' and x.starts_at > private.now()));
    if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  elsif accept then
    insert into public.open_days (project_id, division_code, demo, origin, title, lat, lng, status)
    values (p.project_id, p.division_code, p.demo, 'request', '工地开放日', p.lat, p.lng, 'owed') returning * into o;
  end if;
  update public.open_day_requests x set state = case when accept then 'accepted' else 'declined' end, answer = trim(answer_open_day_request.answer),
    answered_at = private.now(), open_day_id = o.open_day_id
  where x.request_id = request;
  perform private.notify(r.user_id, 'open_day.answered', jsonb_build_object('project', p.name, 'slug', p.slug, 'accepted', accept,
    'answer', trim(answer_open_day_request.answer)), case when o.state = 'announced' then '/open-days/' || o.slug else '/projects/' || p.slug || '/open-days' end,
    'open_day.answered:' || request);
  return jsonb_build_object('slug', o.slug, 'state', case when accept then 'accepted' else 'declined' end);
end $$;
comment on function public.answer_open_day_request(uuid, boolean, text, text) is
  'The developer accepts, with a day of the project that is still to come or a newly proposed one, or declines; who asked is told. Returns {slug, state}. Raises 42501 host_required; P0002 open_day_request_not_found, open_day_not_found; 55000 open_day_request_answered.';

-- 2. Reported -----------------------------------------------------------------------------------------------------

create function private.report_counts(day uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('host_absent', count(*) filter (where r.kind = 'host_absent'), 'access_refused', count(*) filter (where r.kind = 'access_refused'))
  from public.open_day_reports r where r.open_day_id = day
$$;
comment on function private.report_counts(uuid) is 'How many reported what of a day.';

create function public.report_open_day(slug text, kind text, note text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days;
begin
  if auth.uid() is null or not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into o from public.open_days x where x.slug = report_open_day.slug and x.announced_at is not null for no key update;
  if o.open_day_id is null then raise exception 'open_day_not_found' using errcode = 'P0002'; end if;
  if not exists (select from public.bookings b where b.open_day_id = o.open_day_id and b.user_id = auth.uid() and b.state in ('confirmed', 'attended', 'no_show')) then
    raise exception 'booked_guests_only' using errcode = '42501';
  end if;
  if private.now() < o.starts_at then raise exception 'open_day_not_begun' using errcode = '55000'; end if;
  if private.now() > o.ends_at + interval '30 days' then raise exception 'report_too_late' using errcode = '55000'; end if;
  insert into public.open_day_reports (open_day_id, user_id, kind, note, reported_at)
  values (o.open_day_id, auth.uid(), report_open_day.kind, trim(report_open_day.note), private.now());
  perform private.notify_officers(o.division_code, 'reviewer', 'open_day.reported',
    jsonb_build_object('open_day', o.slug, 'title', o.title, 'kind', report_open_day.kind, 'project', (select p.name from public.projects p where p.project_id = o.project_id)),
    '/desk/open-days/' || o.slug, 'open_day.reported:' || o.open_day_id || ':' || auth.uid() || ':' || report_open_day.kind);
  perform private.append_open_day(o, 'reported', jsonb_build_object('kind', report_open_day.kind, 'reports', private.report_counts(o.open_day_id)));
  return private.report_counts(o.open_day_id);
end $$;
comment on function public.report_open_day(text, text, text) is
  'Who booked says that the host was absent or access was refused, once each, within 30 days. The bureau is told; the public sees counts. Raises 42501 sign_in_required, booked_guests_only; P0002 open_day_not_found; 55000 open_day_not_begun, report_too_late; 23505 open_day_reports_once_key.';

-- 3. The rules ----------------------------------------------------------------------------------------------------

create function public.save_open_day_kind(facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  k public.open_day_kinds := jsonb_populate_record(null::public.open_day_kinds, facts);
begin
  if k.open_day_kind_id is not null then
    select x.division_code into k.division_code from public.open_day_kinds x where x.open_day_kind_id = k.open_day_kind_id;
    if k.division_code is null then raise exception 'open_day_kind_not_found' using errcode = 'P0002'; end if;
  end if;
  if not private.may_write_catalogue(coalesce(k.division_code, '')) then raise exception 'outside_own_division' using errcode = '42501'; end if;
  -- two officers at once must not each find the period free
  perform pg_advisory_xact_lock(4206, 4);
  if k.open_day_kind_id is not null then
    update public.open_day_kinds x set valid_until = greatest(k.valid_until, x.valid_from - 1) where x.open_day_kind_id = k.open_day_kind_id;
  else
    if not exists (select from public.milestone_kinds m where m.kind = k.milestone_kind and starts_with(k.division_code, private.division_prefix(m.division_code))) then
      raise exception 'milestone_kind_unknown' using errcode = '23514';
    end if;
    update public.open_day_kinds x set valid_until = k.valid_from - 1
    where x.milestone_kind = k.milestone_kind and x.division_code = k.division_code and x.valid_from < k.valid_from
      and coalesce(x.valid_until, 'infinity') >= k.valid_from;
    if exists (select from public.open_day_kinds x where x.milestone_kind = k.milestone_kind and x.division_code = k.division_code
      and x.valid_from <= coalesce(k.valid_until, 'infinity') and k.valid_from <= coalesce(x.valid_until, 'infinity')
      and x.valid_until is distinct from x.valid_from - 1) then
      raise exception 'open_day_kinds_overlap' using errcode = '23514';
    end if;
    insert into public.open_day_kinds (milestone_kind, division_code, notice_days, window_days, minimum, seats, notify, basis, basis_en, nature, valid_from, valid_until)
    values (k.milestone_kind, k.division_code, k.notice_days, k.window_days, coalesce(k.minimum, '{}'), coalesce(k.seats, '{}'), coalesce(k.notify, '{}'),
      k.basis, k.basis_en, k.nature, k.valid_from, k.valid_until)
    returning open_day_kind_id into k.open_day_kind_id;
  end if;
  perform private.audit('open_day_kind.saved', k.open_day_kind_id::text, facts);
  return k.open_day_kind_id;
end $$;
comment on function public.save_open_day_kind(jsonb) is
  'Adds what a milestone asks for in a division, the rule that still runs there ending the day before; or, with open_day_kind_id, sets valid_until. For officers of the division and above. Raises 42501 outside_own_division; P0002 open_day_kind_not_found; 23514 milestone_kind_unknown, open_day_kinds_overlap.';

revoke execute on function public.save_open_day(text, jsonb, int), public.announce_open_day(text, int), public.change_open_day(text, jsonb, text, int),
  public.cancel_open_day(text, text, text), public.close_open_day(text), public.save_open_day_template(text, text, jsonb, uuid),
  public.remove_open_day_template(uuid), public.desk_open_day_templates(text), public.add_open_day_series(text, jsonb, text, date),
  public.request_open_day(text, jsonb), public.answer_open_day_request(uuid, boolean, text, text), public.report_open_day(text, text, text),
  public.save_open_day_kind(jsonb) from public, anon;
grant execute on function public.save_open_day(text, jsonb, int), public.announce_open_day(text, int), public.change_open_day(text, jsonb, text, int),
  public.cancel_open_day(text, text, text), public.close_open_day(text), public.save_open_day_template(text, text, jsonb, uuid),
  public.remove_open_day_template(uuid), public.desk_open_day_templates(text), public.add_open_day_series(text, jsonb, text, date),
  public.request_open_day(text, jsonb), public.answer_open_day_request(uuid, boolean, text, text), public.report_open_day(text, text, text),
  public.save_open_day_kind(jsonb) to authenticated;
grant execute on function public.save_open_day_kind(jsonb) to service_role;
