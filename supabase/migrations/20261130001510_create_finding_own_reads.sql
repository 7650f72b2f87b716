-- What supervisors and experts read of their own.

create function private.visit_row(o public.open_days, v public.visits, category text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'open_day', jsonb_build_object('slug', o.slug, 'title', o.title, 'starts_at', private.iso_time(o.starts_at), 'ends_at', private.iso_time(o.ends_at), 'state', o.state),
    'project', private.project_place(o.project_id), 'visit', v.code,
    'mode', case when v.visit_id is null then case when private.now() < o.starts_at then 'preview' else 'turned_away' end
      when v.void_reason is not null then 'void' when v.kind = 'checked_in' then 'visit' else 'turned_away' end,
    'category', visit_row.category, 'checked_in_at', private.iso_time(v.checked_in_at), 'submit_until', private.iso_time(private.visit_window(o)),
    'findings', coalesce((select jsonb_agg(jsonb_build_object('slug', f.slug, 'number', f.number, 'state', f.state, 'submitted_at', private.iso_time(f.submitted_at),
        'published_at', private.iso_time(f.published_at), 'headline', f.headline,
        'outcome', coalesce(f.outcome, case when f.published_at is not null then 'unverified' end),
        'todo', case when f.rect_claimed > 0 then 'reinspect' end, 'due_on', f.due_on, 'missing', jsonb_array_length(private.photos_missing(f)))
        order by f.submitted_at, f.number)
      from public.findings f where f.visit_id = v.visit_id), '[]'))
$$;
comment on function private.visit_row(public.open_days, public.visits, text) is 'A visit as its person lists it.';

create function public.my_visits(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  found jsonb;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  with mine as (
    select v.open_day_id, v.visit_id, v.category from public.visits v where v.user_id = auth.uid()
    union all
    -- a booking whose list is at hand from the day before, and until findings are taken no more
    select b.open_day_id, null, b.category from public.bookings b join public.open_days o on o.open_day_id = b.open_day_id
    where b.user_id = auth.uid() and b.state in ('confirmed', 'no_show') and o.announced_at is not null and o.state <> 'cancelled'
      and private.day_of(o.starts_at) - 1 <= private.today() and private.now() <= private.visit_window(o)
      and not exists (select from public.visits v where v.open_day_id = b.open_day_id and v.user_id = b.user_id)
      and (private.now() >= o.starts_at or private.registered_as(b.user_id, b.category))
  ), chosen as (
    select o as day, v as visit, m.category, row_number() over (order by o.starts_at desc, o.open_day_id) as n
    from mine m join public.open_days o on o.open_day_id = m.open_day_id left join public.visits v on v.visit_id = m.visit_id
    where filters ->> 'open_day' is null or o.slug = filters ->> 'open_day'
  )
  select jsonb_build_object('total', (select count(*) from chosen), 'rows', coalesce((
    select jsonb_agg(private.visit_row(c.day, c.visit, c.category) order by c.n) from chosen c
    where c.n > (least(greatest(page_number, 1), 10000) - 1) * size and c.n <= least(greatest(page_number, 1), 10000) * size), '[]')) into found;
  return found;
end $$;
comment on function public.my_visits(jsonb, int, int) is
  'The caller''s visits with their findings, and bookings whose checklist is at hand, newest day first: {total, rows}. filters: open_day (slug). Raises 42501 sign_in_required.';

create function public.my_finding(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.finding_whole(f, true) || jsonb_build_object('triage', private.triage_of(f), 'receipt', private.receipt(f, true),
    'acts', to_jsonb(private.finding_acts_now(f)), 'mine', true)
  from public.findings f where f.slug = my_finding.slug and private.finder_of(f) = auth.uid() and private.session_stands()
$$;
comment on function public.my_finding(text) is 'A finding that the caller reported, with how it was sorted and the receipt; null for others.';

create function public.my_opinions() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', f.slug, 'number', f.number, 'project', private.project_place(f.project_id),
    'asked_at', private.iso_time(o.asked_at), 'state', o.state, 'due_on', case when o.state = 'asked' then f.due_on end)
    order by o.state = 'asked' desc, o.asked_at desc), '[]')
  from public.supervisors s join public.finding_opinions o on o.supervisor_id = s.supervisor_id join public.findings f on f.finding_id = o.finding_id
  where s.user_id = auth.uid() and private.session_stands()
$$;
comment on function public.my_opinions() is 'Contested findings about which the caller was asked as an expert, the open ones first.';

create function public.opinion_finding(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.finding_whole(f, false) || jsonb_build_object('acts', to_jsonb(private.finding_acts_now(f)))
  from public.findings f where f.slug = opinion_finding.slug and private.session_stands() and exists (
    select from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
    where o.finding_id = f.finding_id and s.user_id = auth.uid() and o.state in ('asked', 'given'))
$$;
comment on function public.opinion_finding(text) is 'A finding about which the caller was asked as an expert; null for others.';

create function public.read_finding_photo(sha256 text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.finding_photos;
  f public.findings;
  open boolean := false;
  seen boolean := false;
  inside boolean := false;
  mine text[];
begin
  for p in select x.* from public.finding_photos x where x.sha256 = read_finding_photo.sha256 loop
    if p.user_id = auth.uid() and private.session_stands() then seen := true; end if;
    for f in select x.* from public.findings x where x.open_day_id = p.open_day_id and (x.manifest -> 'photos' ? p.original_sha256
      or exists (select from public.rectification_events e where e.finding_id = x.finding_id
        and e.photos @> jsonb_build_array(jsonb_build_object('sha256', p.original_sha256)))) loop
      open := open or (f.published_at is not null and f.state <> 'withheld');
      mine := private.finding_capacities(f);
      seen := seen or mine && array['officer', 'company', 'finder', 'expert'];
      inside := inside or 'officer' = any (mine);
    end loop;
    exit when open or seen;
  end loop;
  if not (open or seen) then return null; end if;
  return jsonb_build_object('sha256', p.sha256, 'original_sha256', p.original_sha256, 'media_type', p.media_type, 'bytes', p.bytes, 'public', open, 'original', inside);
end $$;
comment on function public.read_finding_photo(text) is
  'Where a photo is kept, by the hash of its copy: {sha256, original_sha256, media_type, bytes, public, original (an officer in charge may have the original)}; null for whoever may not see it. Public once a finding with it is.';

revoke execute on function public.my_visits(jsonb, int, int), public.my_finding(text), public.my_opinions(), public.opinion_finding(text),
  public.read_finding_photo(text) from public, anon;
grant execute on function public.my_visits(jsonb, int, int), public.my_finding(text), public.my_opinions(), public.opinion_finding(text) to authenticated;
grant execute on function public.read_finding_photo(text) to anon, authenticated, service_role;
