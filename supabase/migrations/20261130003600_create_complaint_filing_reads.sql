-- What the form of a complaint needs before and after it is sent, and who may see its photos.

create function private.season_end(accepted date, begins text, days int) returns date
language sql immutable set search_path = ''
as $$
  select min(s.starts) + season_end.days
  from (select (y.year::text || '-' || season_end.begins)::date as starts from generate_series(extract(year from accepted)::int, extract(year from accepted)::int + 3) y (year)) s
  -- the second one that begins after the acceptance
  where s.starts > (select min(f.starts) from (select (y.year::text || '-' || season_end.begins)::date as starts
    from generate_series(extract(year from accepted)::int, extract(year from accepted)::int + 1) y (year)) f where f.starts >= accepted)
$$;
comment on function private.season_end(date, text, int) is
  'Last day of the second whole season after an acceptance; a season begins on a day of the year (MM-DD) and lasts so many days.';

create function private.warranty_until(kind text, accepted date) returns date
language sql immutable set search_path = ''
as $$
  select case kind
    when 'waterproofing' then (accepted + interval '5 years')::date
    when 'pipes_wiring_fit_out' then (accepted + interval '2 years')::date
    -- heating 15 November to 15 March, cooling 15 June to 15 September; the category is both, so the later counts
    when 'heating_cooling' then greatest(private.season_end(accepted, '11-15', 120), private.season_end(accepted, '06-15', 92))
  end
$$;
comment on function private.warranty_until(text, date) is
  'Last day of a minimum warranty 最低保修期限, counted from the completion acceptance (建设工程质量管理条例 Art 40): waterproofing 5 years, pipes, wiring and fit-out 2 years, heating and cooling 2 seasons; null for the structure, whose warranty lasts as long as its design life.';

create function private.complaint_warranty(project_id uuid, kind text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('kind', k.kind, 'accepted_on', m.reached_on, 'until', private.warranty_until(k.kind, m.reached_on), 'standing', case
    when m.reached_on is null or m.reached_on > private.today() then 'unknown'
    when k.kind = 'structure' then 'design_life'
    when private.today() <= private.warranty_until(k.kind, m.reached_on) then 'in_warranty'
    else 'expired' end)
  from (select complaint_warranty.kind as kind) k
  left join public.milestones m on m.project_id = complaint_warranty.project_id and m.kind = 'completion_acceptance'
$$;
comment on function private.complaint_warranty(uuid, text) is
  'Whether a minimum warranty of a project still runs: {kind, accepted_on, until, standing: in_warranty | expired | design_life | unknown (not accepted, as far as the hub knows)}. kind as in complaint_categories.warranty.';

create function public.filing_place(project text default null, finding text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.projects;
  f public.findings;
begin
  if finding is not null then
    -- one that is not public yet is nobody's business here
    select * into f from public.findings x where x.slug = filing_place.finding and x.published_at is not null and x.state <> 'withheld';
  end if;
  if f.finding_id is not null then select * into p from public.projects x where x.project_id = f.project_id;
  elsif project is not null then select * into p from public.projects x where x.slug = filing_place.project;
  end if;
  if p.project_id is null then return null; end if;
  return jsonb_build_object('project', private.project_card(p), 'finding', case when f.finding_id is not null then jsonb_build_object('slug', f.slug, 'number', f.number) end,
    'warranties', (select jsonb_object_agg(k.kind, private.complaint_warranty(p.project_id, k.kind))
      from (values ('waterproofing'), ('pipes_wiring_fit_out'), ('heating_cooling'), ('structure')) k (kind)));
end $$;
comment on function public.filing_place(text, text) is
  'What the form of a complaint says about a project, or about that of a public finding: {project (as lists show it), finding {slug, number} or null, warranties {kind: as private.complaint_warranty}}; null where there is none.';

create function public.complaint_again(tracking_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.complaint_receipt(c, true) from private.complaint_keys k join public.complaints c on c.complaint_id = k.complaint_id
  where k.tracking_hash = complaint_again.tracking_hash
$$;
comment on function public.complaint_again(text) is
  'The receipt of an attempt that was filed already, or null: sent again after a lost answer it costs no limit. Service role only.';

-- Photos ----------------------------------------------------------------------------------------------------------

create function private.complaint_photo_is_shown(p private.complaint_photos, c public.complaints) returns boolean
language sql immutable set search_path = ''
as $$ select p.shown and c.visibility = 'public' $$;
comment on function private.complaint_photo_is_shown(private.complaint_photos, public.complaints) is
  'Whether everyone may see a photo: an officer let it be shown, and the complaint is public with words.';

create function public.read_complaint_photo(sha256 text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p private.complaint_photos;
  c public.complaints;
  seen jsonb;
begin
  for p in select x.* from private.complaint_photos x where x.sha256 = read_complaint_photo.sha256 order by x.photo_id loop
    select * into c from public.complaints x where x.complaint_id = p.complaint_id;
    if private.complaint_photo_is_shown(p, c) then
      return jsonb_build_object('sha256', p.sha256, 'media_type', p.media_type, 'bytes', p.bytes, 'public', true);
    end if;
    if seen is null and private.complaint_capacities(c) && '{reader,person}' then
      seen := jsonb_build_object('sha256', p.sha256, 'media_type', p.media_type, 'bytes', p.bytes, 'public', false);
    end if;
  end loop;
  return seen;
end $$;
comment on function public.read_complaint_photo(text) is
  'Where a photo of a complaint is kept, by the hash of its copy: {sha256, media_type, bytes, public}; null for whoever may not see it. Everyone once it is shown and the complaint is public; before, officers who may read the complaint, and the person in whose account it is.';

create function public.read_own_complaint_photo(tracking_hash text, sha256 text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('sha256', p.sha256, 'media_type', p.media_type, 'bytes', p.bytes, 'public', false)
  from private.complaint_keys k join private.complaint_photos p on p.complaint_id = k.complaint_id
  where k.tracking_hash = read_own_complaint_photo.tracking_hash and p.sha256 = read_own_complaint_photo.sha256
$$;
comment on function public.read_own_complaint_photo(text, text) is
  'The same for the person who has the tracking code, by its hash: any photo of that complaint and of no other. Service role only.';

create function public.unused_complaint_files(hashes text[]) returns text[]
language sql stable security definer set search_path = ''
as $$
  select array(select h.hash from unnest(hashes) h (hash) where not exists (select from private.complaint_photos p where p.sha256 = h.hash))
$$;
comment on function public.unused_complaint_files(text[]) is
  'Which of these files no complaint has: those that were stored for one that then could not be filed. Service role only.';

revoke execute on function private.season_end(date, text, int), private.warranty_until(text, date), private.complaint_warranty(uuid, text),
  private.complaint_photo_is_shown(private.complaint_photos, public.complaints), public.filing_place(text, text), public.complaint_again(text), public.read_complaint_photo(text),
  public.read_own_complaint_photo(text, text), public.unused_complaint_files(text[]) from public, anon, authenticated;
grant execute on function public.filing_place(text, text), public.read_complaint_photo(text) to anon, authenticated, service_role;
grant execute on function public.complaint_again(text), public.read_own_complaint_photo(text, text), public.unused_complaint_files(text[]) to service_role;
