-- A finding, or what a supervisor met with on a visit, can be carried over into a complaint.

create function private.grown_from(finding uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'number', c.number, 'state', c.state) order by c.filed_at, c.complaint_id), '[]')
  from public.complaints c join private.complaint_keys k on k.complaint_id = c.complaint_id where c.finding_id = grown_from.finding and k.user_id = auth.uid()
$$;
comment on function private.grown_from(uuid) is 'The caller''s own complaints that grew from a finding.';

create function public.finding_to_complain(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('finding', f.slug, 'number', f.number, 'project', private.project_place(f.project_id), 'visited_on', f.visited_on, 'urgent', f.urgent,
    'open_day', (select o.title from public.open_days o where o.open_day_id = f.open_day_id),
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('position', i.position, 'kind', i.kind, 'item', d.name, 'item_en', d.name_en, 'verdict', i.verdict, 'note', i.note,
        'out_of_tolerance', i.out_of_tolerance) order by i.position), '[]')
      from public.finding_items i left join public.disclosure_items d on d.item = i.item where i.finding_id = f.finding_id),
    'photos', (select coalesce(jsonb_agg(x.photo order by x.sort), '[]') from (
      select jsonb_build_object('sha256', p.sha256, 'media_type', p.media_type, 'bytes', p.bytes, 'width', p.width, 'height', p.height, 'position', i.position,
        'caption', max(e.photo ->> 'caption')) as photo, min(i.position * 100 + e.n) as sort
      from public.finding_items i cross join lateral jsonb_array_elements(i.photos) with ordinality e (photo, n)
      join public.finding_photos p on p.open_day_id = f.open_day_id and p.original_sha256 = e.photo ->> 'sha256'
      where i.finding_id = f.finding_id group by p.photo_id, i.position) x),
    'complaints', private.grown_from(f.finding_id))
  from public.findings f where f.slug = finding_to_complain.slug and private.finder_of(f) = auth.uid() and private.session_stands()
$$;
comment on function public.finding_to_complain(text) is
  'What a complaint takes over from a finding: {finding, number, project, visited_on, urgent, open_day, lines, photos (copies without metadata), complaints (the caller''s own that grew from it)}. To whoever found it alone; null for others.';

create function public.visit_to_complain(open_day text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('project', private.project_place(v.project_id), 'open_day', o.title, 'visited_on', private.day_of(o.starts_at), 'kind', v.kind)
  from public.visits v join public.open_days o on o.open_day_id = v.open_day_id
  where o.slug = visit_to_complain.open_day and v.user_id = auth.uid() and private.session_stands()
$$;
comment on function public.visit_to_complain(text) is
  'What a complaint takes over from a visit: {project, open_day, visited_on, kind}. To whoever made it, or was turned away, alone; null for others.';

create function public.finding_complaints(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('total', count(*), 'public', coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'number', c.number, 'title', c.public_title)
    order by c.published_at) filter (where c.visibility in ('public', 'stub')), '[]'))
  from public.findings f join public.complaints c on c.finding_id = f.finding_id
  -- whoever wanted no public page, or no place told, is not counted at the place
  where f.slug = finding_complaints.slug and f.published_at is not null and f.state <> 'withheld' and c.wants_public and not c.coarse_place
$$;
comment on function public.finding_complaints(text) is
  'How many complaints grew from a public finding, and those of them that are public: {total, public}. Those whose person wanted no public page or no place told do not count.';

revoke execute on function public.finding_to_complain(text), public.visit_to_complain(text), public.finding_complaints(text) from public, anon;
grant execute on function public.finding_to_complain(text), public.visit_to_complain(text) to authenticated;
grant execute on function public.finding_complaints(text) to anon, authenticated, service_role;
