-- The checklist that a phone keeps, the report it sends, the photos that follow, and the receipt.

-- 1. The checklist ------------------------------------------------------------------------------------------------

create function private.checklist_item(pos int, disclosure uuid, in_version int, day date) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('position', pos, 'item', i.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'disclosure', d.slug,
    'version', v.version, 'content_hash', v.content_hash, 'published_at', private.iso_time(v.published_at), 'facts', v.facts, 'fields', i.fields,
    'look_at', i.look_at, 'look_at_en', i.look_at_en,
    'documents', coalesce((select jsonb_agg(jsonb_build_object('name', x.file_name, 'sha256', x.sha256, 'media_type', x.media_type, 'document_id', x.document_id)
      order by dd.position) from public.disclosure_documents dd join public.documents x using (document_id)
      where dd.disclosure_id = v.disclosure_id and dd.version = v.version), '[]'),
    'tolerances', private.tolerances(i.item, day))
  from public.disclosure_versions v join public.disclosures d on d.disclosure_id = v.disclosure_id
  join public.disclosure_items i on i.item = d.item
  where v.disclosure_id = disclosure and v.version = in_version
$$;
comment on function private.checklist_item(int, uuid, int, date) is 'A line of a checklist: what was disclosed, what to look at, what may be measured.';

create function private.photos_missing(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(p.sha order by p.n), '[]')
  from jsonb_array_elements_text(f.manifest -> 'photos') with ordinality p (sha, n)
  where not exists (select from public.finding_photos x where x.open_day_id = f.open_day_id and x.original_sha256 = p.sha)
$$;
comment on function private.photos_missing(public.findings) is 'Hashes of photos that a finding names and that have not come yet.';

create function private.receipt_no(f public.findings) returns text
language sql stable security definer set search_path = ''
as $$ select f.number || '-' || upper(left(f.manifest_hash, 8)) $$;
comment on function private.receipt_no(public.findings) is 'The number on the receipt: of the finding, with the beginning of the hash over what was received.';

