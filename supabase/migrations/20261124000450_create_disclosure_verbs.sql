-- Verbs on disclosures: write, submit, return, confirm, publish, correct, withdraw, withhold. What may follow what stands in
-- a table that the desk asks too; who may do it is decided here, by duty on the project, and persons must differ.

-- 1. The state machine --------------------------------------------------------------------------------------------

create table public.disclosure_transitions (
  from_state text not null,
  act text not null,
  to_state text not null,
  capacity text not null,
  needs_reason boolean not null default false,
  sort int not null,
  constraint disclosure_transitions_pkey primary key (from_state, act, capacity),
  constraint disclosure_transitions_capacity_known check (capacity in ('author', 'confirmer', 'publisher', 'bureau'))
);
comment on table public.disclosure_transitions is 'What may be done to a version in each state, and in which capacity. The verbs and the desk''s buttons read the same rows.';
comment on column public.disclosure_transitions.from_state is 'State of the version.';
comment on column public.disclosure_transitions.act is 'What is done.';
comment on column public.disclosure_transitions.to_state is 'State after it.';
comment on column public.disclosure_transitions.capacity is
  'author: duty edit at a providing party or the developer; confirmer: duty confirm at a confirming party; publisher: duty edit at the developer; bureau: an overseeing officer with the duty reviewer.';
comment on column public.disclosure_transitions.needs_reason is 'Whether a reason must be given.';
comment on column public.disclosure_transitions.sort is 'Order of the buttons.';
insert into public.disclosure_transitions (from_state, act, to_state, capacity, needs_reason, sort) values
  ('draft', 'submit', 'submitted', 'author', false, 10),
  ('draft', 'discard', 'discarded', 'author', false, 90),
  ('returned', 'submit', 'submitted', 'author', false, 10),
  ('returned', 'discard', 'discarded', 'author', false, 90),
  ('submitted', 'recall', 'draft', 'author', false, 80),
  ('submitted', 'confirm', 'confirmed', 'confirmer', false, 10),
  ('submitted', 'return', 'returned', 'confirmer', true, 20),
  ('confirmed', 'publish', 'published', 'publisher', false, 10),
  ('confirmed', 'schedule', 'confirmed', 'publisher', false, 20),
  ('confirmed', 'unschedule', 'confirmed', 'publisher', false, 30),
  ('confirmed', 'return', 'returned', 'publisher', true, 40),
  ('published', 'correct', 'published', 'author', true, 10),
  ('published', 'withdraw', 'withdrawn', 'bureau', true, 90);
alter table public.disclosure_transitions enable row level security;
create policy "Everyone can read what may follow what" on public.disclosure_transitions for select to anon, authenticated using (true);
grant select on public.disclosure_transitions to anon, authenticated;

