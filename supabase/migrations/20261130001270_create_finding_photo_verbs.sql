-- Photos of visits, one by one, before or after the report that names them.

create function private.sends_photos(o public.open_days, person uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.visits v where v.open_day_id = o.open_day_id and v.user_id = person and v.void_reason is null)
    or exists (select from public.bookings b where b.open_day_id = o.open_day_id and b.user_id = person and b.state in ('confirmed', 'no_show')
      and not exists (select from public.visits v where v.open_day_id = o.open_day_id and v.user_id = person))
    -- whoever looks again may have come another day
    or exists (select from public.findings f join public.supervisors s on s.user_id = person and s.category = 'resident' and s.state = 'registered'
      where f.open_day_id = o.open_day_id and f.rect_claimed > 0 and (
        exists (select from public.visits v where v.supervisor_id = s.supervisor_id and v.project_id = f.project_id and v.void_reason is null)
        or exists (select from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.project_id = f.project_id and a.state = 'accepted')))
$$;
comment on function private.sends_photos(public.open_days, uuid) is 'Whether photos of a day are taken from a person: a visitor, whoever had booked, an owner who is to look again.';

create function public.may_send_photos(open_day text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.session_stands() and exists (select from public.open_days o where o.slug = may_send_photos.open_day and o.announced_at is not null
    and private.sends_photos(o, auth.uid()))
$$;
comment on function public.may_send_photos(text) is 'Whether photos of a day are taken from the caller: asked before a file is looked at.';

create function public.keep_finding_photo(uploader uuid, open_day text, facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  id uuid;
begin
  select * into o from public.open_days x where x.slug = keep_finding_photo.open_day and x.announced_at is not null;
  if o.open_day_id is null then raise exception 'visit_not_found' using errcode = 'P0002'; end if;
  if not private.sends_photos(o, uploader) then
    raise exception 'not_a_visitor' using errcode = '42501';
  end if;
  if (select count(*) from public.finding_photos p where p.open_day_id = o.open_day_id and p.user_id = uploader) >= private.limit_of('visit_photos', 200) then
    raise exception 'photo_limit' using errcode = '23514';
  end if;
  insert into public.finding_photos (open_day_id, user_id, original_sha256, sha256, media_type, bytes, original_bytes, width, height, kept_at)
  values (o.open_day_id, uploader, facts ->> 'original_sha256', facts ->> 'sha256', facts ->> 'media_type', (facts ->> 'bytes')::int,
    (facts ->> 'original_bytes')::int, (facts ->> 'width')::int, (facts ->> 'height')::int, private.now())
  on conflict on constraint finding_photos_once_key do nothing returning photo_id into id;
  if id is null then
    return (select p.photo_id from public.finding_photos p where p.open_day_id = o.open_day_id and p.original_sha256 = facts ->> 'original_sha256');
  end if;
  -- a page that was public without it has to be made anew
  if exists (select from public.findings f where f.open_day_id = o.open_day_id and f.published_at is not null and f.manifest -> 'photos' ? (facts ->> 'original_sha256')) then
    perform private.audit('finding.photo_kept', id::text);
  end if;
  return id;
end $$;
comment on function public.keep_finding_photo(uuid, text, jsonb) is
  'Enters a photo that the server has checked, hashed and stored, for whoever visited or had booked the day; the same file twice is one. Only the service role may call it, since it vouches for hash and type. Raises P0002 visit_not_found, 42501 not_a_visitor, 23514 photo_limit.';

create function public.list_finding_photos(after uuid, max_rows int default 500) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'sha256', p.sha256, 'original_sha256', p.original_sha256) order by p.photo_id), '[]')
  from (select * from public.finding_photos x where x.photo_id > after order by x.photo_id limit max_rows) p
$$;
comment on function public.list_finding_photos(uuid, int) is
  'Photos after an id, in order, for the check that each file is there: [{photo_id, sha256, original_sha256}]. Only the service role may call it.';

revoke execute on function public.may_send_photos(text), public.keep_finding_photo(uuid, text, jsonb), public.list_finding_photos(uuid, int)
  from public, anon, authenticated;
grant execute on function public.may_send_photos(text) to authenticated;
grant execute on function public.keep_finding_photo(uuid, text, jsonb), public.list_finding_photos(uuid, int) to service_role;