create function private.short_receipt(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('finding_id', f.finding_id, 'slug', f.slug, 'number', f.number, 'receipt_no', private.receipt_no(f),
    'received_at', private.iso_time(f.submitted_at), 'manifest_hash', f.manifest_hash, 'missing', private.photos_missing(f))
$$;
comment on function private.short_receipt(public.findings) is 'A receipt without what was received.';

create function private.receipt(f public.findings, again boolean) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.short_receipt(f) || jsonb_build_object('manifest', f.manifest, 'again', again,
    'photos', (select coalesce(jsonb_agg(jsonb_build_object('sha256', p.sha, 'kept', exists (select from public.finding_photos x
        where x.open_day_id = f.open_day_id and x.original_sha256 = p.sha)) order by p.n), '[]')
      from jsonb_array_elements_text(f.manifest -> 'photos') with ordinality p (sha, n)))
$$;
comment on function private.receipt(public.findings, boolean) is 'The receipt of a finding: number, time, hash over all that was received, and which photos have come.';

create function public.visit_checklist(open_day text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  v public.visits;
  s public.supervisors;
  day date;
  look text;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  select * into o from public.open_days x where x.slug = visit_checklist.open_day and x.announced_at is not null and x.state <> 'cancelled';
  v := private.visit_for(o);
  if o.open_day_id is null or v.user_id is null then return null; end if;
  if v.visit_id is null then
    if private.today() < private.day_of(o.starts_at) - 1 then return null; end if;
    -- until the gate's device has sent the check-in, the list is a preview
    look := case when private.now() < o.starts_at then 'preview' else 'turned_away' end;
    if look = 'preview' and not private.registered_as(auth.uid(), v.category) then return null; end if;
  else
    look := case when v.void_reason is not null then 'void' when v.kind = 'checked_in' then 'visit' else 'turned_away' end;
  end if;
  day := private.day_of(coalesce(v.checked_in_at, o.starts_at));
  return jsonb_build_object(
    'open_day', (select jsonb_build_object('slug', o.slug, 'title', o.title, 'starts_at', private.iso_time(o.starts_at), 'ends_at', private.iso_time(o.ends_at),
      'meeting_point', o.meeting_point, 'safety', o.safety, 'project', c -> 'project', 'developer', c -> 'developer') from private.open_day_card(o) c),
    'mode', look, 'visit', case when v.visit_id is not null then v.code end, 'category', v.category, 'checked_in_at', private.iso_time(v.checked_in_at),
    'void_reason', v.void_reason, 'frozen_at', private.iso_time(case when v.kind = 'checked_in' then v.checked_in_at end),
    'submit_until', private.iso_time(private.visit_window(o)), 'today', private.today(),
    'limits', jsonb_build_object('findings', private.limit_of('visit_findings', 10), 'lines', 60, 'photos_per_line', 20,
      'photos', private.limit_of('visit_photos', 200), 'note', 2000, 'photo_bytes', 20971520),
    'items', case when look = 'void' then '[]' else coalesce((
      select jsonb_agg(private.checklist_item(x.position, x.disclosure_id, x.version, day) order by x.position)
      from (select i.position, i.disclosure_id, i.version from public.visit_items i where i.visit_id = v.visit_id and v.kind = 'checked_in'
        union all
        select d.position, d.disclosure_id, d.version from private.disclosed_at(o.project_id, private.now()) d where v.kind <> 'checked_in') x), '[]') end,
    'tolerances', private.tolerances(null, day),
    'submitted', coalesce((select jsonb_agg(private.short_receipt(f) order by f.submitted_at, f.number) from public.findings f where f.visit_id = v.visit_id), '[]'));
end $$;
comment on function public.visit_checklist(text) is
  'What a phone needs for a visit without a network, or null where the caller has nothing to do with the day: the checklist as frozen at check-in, from the day before as a preview; tolerances, limits, what was submitted. mode: preview, visit, turned_away (booked, the day has begun, and no check-in has come), void. Raises 42501 sign_in_required.';

-- 2. The report ---------------------------------------------------------------------------------------------------

create function private.write_finding(v public.visits, o public.open_days, id uuid, facts jsonb, facts_hash text) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  day date := private.day_of(coalesce(v.checked_in_at, o.starts_at));
  items public.finding_items[] := '{}';
  given jsonb := facts -> 'lines';
  n int := 0;
  one jsonb;
begin
  if jsonb_typeof(given) is distinct from 'array' or jsonb_array_length(given) not between 1 and 60 then
    raise exception 'finding_lines_wrong' using errcode = '23514', detail = '{"line": 0, "problem": "none"}';
  end if;
  for one in select e.value from jsonb_array_elements(given) with ordinality e (value, pos) order by e.pos loop
    n := n + 1;
    items := items || private.finding_line(v, one, n, day);
  end loop;
  f.finding_id := id;
  f.number := private.finding_number(v.division_code);
  f.manifest := jsonb_build_object('finding', id, 'open_day', o.slug, 'number', f.number,
    'lines', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', x.position, 'kind', x.kind, 'item', x.item, 'version', x.version,
        'content_hash', x.content_hash, 'verdict', x.verdict, 'note', x.note, 'measured', (select jsonb_agg(jsonb_build_object('code', m ->> 'code',
          'design', m -> 'design', 'place', m -> 'place', 'values', m -> 'values', 'out', m -> 'out') order by k)
          from jsonb_array_elements(x.measured) with ordinality e (m, k)), 'photos', x.photos)) order by x.position) from unnest(items) x),
    'photos', (select coalesce(jsonb_agg(p.sha order by p.first), '[]') from (select q ->> 'sha256' as sha, min(x.position * 100 + k) as first
      from unnest(items) x, jsonb_array_elements(x.photos) with ordinality e (q, k) group by 1) p));
  insert into public.findings (finding_id, number, visit_id, open_day_id, project_id, division_code, developer_id, demo, category, kind, shown_number, urgent,
    visited_on, began_at, submitted_at, changed_at, manifest, manifest_hash, facts_hash, headline, lines, differs, out_of_tolerance, photos, needs_reply)
  select id, f.number, v.visit_id, v.open_day_id, v.project_id, v.division_code,
    (select pp.organization_id from public.project_parties pp where pp.project_id = v.project_id and pp.role = 'developer' order by pp.project_party_id limit 1),
    v.demo, v.category, v.kind, case when facts -> 'show_number' = 'true'::jsonb then (select s.number from public.supervisors s where s.supervisor_id = v.supervisor_id) end,
    coalesce(facts -> 'urgent' = 'true'::jsonb, false), day, least((facts ->> 'began_at')::timestamptz, private.now()), private.now(), private.now(), f.manifest,
    encode(sha256(convert_to(private.canonical_json(f.manifest), 'UTF8')), 'hex'), facts_hash,
    (select left(x.note, 80) from unnest(items) x where x.note is not null
      order by x.kind = 'item' and x.verdict in ('matched', 'not_seen'), x.position limit 1),
    n, count(*) filter (where x.kind <> 'item' or x.verdict = 'differs'), sum(x.out_of_tolerance), jsonb_array_length(f.manifest -> 'photos'),
    bool_or(x.kind <> 'item' or x.verdict in ('differs', 'not_accessible') or x.out_of_tolerance > 0)
  from unnest(items) x returning * into f;
  insert into public.finding_items (finding_id, position, kind, item, disclosure_id, version, content_hash, verdict, note, measured, out_of_tolerance, photos)
  select id, x.position, x.kind, x.item, x.disclosure_id, x.version, x.content_hash, x.verdict, x.note, x.measured, x.out_of_tolerance, x.photos from unnest(items) x;
  return f;