create function private.disclosure_capacities(d public.disclosures)
returns table (capacity text, organization_id uuid, role text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select c.capacity, x.organization_id, x.role
  from private.duties_on_project(d.project_id) x
  join public.disclosure_items i on i.item = d.item
  cross join lateral (values
    ('author', x.duty = 'edit' and (x.role = 'developer' or x.role = any (i.provider_roles))),
    ('confirmer', x.duty = 'confirm' and x.role = any (i.confirmer_roles)),
    ('publisher', x.duty = 'edit' and x.role = 'developer')) as c (capacity, has)
  where c.has
  union all
  select 'bureau', m.organization_id, null
  from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
  where m.role = 'officer' and o.kind = 'bureau' and 'reviewer' = any (m.duties)
    and starts_with(d.division_code, private.division_prefix(o.division_code));
end $$;
comment on function private.disclosure_capacities(public.disclosures) is 'In which capacities the caller may act on a disclosure, and for which organization.';

create function private.act_on(d public.disclosures, version int, act text, organization uuid, reason text default null) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.disclosure_acts (disclosure_id, version, act, user_id, organization_id, at, reason)
  values (d.disclosure_id, act_on.version, act_on.act, auth.uid(), act_on.organization, private.now(), act_on.reason);
end $$;
comment on function private.act_on(public.disclosures, int, text, uuid, text) is 'Records a step with the person who took it.';

create function private.lock_disclosure(slug text) returns public.disclosures
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures;
begin
  -- the journal's lock before any row's, the same order in every verb
  perform pg_advisory_xact_lock(4206, 1);
  select * into d from public.disclosures x where x.slug = lock_disclosure.slug for update;
  if d.disclosure_id is null then raise exception 'disclosure_not_found' using errcode = 'P0002'; end if;
  return d;
end $$;
comment on function private.lock_disclosure(text) is 'The disclosure, locked until commit. Raises P0002 disclosure_not_found.';

-- 2. Writing a draft ----------------------------------------------------------------------------------------------

create function private.write_documents(d public.disclosures, version int, documents jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from jsonb_array_elements(documents) e where not exists (
    select from public.documents x where x.document_id = (e ->> 'document_id')::uuid and x.project_id = d.project_id)) then
    raise exception 'document_not_found' using errcode = 'P0002';
  end if;
  delete from public.disclosure_documents dd where dd.disclosure_id = d.disclosure_id and dd.version = write_documents.version;
  insert into public.disclosure_documents (disclosure_id, version, document_id, position, caption)
  select d.disclosure_id, write_documents.version, (e.value ->> 'document_id')::uuid, e.n, nullif(trim(e.value ->> 'caption'), '')
  from jsonb_array_elements(documents) with ordinality as e (value, n);
end $$;
comment on function private.write_documents(public.disclosures, int, jsonb) is
  'The documents of a draft, [{document_id, caption}] in order. Raises P0002 document_not_found for one of another project.';

create function public.save_disclosure(slug text, facts jsonb, note text, documents jsonb, expected_edits int default null, reason text default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  v public.disclosure_versions;
  org uuid;
  problem jsonb;
  -- a draft that was thrown away leaves its number behind, and nothing that could be corrected
  corrects boolean := exists (select from public.disclosure_versions x where x.disclosure_id = d.disclosure_id
    and x.state in ('published', 'withdrawn'));
begin
  select c.organization_id into org from private.disclosure_capacities(d) c where c.capacity = 'author'
    order by c.role = 'developer' limit 1;
  if org is null then raise exception 'not_an_author' using errcode = '42501'; end if;
  if d.state = 'withheld' then raise exception 'disclosure_withheld' using errcode = '55000'; end if;
  problem := private.check_facts((select i.fields from public.disclosure_items i where i.item = d.item), facts, false);
  if problem is not null then
    raise exception 'facts_wrong' using errcode = '23514', detail = problem::text;
  end if;

  select * into v from public.disclosure_versions x where x.disclosure_id = d.disclosure_id
    and x.state in ('draft', 'submitted', 'returned', 'confirmed');
  if v.version is null then
    v.version := 1 + coalesce((select max(x.version) from public.disclosure_versions x where x.disclosure_id = d.disclosure_id), 0);
    if corrects and nullif(trim(reason), '') is null then
      raise exception 'reason_missing' using errcode = '23514';
    end if;
    insert into public.disclosure_versions (disclosure_id, version, facts, note, reason, supplied_by)
    values (d.disclosure_id, v.version, jsonb_strip_nulls(facts), nullif(trim(note), ''),
      case when corrects then trim(reason) end, org);
    perform private.act_on(d, v.version, case when corrects then 'correct' else 'write' end, org,
      case when corrects then trim(reason) end);
  else
    if v.state not in ('draft', 'returned') then raise exception 'disclosure_under_way' using errcode = '55000'; end if;
    if expected_edits is null or expected_edits <> v.edits then
      raise exception 'disclosure_changed_meanwhile' using errcode = '40001';
    end if;
    update public.disclosure_versions x set facts = jsonb_strip_nulls(save_disclosure.facts), note = nullif(trim(save_disclosure.note), ''),
      reason = case when corrects then coalesce(nullif(trim(save_disclosure.reason), ''), x.reason) end,
      edits = x.edits + 1, supplied_by = org, updated_at = private.now()
    where x.disclosure_id = d.disclosure_id and x.version = v.version;
    perform private.act_on(d, v.version, 'write', org);
  end if;
  perform private.write_documents(d, v.version, documents);
  return (select jsonb_build_object('version', x.version, 'edits', x.edits) from public.disclosure_versions x
    where x.disclosure_id = d.disclosure_id and x.version = v.version);
end $$;
comment on function public.save_disclosure(text, jsonb, text, jsonb, int, text) is
  'Begins or changes the draft of a disclosure; where one was published before, the draft corrects it and needs a reason. documents: [{document_id, caption}]. Returns {version, edits}. Raises 42501 not_an_author, 55000 disclosure_under_way or disclosure_withheld, 40001 disclosure_changed_meanwhile, 23514 facts_wrong (detail: {field, problem}) or reason_missing, P0002.';
revoke execute on function public.save_disclosure(text, jsonb, text, jsonb, int, text) from public, anon;
grant execute on function public.save_disclosure(text, jsonb, text, jsonb, int, text) to authenticated;

-- 3. Publishing ---------------------------------------------------------------------------------------------------

create function private.document_facts(disclosure_id uuid, version int) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('name', x.file_name, 'caption', dd.caption, 'sha256', x.sha256,
    'original_sha256', x.original_sha256, 'media_type', x.media_type, 'bytes', x.bytes) order by dd.position), '[]')
  from public.disclosure_documents dd join public.documents x using (document_id)
  where dd.disclosure_id = document_facts.disclosure_id and dd.version = document_facts.version);
