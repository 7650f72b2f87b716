-- A work order of 12345 came to an organ before it came here: 《信访工作条例》 counts the days from there.

create or replace function private.reckon_clocks(complaint uuid) returns table (
  clock text, round int, started_on date, due_on date, extra_days int, deadline_rule_id uuid, stopped_on date)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  with e as (
    select x.event_id, x.starts, x.stops, x.extra_days, x.facts, x.division_code, private.shanghai_day(x.at) as day, (x.facts ->> 'received_on')::date as received
    from public.complaint_events x where x.complaint_id = reckon_clocks.complaint
  ), started as (
    select s.clock, e.event_id,
      -- what the person is owed counts from the day an organ had it; what this hub promises, from the day it came here
      case when s.clock = 'notice' then coalesce(e.received, e.day) else e.day end as day, e.division_code, row_number() over (partition by s.clock order by e.event_id)::int as round
    from e cross join lateral unnest(e.starts) s (clock)
  ), ran as (
    select s.*, stop.event_id as stop_id, stop.day as stopped_on from started s
    left join lateral (select x.event_id, x.day from e x where x.event_id > s.event_id and s.clock = any (x.stops) order by x.event_id limit 1) stop on true
  )
  select r.clock, r.round, r.day, private.add_days(r.day, rule.days, rule.day_kind) + more.days, more.days, rule.deadline_rule_id, r.stopped_on
  from ran r
  cross join lateral private.deadline_rules_for('complaint', r.clock, r.division_code, r.day) rule
  cross join lateral (select coalesce(sum(x.extra_days), 0)::int as days from e x
    where x.extra_days is not null and x.event_id > r.event_id and (r.stop_id is null or x.event_id < r.stop_id) and x.facts ->> 'moves' = r.clock) more;
end $$;
comment on function private.reckon_clocks(uuid) is
  'The deadlines of a complaint from its events (a work order of 12345: the first from the day it was received there), the rules in force on the day each began in the division of the bureau in charge then, and the calendar of working days. complaint_clocks holds the same; a test compares.';

