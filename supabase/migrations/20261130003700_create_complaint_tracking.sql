-- What the person of a complaint reads and does: by the tracking code, or in the account.

create function private.person_acts(c public.complaints) returns text[]
language sql stable security definer set search_path = ''
as $$
  select private.complaint_acts_now(c, '{person}') || array(select x.act from (values
    (1, 'add_photos', c.queue <> 'done' and (select count(*) from private.complaint_photos p where p.complaint_id = c.complaint_id) < 20),
    (2, 'hide_name', c.naming = 'named' and c.shown_name is not null),
    (3, 'coarsen', not (c.coarse_place and c.coarse_time)),
    (4, 'take_mails', exists (select from private.complaint_contacts t where t.complaint_id = c.complaint_id and 'email' = any (t.has)))) x (n, act, may)
    where x.may order by x.n)
$$;
comment on function private.person_acts(public.complaints) is 'What the person of a complaint may do with it now: steps, and what concerns them alone.';

create function private.clock_card(clock text, due_on date, rule uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('clock', clock_card.clock, 'due_on', clock_card.due_on, 'days_left', clock_card.due_on - private.today(), 'rule', private.rule_card(r))
  from public.deadline_rules r where r.deadline_rule_id = clock_card.rule
$$;
comment on function private.clock_card(text, date, uuid) is 'A deadline as the person reads it: step, last day, days left (below 0: late), the rule it rests on.';

create function private.person_history(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.event, 'state', e.state, 'by', e.by, 'bureau', o.name, 'reason', e.reason, 'facts', e.facts, 'days', e.extra_days,
    'at', private.iso_time(e.at)) order by e.event_id), '[]')
  from public.complaint_events e left join public.organizations o on o.organization_id = e.organization_id
  where e.complaint_id = c.complaint_id and private.event_audience(e.event) in ('public', 'person')
$$;
comment on function private.person_history(public.complaints) is 'The steps of a complaint that its person learns of, oldest first.';

create function private.person_words(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'description', s.description, 'spot', s.spot, 'rating_note', s.rating_note,
    'photos', (select coalesce(jsonb_agg(jsonb_build_object('sha256', p.sha256, 'width', p.width, 'height', p.height, 'by', p.by, 'shown', p.shown,
        'at', private.iso_time(p.at)) order by p.sort, p.photo_id), '[]')
      from private.complaint_photos p where p.complaint_id = c.complaint_id),
    'messages', (select coalesce(jsonb_agg(jsonb_build_object('by', m.by, 'text', m.text, 'bureau', o.name, 'asks', m.asks, 'at', private.iso_time(m.at))
        order by m.at, m.message_id), '[]')
      from private.complaint_messages m left join public.organizations o on o.organization_id = m.organization_id
      where m.complaint_id = c.complaint_id and m.channel = 'person'),
    'notices', (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'facts', n.facts, 'at', private.iso_time(n.at)) order by n.at, n.notice_id), '[]')
      from private.complaint_notices n where n.complaint_id = c.complaint_id),
    'contact_reads', (select coalesce(jsonb_agg(jsonb_build_object('bureau', o.name, 'reason', r.reason, 'at', private.iso_time(r.at)) order by r.at, r.read_id), '[]')
      from private.complaint_contact_reads r join public.organizations o on o.organization_id = r.organization_id where r.complaint_id = c.complaint_id),
    'has', coalesce((select to_jsonb(x.has) from private.complaint_contacts x where x.complaint_id = c.complaint_id), '[]'))
  from (select) one left join private.complaint_statements s on s.complaint_id = c.complaint_id
$$;
comment on function private.person_words(public.complaints) is
  'What the person wrote and was told, their photos, who opened their contact data, and which contact data there are (never the data: whoever finds the code must not read them).';