end $$;
comment on function private.document_facts(uuid, int) is 'Documents of a version as the journal tells them.';

create function private.version_changes(earlier public.disclosure_versions, later public.disclosure_versions) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(jsonb_object_agg(c.field, jsonb_strip_nulls(jsonb_build_object('from', c.old, 'to', c.new))), '{}')
  from (
    select 'facts.' || k.key as field, earlier.facts -> k.key as old, later.facts -> k.key as new
    from (select jsonb_object_keys(earlier.facts) union select jsonb_object_keys(later.facts)) as k (key)
    union all
    select 'note', to_jsonb(earlier.note), to_jsonb(later.note)
    union all
    select 'documents.' || coalesce(a.sha256, b.sha256), to_jsonb(a.file_name), to_jsonb(b.file_name)
    from (select x.sha256, x.file_name from public.disclosure_documents dd join public.documents x using (document_id)
      where dd.disclosure_id = earlier.disclosure_id and dd.version = earlier.version) a
    full join (select x.sha256, x.file_name from public.disclosure_documents dd join public.documents x using (document_id)
      where dd.disclosure_id = later.disclosure_id and dd.version = later.version) b on a.sha256 = b.sha256
  ) c where c.old is distinct from c.new);
end $$;
comment on function private.version_changes(public.disclosure_versions, public.disclosure_versions) is
  'What differs between two versions: facts.<field>, note, documents.<sha256>, each {from, to}.';

create function private.publish_version(d public.disclosures, version int, organization uuid) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  v public.disclosure_versions;
  before public.disclosure_versions;
  files jsonb := private.document_facts(d.disclosure_id, version);
  late int;
begin
  select * into v from public.disclosure_versions x where x.disclosure_id = d.disclosure_id and x.version = publish_version.version;
  -- what it corrects: the version that is public, or the one that was withdrawn
  select * into before from public.disclosure_versions x where x.disclosure_id = d.disclosure_id
    and x.state in ('published', 'withdrawn') and x.version < v.version order by x.version desc limit 1;
  v.published_at := private.now();
  v.published_by := organization;
  -- what was withdrawn must not come back as the old half of a difference
  v.changes := case when before.state = 'published' then private.version_changes(before, v) end;
  v.content_hash := encode(sha256(convert_to(private.canonical_json(jsonb_build_object('disclosure', d.slug, 'item', d.item,
    'version', v.version, 'facts', v.facts, 'note', v.note,
    'documents', coalesce((select jsonb_agg(f -> 'sha256') from jsonb_array_elements(files) f), '[]'))), 'UTF8')), 'hex');
  late := coalesce(case when d.first_published_at is not null then d.days_late
    else greatest(0, private.day_of(v.published_at) - d.due_on) end, d.days_late);
  v.journal_seq := private.append_disclosure(d, case when before.version is null then 'published' else 'corrected' end,
    jsonb_build_object('version', v.version, 'facts', v.facts, 'note', v.note, 'reason', v.reason, 'changes', v.changes,
      'documents', files, 'content_hash', v.content_hash, 'days_late', late,
      'supplied_by', (select o.name from public.organizations o where o.organization_id = v.supplied_by),
      'confirmed_by', (select o.name from public.organizations o where o.organization_id = v.confirmed_by),
      'published_by', (select o.name from public.organizations o where o.organization_id = organization)),
    v.version, before.journal_seq);
  update public.disclosure_versions x set state = 'superseded', superseded_at = v.published_at
  where x.disclosure_id = d.disclosure_id and x.state = 'published';
  update public.disclosure_versions x set state = 'published', published_at = v.published_at, published_by = v.published_by,
    changes = v.changes, content_hash = v.content_hash, journal_seq = v.journal_seq, publish_at = null, edits = x.edits + 1,
    updated_at = v.published_at
  where x.disclosure_id = d.disclosure_id and x.version = v.version;
  update public.disclosures x set state = 'published', status = 'published', version = v.version, overdue_seq = null,
    first_published_at = coalesce(x.first_published_at, v.published_at), days_late = late, changed_at = v.published_at
  where x.disclosure_id = d.disclosure_id;
  perform private.act_on(d, v.version, 'publish', organization);
  return v.journal_seq;
