-- One complaint at the desk, with everything that those in charge need, in one reply.

create function private.complaint_blocks(c public.complaints, mine text[], acts text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_object_agg(x.act, x.why) filter (where x.why is not null), '{}') from (
    select t.act, coalesce(private.complaint_block(c, case t.act when 'reopen' then 'follow_up_reopen' else t.act end), case t.act
      when 'object' then 'objection_passed' when 'transfer' then 'superior_appoints' when 'extend' then 'extended_already' when 'merge' then 'others_joined'
      when 'publish' then case when not c.wants_public then 'person_wants_private' else 'anonymised' end when 'extract' then 'no_project'
      when 'decide_final' then 'higher_than_review' end) as why
    from public.complaint_transitions t
    where t.from_state = c.state and t.capacity = any (mine) and t.capacity not in ('person', 'clock', 'company') and not t.act = any (acts) group by t.act) x
$$;
comment on function private.complaint_blocks(public.complaints, text[], text[]) is 'Why a step that belongs to the caller''s duty cannot be taken now, by step.';

create function private.complaint_messages_of(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('message_id', m.message_id, 'channel', m.channel, 'by', m.by, 'text', m.text, 'asks', m.asks, 'at', private.iso_time(m.at),
    'bureau', (select o.name from public.organizations o where o.organization_id = m.organization_id),
    'officer', (select p.display_name from public.profiles p where p.user_id = m.user_id)) order by m.at, m.message_id), '[]')
  from private.complaint_messages m where m.complaint_id = c.complaint_id
$$;
comment on function private.complaint_messages_of(public.complaints) is 'What person and bureau wrote to each other, and the bureau''s notes.';

create function private.complaint_officers(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'name', x.name, 'open', (
      select count(*) from public.complaints o where o.assignee = x.user_id and o.queue <> 'done')) order by x.name, x.user_id), '[]')
  from (select distinct m.user_id, p.display_name as name from public.memberships m join public.profiles p on p.user_id = m.user_id
    where m.organization_id = c.bureau_id and m.role = 'officer' and m.duties && '{intake,handler,follow_up,reviewer}'
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
      and not exists (select from private.complaint_recusals r where r.complaint_id = c.complaint_id and r.user_id = m.user_id) limit 100) x
$$;
comment on function private.complaint_officers(public.complaints) is 'Officers of the bureau in charge to whom a complaint can be assigned, with how many each has open.';

create function private.complaint_templates_for(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('act', t.act, 'title', t.title, 'text', t.text) order by t.act, t.category nulls last, t.title), '[]')
  from public.complaint_templates t join public.organizations o on o.organization_id = t.organization_id
  where (t.category is null or t.category = c.category) and exists (select from private.complaint_scopes() s where s.kind = 'own'
    and (s.bureau_id = t.organization_id or starts_with(s.division_code, private.division_prefix(o.division_code)) and s.division_code <> o.division_code))
$$;
comment on function private.complaint_templates_for(public.complaints) is 'Words that the caller''s bureau, or one above it, keeps for steps with such a complaint.';

create function private.complaint_case_parts(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'statement', (select jsonb_build_object('description', s.description, 'spot', s.spot, 'rating_note', s.rating_note)
      from private.complaint_statements s where s.complaint_id = c.complaint_id),
    'has_contact', coalesce((select to_jsonb(x.has) from private.complaint_contacts x where x.complaint_id = c.complaint_id), '[]'),
    'contact_reads', coalesce((select jsonb_agg(jsonb_build_object('name', p.display_name, 'bureau', o.name, 'reason', r.reason, 'at', private.iso_time(r.at)) order by r.at)
      from private.complaint_contact_reads r join public.organizations o on o.organization_id = r.organization_id left join public.profiles p on p.user_id = r.user_id
      where r.complaint_id = c.complaint_id), '[]'),
    'photos', coalesce((select jsonb_agg(jsonb_build_object('photo_id', p.photo_id, 'sha256', p.sha256, 'width', p.width, 'height', p.height, 'by', p.by, 'shown', p.shown,
      'at', private.iso_time(p.at)) order by p.sort, p.photo_id) from private.complaint_photos p where p.complaint_id = c.complaint_id), '[]'),
    'messages', private.complaint_messages_of(c),
    'extracts', coalesce((select jsonb_agg(jsonb_build_object('organization', o.name, 'text', x.text, 'sent_at', private.iso_time(x.sent_at), 'due_on', x.due_on,
        'overdue', x.replied_at is null and x.due_on < private.today(), 'reply', x.reply, 'replied_at', private.iso_time(x.replied_at),
        'rule', (select private.rule_card(r) from public.deadline_rules r where r.deadline_rule_id = x.deadline_rule_id)) order by x.sent_at)
      from public.complaint_extracts x join public.organizations o on o.organization_id = x.organization_id where x.complaint_id = c.complaint_id), '[]'))
