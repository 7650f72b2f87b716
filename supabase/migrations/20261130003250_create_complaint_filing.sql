-- A complaint comes in: by the form, from a finding, by Open311, from 12345.

create function private.complaint_number(division_code text, coarse boolean) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  called text := coalesce((select case when d.level = 'county' then d.parent_code else d.division_code end
    from public.divisions d where d.division_code = complaint_number.division_code), '420000') || '-' || extract(year from private.today());
  given int;
begin
  -- the numbers before and after it would tell when it was filed
  if coarse then return 'C' || called || '-' || upper(private.short_code(8)); end if;
  insert into private.complaint_numbers as n (series, last) values (called, 1)
  on conflict on constraint complaint_numbers_pkey do update set last = n.last + 1 returning n.last into given;
  return 'C' || called || '-' || lpad(given::text, greatest(6, length(given::text)), '0');
end $$;
comment on function private.complaint_number(text, boolean) is 'The next number of a complaint in the city of a division; by chance where its time is to be coarse.';

create function private.complaint_receipt(c public.complaints, again boolean) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
  select jsonb_build_object('complaint_id', c.complaint_id, 'slug', c.slug, 'number', c.number, 'state', c.state, 'filed_at', private.iso_time(c.filed_at), 'again', again, 'held', c.held,
    'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id),
    'clock', c.clock, 'due_on', c.due_on, 'rule', (select private.rule_card(r) from public.deadline_rules r where r.deadline_rule_id = c.deadline_rule_id),
    'joined', (select x.number from public.complaints x where x.complaint_id = c.merged_into)));
end $$;
comment on function private.complaint_receipt(public.complaints, boolean) is 'What a person gets for a complaint, beside the tracking code.';

create function private.filed_complaint(complaint uuid, facts jsonb, target public.complaints) returns public.complaints
language plpgsql stable security definer set search_path = ''
as $$
declare
  c public.complaints;
  p public.projects;
  f public.findings;
begin
  if facts ? 'finding' then
    select * into f from public.findings x where x.slug = facts ->> 'finding';
    if f.finding_id is null then raise exception 'finding_not_found' using errcode = 'P0002'; end if;
    c.finding_id := f.finding_id;
  end if;
  select * into p from public.projects x where x.project_id = coalesce(target.project_id, f.project_id) or (target.complaint_id is null and f.finding_id is null and x.slug = facts ->> 'project');
  if p.project_id is null and facts ->> 'project' is not null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  c.complaint_id := complaint;
  c.project_id := p.project_id;
  c.division_code := coalesce(p.division_code, target.division_code, facts ->> 'division', '420000');
  c.category := coalesce(target.category, facts ->> 'category');
  c.source := coalesce(facts ->> 'source', 'web');
  c.external_ref := nullif(trim(facts ->> 'external_ref'), '');
  c.naming := coalesce(facts ->> 'naming', 'anonymous');
  c.shown_name := case when c.naming = 'named' then nullif(trim(facts ->> 'shown_name'), '') end;
  c.coarse_place := coalesce((facts ->> 'coarse_place')::boolean, false);
  c.coarse_time := coalesce((facts ->> 'coarse_time')::boolean, false);
  c.lat := (facts ->> 'lat')::double precision;
  c.lng := (facts ->> 'lng')::double precision;
  c.wants_public := coalesce((facts ->> 'public')::boolean, true);
  c.held := coalesce((facts ->> 'held')::boolean, false);
  c.demo := coalesce(p.demo, (facts ->> 'demo')::boolean, false);
  select coalesce((facts ->> 'urgent')::boolean, false) or k.danger into c.urgent from public.complaint_categories k where k.category = c.category;
  if not found then raise exception 'complaint_category_unknown' using errcode = '23514'; end if;
  return c;
end $$;
comment on function private.filed_complaint(uuid, jsonb, public.complaints) is
  'A complaint as it was sent, checked, not written yet. Raises P0002 project_not_found, finding_not_found; 23514 complaint_category_unknown.';

create function public.file_complaint(complaint uuid, tracking_hash text, facts jsonb, sealed text default null, has text[] default '{}', filer uuid default null) returns jsonb
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

create function private.add_complaint_photos(c public.complaints, by text, photos jsonb) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  n int := (select count(*) from private.complaint_photos p where p.complaint_id = c.complaint_id);
begin
  if photos is null or jsonb_typeof(photos) <> 'array' then return 0; end if;
  if jsonb_array_length(photos) > 10 or n + jsonb_array_length(photos) > 20 then raise exception 'photo_limit' using errcode = '23514'; end if;
  insert into private.complaint_photos (complaint_id, sha256, media_type, bytes, width, height, by, sort, at)
  select c.complaint_id, p ->> 'sha256', p ->> 'media_type', (p ->> 'bytes')::int, (p ->> 'width')::int, (p ->> 'height')::int, add_complaint_photos.by, n + i, private.now()
  from jsonb_array_elements(photos) with ordinality e (p, i)
  on conflict on constraint complaint_photos_once_key do nothing;
  return jsonb_array_length(photos);
end $$;
comment on function private.add_complaint_photos(public.complaints, text, jsonb) is
  'Enters photos that the server has encoded anew and stored: at most 10 at once and 20 in all. Raises 23514 photo_limit.';

create function public.nearby_complaints(project text default null, lat double precision default null, lng double precision default null, category text default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number, 'category', x.category, 'state', x.state, 'title', x.title,
    'joined', x.joined, 'filed', case when x.coarse_time then to_char(private.shanghai_day(x.filed_at), 'YYYY-MM') else private.shanghai_day(x.filed_at)::text end,
    'metres', x.metres) order by x.same desc, x.metres nulls last, x.published_at desc), '[]')
  from (
    select c.*, case when c.visibility = 'public' then c.public_title end as title, (c.category = nearby_complaints.category) as same,
      round(111195 * sqrt(power(coalesce(c.lat, p.lat) - nearby_complaints.lat, 2)
        + power((coalesce(c.lng, p.lng) - nearby_complaints.lng) * cos(radians(nearby_complaints.lat)), 2)))::int as metres
    from public.complaints c left join public.projects p on p.project_id = c.project_id
    where c.visibility in ('public', 'stub') and not c.coarse_place and c.queue in ('intake', 'objection', 'handle')
      and case when project is not null then p.slug = project
        else c.project_id in (select q.project_id from public.projects q where q.lat between nearby_complaints.lat - 0.005 and nearby_complaints.lat + 0.005
            and q.lng between nearby_complaints.lng - 0.006 and nearby_complaints.lng + 0.006)
          or (c.lat between nearby_complaints.lat - 0.005 and nearby_complaints.lat + 0.005 and c.lng between nearby_complaints.lng - 0.006 and nearby_complaints.lng + 0.006) end
    order by same desc, metres nulls last, c.published_at desc limit 5) x
$$;
comment on function public.nearby_complaints(text, double precision, double precision, text) is
  'Up to five open public complaints of a project, or within about 500 m of a place, those of the same category first: [{slug, number, category, state, title, joined, filed, metres}].';

revoke execute on function public.file_complaint(uuid, text, jsonb, text, text[], uuid) from public, anon, authenticated;
grant execute on function public.file_complaint(uuid, text, jsonb, text, text[], uuid) to service_role;
revoke execute on function public.nearby_complaints(text, double precision, double precision, text) from public;
grant execute on function public.nearby_complaints(text, double precision, double precision, text) to anon, authenticated, service_role;