create or replace function public.file_complaint(complaint uuid, tracking_hash text, facts jsonb, sealed text default null, has text[] default '{}', filer uuid default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  received date := (facts ->> 'received_on')::date;
  c public.complaints;
  target public.complaints;
begin
  -- the same attempt sent twice has the same code, and is one complaint
  select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id where k.tracking_hash = file_complaint.tracking_hash;
  if c.complaint_id is null and facts ->> 'external_ref' is not null then
    select x.* into c from public.complaints x where x.source = facts ->> 'source' and x.external_ref = facts ->> 'external_ref';
  end if;
  if c.complaint_id is not null then return private.complaint_receipt(c, true); end if;
  if facts ->> 'join' is not null then
    select x.* into target from public.complaints x where x.slug = facts ->> 'join' and x.visibility in ('public', 'stub')
      and x.queue in ('intake', 'objection', 'handle') for no key update;
    if target.complaint_id is null then raise exception 'complaint_not_joinable' using errcode = '55000'; end if;
  end if;
  if received is not null and (coalesce(facts ->> 'source', 'web') not in ('hotline', 'webhook') or received not between private.today() - 60 and private.today()) then
    raise exception 'complaint_received_wrong' using errcode = '23514';
  end if;
  c := private.filed_complaint(complaint, facts, target);
  if target.complaint_id is null then
    select r.bureau_id, r.bureau_division into c.bureau_id, c.bureau_division from private.route_complaint(c.division_code, c.category) r;
  else
    c.bureau_id := target.bureau_id;
    c.bureau_division := target.bureau_division;
  end if;
  begin
    insert into public.complaints (complaint_id, number, source, external_ref, project_id, division_code, bureau_id, bureau_division, finding_id, demo, category, naming,
      shown_name, coarse_place, coarse_time, lat, lng, urgent, held, wants_public, visibility, state, merged_into, accepted_at)
    values (c.complaint_id, private.complaint_number(c.division_code, c.coarse_time), c.source, c.external_ref, c.project_id, c.division_code, c.bureau_id, c.bureau_division, c.finding_id, c.demo,
      c.category, c.naming, c.shown_name, c.coarse_place, c.coarse_time, c.lat, c.lng, c.urgent, c.held, c.wants_public,
      -- of those handled with another the public sees that one
      case when c.wants_public and target.complaint_id is null then 'awaiting' else 'private' end,
      case when target.complaint_id is null then 'registered' else 'merged' end, target.complaint_id,
      case when target.accepted_at is not null then private.now() end)
    returning * into c;
    insert into private.complaint_keys (complaint_id, tracking_hash, user_id, locale, wants_mail)
    values (c.complaint_id, file_complaint.tracking_hash, filer, coalesce(facts ->> 'locale', 'zh'), sealed is not null and 'email' = any (has) and coalesce((facts ->> 'wants_mail')::boolean, false));
  exception when unique_violation then
    -- two sendings of one attempt at once: the other was first
    select x.* into c from public.complaints x left join private.complaint_keys k on k.complaint_id = x.complaint_id
    where k.tracking_hash = file_complaint.tracking_hash or (x.source = facts ->> 'source' and x.external_ref = facts ->> 'external_ref') limit 1;
    if c.complaint_id is null then raise; end if;
    return private.complaint_receipt(c, true);
  end;
  insert into private.complaint_statements (complaint_id, description, spot)
  values (c.complaint_id, trim(facts ->> 'description'), nullif(trim(facts ->> 'spot'), ''));
  if sealed is not null then insert into private.complaint_contacts (complaint_id, sealed, has) values (c.complaint_id, file_complaint.sealed, file_complaint.has); end if;
  perform private.add_complaint_photos(c, 'person', facts -> 'photos');
  insert into public.complaint_events (complaint_id, event, state, by, division_code, at)
  values (c.complaint_id, 'submitted', c.state, 'person', coalesce(c.bureau_division, c.division_code), private.now());
  if c.held then
    insert into public.complaint_events (complaint_id, event, state, by, division_code, at)
    values (c.complaint_id, 'held', c.state, 'clock', coalesce(c.bureau_division, c.division_code), private.now());
  end if;
  c := private.step_complaint(c.complaint_id, 'registered', 'clock', c.bureau_id, null, jsonb_strip_nulls(jsonb_build_object('received_on', received)), case
    when target.complaint_id is null then array['notice'] || case when c.visibility = 'awaiting' then array['publish'] else '{}' end
    when target.accepted_at is null then '{notice}'::text[] else '{answer}'::text[] end);
  if target.complaint_id is null then
    perform private.tell_bureau(c, c.bureau_id, '{intake}', 'complaint.arrived', jsonb_build_object('urgent', case when c.urgent then true end));
  else
    update public.complaints x set joined = x.joined + 1 where x.complaint_id = target.complaint_id;
    perform private.step_complaint(target.complaint_id, 'joined', 'person');
  end if;
  perform private.tell_person(c, case when target.complaint_id is null then 'complaint.registered' else 'complaint.joined' end);
  return private.complaint_receipt(c, false);
end $$;
comment on function public.file_complaint(uuid, text, jsonb, text, text[], uuid) is
  'Files a complaint: {complaint_id, slug, number, state, filed_at, again, held, bureau, clock, due_on, rule, joined}. tracking_hash: HMAC of the tracking code; the same one, or the same source and external_ref, is the same complaint (again). facts: source, external_ref, project, division, lat, lng, category, description, spot, naming, shown_name, coarse_place, coarse_time, public, urgent, locale, wants_mail, held, finding, join (slug of an open public complaint: "this is mine too"), photos [{sha256, media_type, bytes, width, height}], received_on (of a work order, within the last 60 days: its first clock counts from there). sealed, has: contact data encrypted by the server, and what there is of it. filer: account in which it is to be found. Service role only, since the server vouches for proof of work, limits, photos and encryption. Raises P0002 project_not_found, finding_not_found; 23514 complaint_category_unknown, complaint_received_wrong, photo_limit; 55000 complaint_not_joinable.';