$$;
comment on function private.complaint_case_parts(public.complaints) is 'What belongs to the person of a complaint, and what companies said: for those in charge alone.';

create function private.complaint_case_record(c public.complaints) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'events', coalesce((select jsonb_agg(jsonb_build_object('event', e.event, 'state', e.state, 'by', e.by, 'reason', e.reason, 'facts', e.facts, 'at', private.iso_time(e.at),
      'audience', private.event_audience(e.event),
      'bureau', (select o.name from public.organizations o where o.organization_id = e.organization_id)) order by e.event_id)
      from public.complaint_events e where e.complaint_id = c.complaint_id), '[]'),
    'clocks', coalesce((select jsonb_agg(jsonb_build_object('clock', k.clock, 'round', k.round, 'started_on', k.started_on, 'due_on', k.due_on, 'extra_days', k.extra_days,
      'stopped_on', k.stopped_on, 'overdue', coalesce(k.stopped_on, private.today()) > k.due_on,
      'rule', (select private.rule_card(r) from public.deadline_rules r where r.deadline_rule_id = k.deadline_rule_id)) order by k.started_on, k.due_on, k.clock)
      from public.complaint_clocks k where k.complaint_id = c.complaint_id), '[]'),
    'rule', (select private.rule_card(r) from public.deadline_rules r where r.deadline_rule_id = c.deadline_rule_id),
    'parties', coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name, 'roles', x.roles) order by x.name, x.slug) from (
      select o.slug, o.name, jsonb_agg(pp.role order by pp.role) as roles from public.project_parties pp join public.organizations o on o.organization_id = pp.organization_id
      where pp.project_id = c.project_id group by o.slug, o.name) x), '[]'),
    'finding', (select jsonb_build_object('slug', f.slug, 'number', f.number) from public.findings f where f.finding_id = c.finding_id),
    'merged_into', (select jsonb_build_object('slug', x.slug, 'number', x.number, 'state', x.state) from public.complaints x where x.complaint_id = c.merged_into),
    'others', coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number, 'state', x.state) order by x.filed_at, x.complaint_id)
      from public.complaints x where x.merged_into = c.complaint_id), '[]'))
$$;
comment on function private.complaint_case_record(public.complaints) is 'History, deadlines with the articles they rest on, parties of the project, and what a complaint hangs together with.';

create function public.desk_complaint(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  c public.complaints;
  mine text[];
  acts text[];
begin
  select * into c from public.complaints x where x.slug = desk_complaint.slug;
  if c.complaint_id is null then return null; end if;
  mine := private.complaint_capacities(c);
  if not 'reader' = any (mine) then return null; end if;
  -- what the person may do is not the desk's
  acts := array(select a from unnest(private.complaint_acts_now(c, array_remove(mine, 'person'))) a);
  return private.desk_complaint_row(c, private.today()) || private.complaint_case_parts(c) || private.complaint_case_record(c) || jsonb_build_object(
    'naming', c.naming, 'shown_name', c.shown_name, 'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time, 'lat', c.lat, 'lng', c.lng,
    'external_ref', c.external_ref, 'accepted_at', private.iso_time(c.accepted_at), 'fix_by', c.fix_by, 'reply_text', c.reply_text, 'public_reply', c.public_reply,
    'replied_at', private.iso_time(c.replied_at), 'close_reason', c.close_reason, 'not_accepted_reason', c.not_accepted_reason, 'channel', c.channel,
    'rating', c.rating, 'solved', c.solved, 'review_outcome', c.review_outcome, 'review_text', c.review_text, 'final_outcome', c.final_outcome, 'final_text', c.final_text,
    'ex_officio', c.ex_officio, 'wants_public', c.wants_public, 'public_title', c.public_title, 'public_text', c.public_text, 'private_reason', c.private_reason,
    'anonymised', c.anonymised_at is not null, 'today', private.today(),
    'supervised_by', (select o.name from public.organizations o where o.organization_id = c.supervised_by),
    'extension_days', (select r.days from private.deadline_rules_for('complaint', 'extension', coalesce(c.bureau_division, c.division_code), private.today()) r),
    'acts', to_jsonb(acts), 'blocked', private.complaint_blocks(c, mine, acts), 'capacities', to_jsonb(mine),
    'may_read_contact', mine && '{intake,handler,follower,superior}' and not c.ex_officio and c.state <> 'withdrawn',
    'officers', case when 'assign' = any (acts) then private.complaint_officers(c) else '[]' end,
    'templates', private.complaint_templates_for(c),
    'bureaus', case when acts && '{transfer,appoint}' then (select coalesce(jsonb_agg(jsonb_build_object('slug', o.slug, 'name', o.name) order by o.division_code, o.name), '[]')
      from public.organizations o where o.kind = 'bureau' and o.organization_id is distinct from c.bureau_id) else '[]' end,
    'similar', case when 'merge' = any (acts) then (select coalesce(jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number, 'category', x.category, 'state', x.state,
        'filed_at', private.iso_time(x.filed_at)) order by x.category = c.category desc, x.filed_at desc), '[]') from (
      select y.* from public.complaints y where y.bureau_id = c.bureau_id and y.complaint_id <> c.complaint_id and y.queue in ('intake', 'handle')
        and (y.project_id = c.project_id or c.project_id is null and y.project_id is null and y.division_code = c.division_code) order by y.filed_at desc limit 30) x) else '[]' end);