end $$;
comment on function private.write_finding(public.visits, public.open_days, uuid, jsonb, text) is 'Writes what was reported, line by line, with its manifest.';

create function public.submit_finding(finding uuid, open_day text, facts jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  o public.open_days;
  v public.visits;
  f public.findings;
  hash text := encode(sha256(convert_to(private.canonical_json(facts), 'UTF8')), 'hex');
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  -- the same person sends one after the other, so that a second sending finds the first
  perform pg_advisory_xact_lock(4208, hashtext(auth.uid()::text));
  select * into f from public.findings x where x.finding_id = finding;
  if f.finding_id is not null then
    if private.finder_of(f) is distinct from auth.uid() or f.facts_hash <> hash then raise exception 'finding_differs' using errcode = '23505'; end if;
    return private.receipt(f, true);
  end if;
  select * into o from public.open_days x where x.slug = submit_finding.open_day and x.announced_at is not null and x.state <> 'cancelled';
  if o.open_day_id is null then raise exception 'visit_not_found' using errcode = 'P0002'; end if;
  v := private.visit_for(o);
  if v.user_id is null then raise exception 'not_a_visitor' using errcode = '42501'; end if;
  if v.void_reason is not null then raise exception 'visit_void' using errcode = '55000'; end if;
  if v.kind = 'turned_away' and private.now() < o.starts_at then raise exception 'finding_not_begun' using errcode = '55000'; end if;
  if private.now() > private.visit_window(o) then raise exception 'finding_too_late' using errcode = '55000'; end if;
  if jsonb_typeof(facts) is distinct from 'object' or length(facts::text) > 400000 then
    raise exception 'finding_lines_wrong' using errcode = '23514', detail = '{"line": 0, "problem": "too_large"}';
  end if;
  if facts ? 'began_at' and coalesce(facts ->> 'began_at', '2020-01-01T00:00:00Z') !~ '^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?Z$' then
    raise exception 'finding_lines_wrong' using errcode = '23514', detail = '{"line": 0, "problem": "began_at"}';
  end if;
  if (select count(*) from public.findings x where x.visit_id = v.visit_id) >= private.limit_of('visit_findings', 10) then
    raise exception 'finding_limit' using errcode = '23514';
  end if;
  if v.visit_id is null then
    insert into public.visits (open_day_id, project_id, division_code, demo, user_id, category, kind)
    values (v.open_day_id, v.project_id, v.division_code, v.demo, v.user_id, v.category, 'turned_away') returning * into v;
  end if;
  f := private.write_finding(v, o, finding, facts, hash);
  f := private.begin_step(f, 'submitted', 'triage');
  perform private.record_finding(f, 'submitted', 'finder', null, null, true);
  perform private.tell_finding(f, 'intake', 'finding.submitted', jsonb_build_object('urgent', case when f.urgent then true end));
  return private.receipt(f, false);
end $$;
comment on function public.submit_finding(uuid, text, jsonb) is
  'Takes a report of a visit, under a number that the device made: the same again is the same receipt. facts: {show_number, urgent, began_at, lines: [{kind, item, version, content_hash, verdict, note, measured, photos}]}. Returns the receipt. Raises 42501 sign_in_required, not_a_visitor, finding_kind_needs_check_in; P0002 visit_not_found; 55000 visit_void, finding_not_begun, finding_too_late; 23505 finding_differs; 23514 finding_lines_wrong, finding_limit, not_in_checklist, measured_wrong, photo_limit.';

create function public.finding_receipt(finding uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.receipt(f, true) from public.findings f
  where f.finding_id = finding and private.finder_of(f) = auth.uid() and private.session_stands()
$$;
comment on function public.finding_receipt(uuid) is 'The receipt of a finding that the caller reported, else null: which photos have come, which are missing.';

revoke execute on function public.visit_checklist(text), public.submit_finding(uuid, text, jsonb), public.finding_receipt(uuid) from public, anon;
grant execute on function public.visit_checklist(text), public.submit_finding(uuid, text, jsonb), public.finding_receipt(uuid) to authenticated;