create function private.person_view(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', c.slug, 'number', c.number, 'state', c.state, 'queue', c.queue, 'source', c.source, 'urgent', c.urgent, 'held', c.held, 'demo', c.demo,
    'edits', c.edits, 'today', private.today(),
    'category', jsonb_build_object('category', t.category, 'name', t.name, 'name_en', t.name_en),
    'project', case when p.project_id is not null then jsonb_build_object('slug', p.slug, 'name', p.name) end,
    'division', jsonb_build_object('name', d.name, 'name_en', d.name_en),
    'bureau', case when b.organization_id is not null then jsonb_build_object('slug', b.slug, 'name', b.name, 'contact', b.contact) end,
    'filed_at', private.iso_time(c.filed_at), 'accepted_at', private.iso_time(c.accepted_at), 'changed_at', private.iso_time(c.changed_at),
    'due', private.clock_card(c.clock, c.due_on, c.deadline_rule_id),
    'clocks', (select coalesce(jsonb_agg(private.clock_card(k.clock, k.due_on, k.deadline_rule_id) || jsonb_build_object('round', k.round, 'started_on', k.started_on,
        'extra_days', k.extra_days, 'stopped_on', k.stopped_on) order by k.started_on, k.due_on, k.clock, k.round), '[]')
      from public.complaint_clocks k where k.complaint_id = c.complaint_id),
    'extended_days', c.extended_days, 'ever_overdue', c.ever_overdue,
    'supervised', case when c.supervised_at is not null then jsonb_build_object('at', private.iso_time(c.supervised_at), 'bureau',
      (select o.name from public.organizations o where o.organization_id = c.supervised_by)) end,
    'naming', c.naming, 'shown_name', c.shown_name, 'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time)
    || jsonb_build_object('reply', case when c.replied_at is not null then jsonb_build_object('at', private.iso_time(c.replied_at), 'text', c.reply_text, 'outcome', c.outcome,
        'result', c.result, 'fix_by', c.fix_by) end,
    'close_reason', c.close_reason, 'not_accepted', case when c.not_accepted_reason is not null then jsonb_build_object('reason', c.not_accepted_reason, 'channel', c.channel) end,
    'review', case when c.review_outcome is not null then jsonb_build_object('outcome', c.review_outcome, 'text', c.review_text, 'bureau',
      (select o.name from public.organizations o where o.organization_id = c.review_by)) end,
    'final', case when c.final_outcome is not null then jsonb_build_object('outcome', c.final_outcome, 'text', c.final_text) end,
    'rating', case when c.rated_at is not null then jsonb_build_object('rating', c.rating, 'solved', c.solved, 'at', private.iso_time(c.rated_at)) end,
    'reopened', c.reopened, 'ex_officio', c.ex_officio, 'joined', c.joined,
    'merged_into', (select m.number from public.complaints m where m.complaint_id = c.merged_into and c.state = 'merged'),
    'public', jsonb_build_object('visibility', c.visibility, 'wanted', c.wants_public, 'title', c.public_title, 'text', c.public_text, 'reply', c.public_reply,
      'reason', c.private_reason, 'published_at', private.iso_time(c.published_at)),
    'finding', (select jsonb_build_object('slug', f.slug, 'number', f.number, 'public', f.published_at is not null and f.state <> 'withheld') from public.findings f where f.finding_id = c.finding_id),
    'wants_mail', k.wants_mail, 'acts', to_jsonb(private.person_acts(c)), 'history', private.person_history(c))
    || private.person_words(c)
  from private.complaint_keys k
  join public.complaint_categories t on t.category = c.category
  join public.divisions d on d.division_code = c.division_code
  left join public.projects p on p.project_id = c.project_id
  left join public.organizations b on b.organization_id = c.bureau_id
  where k.complaint_id = c.complaint_id
$$;
comment on function private.person_view(public.complaints) is 'A complaint as its person reads it, whole.';

create function public.find_tracking(tracking_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', (select c.slug from private.complaint_keys k join public.complaints c on c.complaint_id = k.complaint_id
    where k.tracking_hash = find_tracking.tracking_hash))
$$;
comment on function public.find_tracking(text) is
  'Whether there is a complaint with this tracking code: {slug}, null where there is none. The same one look-up either way, so that time tells nothing. Service role only: the server makes the hash and counts who asks.';