end $$;
comment on function public.desk_complaint(slug text) is
  'A complaint for officers who have to do with it: its row of the list with the person''s words, photos, messages, notes, extracts, history, deadlines and articles, parties, what may be done now (acts) and why other steps cannot (blocked), officers, templates, bureaus, complaints it could be merged with. Which contact data there is, never the data. Null for others, for those who recused themselves, and for people in their own complaint.';

-- What companies read ---------------------------------------------------------------------------------------------

create function private.extract_card(x public.complaint_extracts) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', x.slug, 'text', x.text, 'sent_at', private.iso_time(x.sent_at), 'due_on', x.due_on, 'days_left', x.due_on - private.today(),
    'overdue', x.replied_at is null and x.due_on < private.today(), 'reply', x.reply, 'replied_at', private.iso_time(x.replied_at),
    'organization', (select o.name from public.organizations o where o.organization_id = x.organization_id),
    'bureau', (select o.name from public.organizations o where o.organization_id = c.bureau_id),
    'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id),
    'rule', (select private.rule_card(r) from public.deadline_rules r where r.deadline_rule_id = x.deadline_rule_id),
    'open', x.replied_at is null and exists (select from public.complaint_transitions t where t.from_state = c.state and t.act = 'answer_extract'),
    'may_answer', exists (select from private.current_memberships() m where m.organization_id = x.organization_id and m.role = 'company_member' and m.duties && '{reply,edit}'))
  from public.complaints c where c.complaint_id = x.complaint_id
$$;
comment on function private.extract_card(public.complaint_extracts) is
  'An extract for its company: what the bureau asks, about which project, until when and why then, and what the company said. Nothing that leads to the complaint or its person.';

create function public.my_extracts(state text default null, page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  companies uuid[];
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  companies := array(select m.organization_id from private.current_memberships() m where m.role = 'company_member');
  return jsonb_build_object('today', private.today(),
    'open', (select count(*) from public.complaint_extracts x where x.organization_id = any (companies) and x.replied_at is null),
    'overdue', (select count(*) from public.complaint_extracts x where x.organization_id = any (companies) and x.replied_at is null and x.due_on < private.today()),
    'total', (select count(*) from public.complaint_extracts x where x.organization_id = any (companies)
      and (my_extracts.state is null or (my_extracts.state = 'open') = (x.replied_at is null))),
    'rows', coalesce((select jsonb_agg(private.extract_card(y) order by y.replied_at is not null, y.due_on, y.extract_id) from (
      select x.* from public.complaint_extracts x where x.organization_id = any (companies) and (my_extracts.state is null or (my_extracts.state = 'open') = (x.replied_at is null))
      order by x.replied_at is not null, x.due_on, x.extract_id limit size offset (least(greatest(page_number, 1), 5000) - 1) * size) y), '[]'));
end $$;
comment on function public.my_extracts(text, int, int) is
  'What bureaus ask the caller''s company to explain: {today, open, overdue, total, rows}, unanswered first. state: open, answered. Raises 42501 sign_in_required.';

create function public.my_extract(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.extract_card(x) from public.complaint_extracts x where x.slug = my_extract.slug and private.session_stands()
    and exists (select from private.current_memberships() m where m.organization_id = x.organization_id and m.role = 'company_member')
$$;
comment on function public.my_extract(text) is 'One extract for members of its company; null for others.';

revoke execute on function public.desk_complaint(text), public.my_extracts(text, int, int), public.my_extract(text) from public, anon;
grant execute on function public.desk_complaint(text), public.my_extracts(text, int, int), public.my_extract(text) to authenticated;