end $$;
comment on function private.publish_version(public.disclosures, int, uuid) is
  'Makes a confirmed version public: supersedes the one before, keeps the differences and the content hash, appends disclosure.published or disclosure.corrected. Returns its seq.';

-- 4. The steps ----------------------------------------------------------------------------------------------------

create function private.tell_people(d public.disclosures, event text, facts jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  all_facts jsonb;
  r record;
begin
  all_facts := (select jsonb_build_object('item', i.item, 'item_name', i.name, 'item_name_en', i.name_en, 'project', p.name, 'due_on', d.due_on)
    from public.disclosure_items i, public.projects p where i.item = d.item and p.project_id = d.project_id) || facts;
  for r in
    select distinct pp.organization_id, case when event = 'submitted' then 'confirm' else 'edit' end as duty
    from public.project_parties pp join public.disclosure_items i on i.item = d.item
    where pp.project_id = d.project_id and case
      when event = 'submitted' then pp.role = any (i.confirmer_roles)
      else pp.role = 'developer' or pp.role = any (i.provider_roles) end
  loop
    perform private.notify_duty(r.organization_id, r.duty, 'disclosure.' || event, all_facts, '/desk/disclosures/' || d.slug, facts ->> 'dedupe');
  end loop;
end $$;
comment on function private.tell_people(public.disclosures, text, jsonb) is
  'Notifies whose turn it is: the confirming parties of what was submitted, else the developer and the providing parties. facts.dedupe keeps a message from being sent twice.';

create function private.check_step(d public.disclosures, v public.disclosure_versions, act text, organization uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  problem jsonb;
begin
  if act = 'submit' then
    problem := private.check_facts((select i.fields from public.disclosure_items i where i.item = d.item), v.facts, true);
    if problem is not null then raise exception 'facts_wrong' using errcode = '23514', detail = problem::text; end if;
    if not exists (select from public.disclosure_documents dd where dd.disclosure_id = d.disclosure_id and dd.version = v.version) then
      raise exception 'document_missing' using errcode = '23514';
    end if;
  elsif act in ('confirm', 'return') and v.state = 'submitted' then
    -- whoever wrote or submitted this version may not judge it, whatever other duty the person has
    if exists (select from private.disclosure_acts a where a.disclosure_id = d.disclosure_id and a.version = v.version
      and a.act in ('write', 'correct', 'submit') and a.user_id = auth.uid()) then
      raise exception 'persons_must_differ' using errcode = '42501';
    end if;
    if act = 'confirm' and organization = v.supplied_by then
      raise exception 'organizations_must_differ' using errcode = '42501';
    end if;
  elsif act in ('publish', 'schedule') and d.state = 'withheld' then
    raise exception 'disclosure_withheld' using errcode = '55000';
  end if;
end $$;
comment on function private.check_step(public.disclosures, public.disclosure_versions, text, uuid) is
  'What a step demands beyond the capacity: complete facts and a document to submit; another person and organization to confirm.';

create function public.advance_disclosure(slug text, act text, expected_edits int, reason text default null, publish_at timestamptz default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  v public.disclosure_versions;
  step public.disclosure_transitions;
  org uuid;
  part text;
begin
  select * into v from public.disclosure_versions x where x.disclosure_id = d.disclosure_id
    and x.state in ('draft', 'submitted', 'returned', 'confirmed');
  select t.* into step from public.disclosure_transitions t where t.from_state = v.state and t.act = advance_disclosure.act
    and t.capacity in (select c.capacity from private.disclosure_capacities(d) c) order by t.sort limit 1;
  if step.act is null or act = 'correct' then
    -- a stranger learns no state
    if not private.takes_part(d.project_id) or exists (select from public.disclosure_transitions t
      where t.from_state = v.state and t.act = advance_disclosure.act) then
      raise exception 'not_your_step' using errcode = '42501';
    end if;
    raise exception 'step_not_possible' using errcode = '55000', detail = coalesce(v.state, d.state);
  end if;
  if v.edits <> expected_edits then raise exception 'disclosure_changed_meanwhile' using errcode = '40001'; end if;
  if step.needs_reason and coalesce(length(trim(reason)), 0) < 2 then raise exception 'reason_missing' using errcode = '23514'; end if;
  select c.organization_id, c.role into org, part from private.disclosure_capacities(d) c where c.capacity = step.capacity
    order by c.organization_id = v.supplied_by, c.organization_id limit 1;
  perform private.check_step(d, v, act, org);

  if act = 'publish' then
    perform private.publish_version(d, v.version, org);
    perform private.tell_people(d, 'published', '{}');
  else
    if act = 'schedule' and (advance_disclosure.publish_at is null
      or advance_disclosure.publish_at not between private.now() and private.now() + interval '1 year') then
      raise exception 'publish_at_range' using errcode = '23514';
    end if;
    update public.disclosure_versions x set state = step.to_state, edits = x.edits + 1, updated_at = private.now(),
      submitted_at = case when act = 'submit' then private.now() else x.submitted_at end,
      confirmed_by = case when act = 'confirm' then org when step.to_state = 'confirmed' then x.confirmed_by end,
      confirmed_role = case when act = 'confirm' then part when step.to_state = 'confirmed' then x.confirmed_role end,
      confirmed_at = case when act = 'confirm' then private.now() when step.to_state = 'confirmed' then x.confirmed_at end,
      publish_at = case when act = 'schedule' then advance_disclosure.publish_at end,
      returned_reason = case when act = 'return' then trim(advance_disclosure.reason) else x.returned_reason end
    where x.disclosure_id = d.disclosure_id and x.version = v.version;
    perform private.act_on(d, v.version, act, org, nullif(trim(reason), ''));
    if act = 'submit' then perform private.tell_people(d, 'submitted', '{}');
    elsif act = 'return' then perform private.tell_people(d, 'returned', jsonb_build_object('reason', trim(reason)));
    elsif act = 'confirm' then perform private.tell_people(d, 'confirmed', '{}');
    end if;
  end if;
  return (select jsonb_build_object('version', x.version, 'state', x.state, 'edits', x.edits) from public.disclosure_versions x
    where x.disclosure_id = d.disclosure_id and x.version = v.version);
end $$;
comment on function public.advance_disclosure(text, text, int, text, timestamptz) is
  'One step of the open version: submit, recall, return, confirm, publish, schedule, unschedule, discard. Returns {version, state, edits}. Raises 42501 not_your_step, persons_must_differ, organizations_must_differ; 55000 step_not_possible (detail: the state), disclosure_withheld; 40001 disclosure_changed_meanwhile; 23514 reason_missing, facts_wrong, document_missing, publish_at_range; P0002.';
revoke execute on function public.advance_disclosure(text, text, int, text, timestamptz) from public, anon;
grant execute on function public.advance_disclosure(text, text, int, text, timestamptz) to authenticated;

create function public.publish_scheduled(max_rows int default 50) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  r record;
  d public.disclosures;
  published int := 0;
begin
  perform pg_advisory_xact_lock(4206, 1);
  for r in
    select v.disclosure_id, v.version from public.disclosure_versions v
    where v.state = 'confirmed' and v.publish_at <= private.now() order by v.publish_at limit max_rows for update skip locked
  loop
    select * into d from public.disclosures x where x.disclosure_id = r.disclosure_id for update;
    if d.state = 'withheld' then
      update public.disclosure_versions x set publish_at = null, edits = x.edits + 1
      where x.disclosure_id = r.disclosure_id and x.version = r.version;
      perform private.tell_people(d, 'publish_failed', jsonb_build_object('reason', 'disclosure_withheld'));
    else
      perform private.publish_version(d, r.version, (
        select a.organization_id from private.disclosure_acts a
        where a.disclosure_id = r.disclosure_id and a.version = r.version and a.act = 'schedule' order by a.at desc limit 1));
      perform private.tell_people(d, 'published', '{}');
      published := published + 1;
    end if;
  end loop;
  return jsonb_build_object('published', published);
end $$;
comment on function public.publish_scheduled(int) is 'Publishes what was scheduled for a time that has come: {published}. Only the service role may call it.';
revoke execute on function public.publish_scheduled(int) from public, anon, authenticated;
grant execute on function public.publish_scheduled(int) to service_role;