create function public.track_complaint(tracking_hash text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id where k.tracking_hash = track_complaint.tracking_hash;
  if c.complaint_id is null then return null; end if;
  update private.complaint_keys k set seen_at = private.now() where k.complaint_id = c.complaint_id;
  return private.person_view(c);
end $$;
comment on function public.track_complaint(text) is
  'The complaint of a tracking code, as its person reads it (see private.person_view), and that they looked; null where there is none. Service role only: the server makes the hash.';

create function public.my_complaint(slug text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  if not private.session_stands() then return null; end if;
  select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id where x.slug = my_complaint.slug and k.user_id = auth.uid();
  if c.complaint_id is null then return null; end if;
  update private.complaint_keys k set seen_at = private.now() where k.complaint_id = c.complaint_id;
  return private.person_view(c);
end $$;
comment on function public.my_complaint(text) is 'A complaint of the caller''s account, as its person reads it, and that they looked; null for others.';

create function public.my_complaints(page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with mine as (
    select c.*, k.seen_at, row_number() over (order by c.queue = 'done', c.changed_at desc, c.complaint_id) as n
    from private.complaint_keys k join public.complaints c on c.complaint_id = k.complaint_id
    where k.user_id = auth.uid() and private.session_stands()
  )
  select jsonb_build_object('total', (select count(*) from mine), 'today', private.today(), 'rows', coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'number', c.number,
    'state', c.state, 'category', t.name, 'category_en', t.name_en, 'project', p.name, 'division', d.name, 'division_en', d.name_en, 'bureau', b.name,
    'filed_at', private.iso_time(c.filed_at), 'changed_at', private.iso_time(c.changed_at), 'clock', c.clock, 'due_on', c.due_on,
    'days_left', c.due_on - private.today(), 'news', c.changed_at > coalesce(c.seen_at, c.filed_at)) order by c.n), '[]'))
  from mine c join public.complaint_categories t on t.category = c.category join public.divisions d on d.division_code = c.division_code
  left join public.projects p on p.project_id = c.project_id left join public.organizations b on b.organization_id = c.bureau_id
  where c.n > (least(greatest(page_number, 1), 10000) - 1) * least(greatest(page_size, 1), 100)
    and c.n <= least(greatest(page_number, 1), 10000) * least(greatest(page_size, 1), 100)
$$;
comment on function public.my_complaints(int, int) is
  'Complaints of the caller''s account, those that go on first, the latest change first: {total, today, rows}. news: something happened since they last looked.';

create function private.own_photo(complaint uuid, sha256 text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('sha256', p.sha256, 'media_type', p.media_type, 'bytes', p.bytes)
  from private.complaint_photos p where p.complaint_id = own_photo.complaint and p.sha256 = own_photo.sha256
$$;
comment on function private.own_photo(uuid, text) is 'A photo of one complaint: {sha256, media_type, bytes}, or null.';

create function public.own_complaint_photo(tracking_hash text, sha256 text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.own_photo(k.complaint_id, own_complaint_photo.sha256) from private.complaint_keys k where k.tracking_hash = own_complaint_photo.tracking_hash
$$;
comment on function public.own_complaint_photo(text, text) is
  'A photo of the complaint of a tracking code: {sha256, media_type, bytes}; null where it is none of it. Service role only: the server makes the hash.';

create function public.my_complaint_photo(slug text, sha256 text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.own_photo(k.complaint_id, my_complaint_photo.sha256) from private.complaint_keys k join public.complaints c on c.complaint_id = k.complaint_id
  where c.slug = my_complaint_photo.slug and k.user_id = auth.uid() and private.session_stands()
$$;
comment on function public.my_complaint_photo(text, text) is 'A photo of a complaint of the caller''s account: {sha256, media_type, bytes}; null for others.';

create function public.add_my_complaint_photos(account uuid, slug text, photos jsonb) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  c public.complaints;
begin
  select x.* into c from public.complaints x join private.complaint_keys k on k.complaint_id = x.complaint_id
  where x.slug = add_my_complaint_photos.slug and k.user_id = account for no key update of x;
  if c.complaint_id is null then raise exception 'complaint_not_found' using errcode = 'P0002'; end if;
  c := private.person_act(c, 'add_photos', jsonb_build_object('photos', photos));
  return jsonb_build_object('slug', c.slug, 'state', c.state, 'edits', c.edits);
end $$;
comment on function public.add_my_complaint_photos(uuid, text, jsonb) is
  'Photos for a complaint of an account, which the server has encoded anew and stored: {slug, state, edits}. Service role only: the server vouches for them and for the account. Raises P0002 complaint_not_found; 55000 complaint_act_refused; 23514 photo_limit.';

revoke execute on function public.find_tracking(text), public.track_complaint(text), public.my_complaint(text), public.my_complaints(int, int),
  public.own_complaint_photo(text, text), public.my_complaint_photo(text, text), public.add_my_complaint_photos(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.find_tracking(text), public.track_complaint(text), public.own_complaint_photo(text, text),
  public.add_my_complaint_photos(uuid, text, jsonb) to service_role;
grant execute on function public.my_complaint(text), public.my_complaints(int, int), public.my_complaint_photo(text, text) to authenticated;
