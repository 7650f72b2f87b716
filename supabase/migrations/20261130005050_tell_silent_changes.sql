-- The rule that open data rests on: no column of a row changes without a journal entry, in the same transaction, that names the
-- record (private.open_touched). Verbs tell what they do. What a job, a rule, the calendar or a step without news of its own
-- changes is told here, at commit: by then every entry of the transaction stands, and whatever none of them names gets one.

-- 1. Entries of this transaction ----------------------------------------------------------------------------------

-- "what was told of this thing just now" has to be found among millions of entries
create index journal_subject_idx on public.journal (subject_id, seq);
drop index public.journal_complaint_idx;
drop index public.journal_finding_idx;

create function private.note_first_entry() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- writers come one at a time, so all that follows until commit is this transaction's
  if coalesce(current_setting('sunlit.first_entry', true), '') = '' then
    perform set_config('sunlit.first_entry', new.seq::text, true);
  end if;
  return null;
end $$;
comment on function private.note_first_entry() is 'Trigger: remembers, for this transaction, the first entry that it appended.';
create trigger journal_note_first after insert on public.journal for each row execute function private.note_first_entry();

create function private.is_told(subject text, types text[]) returns boolean
language plpgsql stable security definer set search_path = '' set enable_seqscan = off
as $$
declare
  first bigint := nullif(current_setting('sunlit.first_entry', true), '')::bigint;
begin
  -- by subject, of which there are few entries, and never by number: one transaction may append thousands
  return first is not null and exists (select from (select j.seq, j.subject_type from public.journal j where j.subject_id = subject offset 0) x
    where x.seq >= first and x.subject_type = any (types));
end $$;
comment on function private.is_told(text, text[]) is 'Whether this transaction has an entry about a thing.';

create function private.is_finding_told(finding uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.is_told(finding::text, '{finding}') or exists (select from public.finding_items i
    where i.finding_id = finding and private.is_told(finding || '/' || i.position, '{rectification}'));
end $$;
comment on function private.is_finding_told(uuid) is 'Whether this transaction has an entry about a finding or about putting right what it found.';

create function private.leave_tombstone(dataset text, key text, id text, seq bigint) returns void
language sql security definer set search_path = ''
as $$
  insert into private.open_tombstones as t (dataset, key, id, seq) values (dataset, key, id, seq)
  on conflict on constraint open_tombstones_pkey do update set seq = excluded.seq
$$;
comment on function private.leave_tombstone(text, text, text, bigint) is 'A record whose row is gone, and the entry with which it went.';

-- 2. Projects and companies ---------------------------------------------------------------------------------------

create function private.tell_project_change() returns trigger
language plpgsql security definer set search_path = '' set enable_seqscan = off
as $$
declare
  before jsonb := to_jsonb(old);
  p public.projects;
  changes jsonb;
begin
  if exists (select from (select j.seq, j.subject_type from public.journal j where j.project_id = new.project_id offset 0) x
    where x.subject_type in ('project', 'milestone') and x.seq >= nullif(current_setting('sunlit.first_entry', true), '')::bigint) then return null; end if;
  select * into p from public.projects x where x.project_id = new.project_id;
  select jsonb_object_agg(e.key, jsonb_build_object('from', before -> e.key, 'to', e.value)) into changes
  from jsonb_each(to_jsonb(p)) e where before -> e.key <> e.value and e.key not in ('version', 'updated_at', 'search_text');
  if changes is not null then perform private.journal_project(p.project_id, changes, false); end if;
  return null;
end $$;
comment on function private.tell_project_change() is 'Trigger at commit: a project that changed without a word, such as a place that a job judged.';
create constraint trigger projects_are_told after update on public.projects deferrable initially deferred for each row
  when ((old.slug, old.name, old.permit_no, old.project_code, old.division_code, old.zone, old.address, old.housing_type, old.stage, old.structure, old.fit_out, old.floor_area_m2,
      old.unit_count, old.building_count, old.pilot, old.lat, old.lng, old.location_quality, old.registered_at, old.version, old.demo)
    is distinct from (new.slug, new.name, new.permit_no, new.project_code, new.division_code, new.zone, new.address, new.housing_type, new.stage, new.structure, new.fit_out,
      new.floor_area_m2, new.unit_count, new.building_count, new.pilot, new.lat, new.lng, new.location_quality, new.registered_at, new.version, new.demo))
  execute function private.tell_project_change();

create function private.bury_parts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from gone) then return null; end if;
  -- the journal's lock: the entry that tells of it is the next one, and nobody else's
  perform pg_advisory_xact_lock(4206, 1);
  if tg_table_name = 'milestones' then
    perform private.leave_tombstone('milestones', x.milestone_id::text, x.milestone_id::text, private.open_head() + 1) from gone x;
  else
    perform private.leave_tombstone('parties', x.project_party_id::text, x.project_party_id::text, private.open_head() + 1) from gone x;
  end if;
  return null;
end $$;
comment on function private.bury_parts() is 'Trigger: parties and milestones that are taken off a project.';
create trigger project_parties_bury after delete on public.project_parties referencing old table as gone for each statement execute function private.bury_parts();
create trigger milestones_bury after delete on public.milestones referencing old table as gone for each statement execute function private.bury_parts();

create function private.tell_organization_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.is_told(new.organization_id::text, '{organization}')
    or not exists (select from public.project_parties x where x.organization_id = new.organization_id) then return null; end if;
  perform private.append_journal('organization.renamed', 'organization', new.organization_id::text, jsonb_build_object('organization', new.slug, 'name', new.name, 'uscc', new.uscc,
      'from', case when old.name <> new.name then old.name end, 'demo', case when new.demo then true end), null, array[new.organization_id], new.division_code);
  return null;
end $$;
comment on function private.tell_organization_change() is 'Trigger at commit: a company that takes part somewhere has another name or code.';
create constraint trigger organizations_are_told after update on public.organizations deferrable initially deferred for each row
  when ((old.name, old.uscc, old.slug) is distinct from (new.name, new.uscc, new.slug)) execute function private.tell_organization_change();

-- 3. Disclosures --------------------------------------------------------------------------------------------------

create function private.append_schedule(project uuid, items jsonb) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  -- one entry for a project, however many of its days moved
  return private.append_journal('disclosure.scheduled', 'schedule', p.project_id::text, jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat,
      'lng', p.lng, 'demo', case when p.demo then true end, 'items', items), p.project_id, private.parties_of(p.project_id), p.division_code)
  from public.projects p where p.project_id = project;
end $$;
comment on function private.append_schedule(uuid, jsonb) is 'Appends disclosure.scheduled: what a project owes from now on, or by another day, or not any more.';

create function private.schedule_changes(project uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('disclosure', d.slug, 'item', i.item, 'name', i.name, 'name_en', i.name_en, 'status', d.status, 'due_on', d.due_on,
    'from', case when v."row" ->> 'due_on' is distinct from d.due_on::text then v."row" -> 'due_on' end)) order by i.sort, i.item), '[]')
  from public.disclosures d join public.disclosure_items i on i.item = d.item
  left join lateral (select x."row" from private.open_versions x where x.dataset = 'disclosures' and x.key = d.disclosure_id::text order by x.seq desc limit 1) v on true
  where d.project_id = project
    and (case when private.disclosure_is_open(d.status) then d.status end, case when private.disclosure_is_open(d.status) then d.due_on::text end)
      is distinct from (v."row" ->> 'status', v."row" ->> 'due_on')
    and not private.is_told(d.disclosure_id::text, '{disclosure}'));
end $$;
comment on function private.schedule_changes(uuid) is 'Disclosures of a project that stand otherwise than was last told: [{disclosure, item, name, name_en, status, due_on, from}].';

create function private.tell_disclosure_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.is_told(new.project_id::text, '{schedule}') or private.is_told(new.disclosure_id::text, '{disclosure}') then return null; end if;
  perform private.append_schedule(new.project_id, private.schedule_changes(new.project_id));
  return null;
end $$;
comment on function private.tell_disclosure_change() is
  'Trigger at commit: what is owed from now on, or by another day, or not any more, because a milestone, a rule or the calendar changed.';
create constraint trigger disclosures_are_told_new after insert on public.disclosures deferrable initially deferred for each row
  when (private.disclosure_is_open(new.status)) execute function private.tell_disclosure_change();
create constraint trigger disclosures_are_told after update on public.disclosures deferrable initially deferred for each row
  when ((private.disclosure_is_open(old.status) or private.disclosure_is_open(new.status))
    and (old.status, old.state, old.division_code, old.trigger_on, old.due_on, old.deadline_rule_id, old.days_late, old.version, old.first_published_at, old.withheld_ground,
      old.withheld_reason, old.withheld_until, old.withdrawn_reason, old.withdrawn_at)
    is distinct from (new.status, new.state, new.division_code, new.trigger_on, new.due_on, new.deadline_rule_id, new.days_late, new.version, new.first_published_at,
      new.withheld_ground, new.withheld_reason, new.withheld_until, new.withdrawn_reason, new.withdrawn_at))
  execute function private.tell_disclosure_change();

create function private.tell_verification_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures;
begin
  select * into d from public.disclosures x where x.disclosure_id = new.disclosure_id and x.version = new.version;
  if d.disclosure_id is null or private.is_told(new.disclosure_id::text, '{disclosure}')
    or exists (select from public.finding_items i where i.disclosure_id = new.disclosure_id and private.is_finding_told(i.finding_id)) then return null; end if;
  perform private.append_disclosure(d, 'revised', '{}', d.version);
  return null;
end $$;
comment on function private.tell_verification_change() is 'Trigger at commit: how a disclosure stands after visits changed, and no entry about a finding says so.';
create constraint trigger disclosure_verifications_are_told_new after insert on public.disclosure_verifications deferrable initially deferred for each row
  when (new.status <> 'unverified' or new.confirmed + new.disputed + new.pending > 0) execute function private.tell_verification_change();
create constraint trigger disclosure_verifications_are_told after update on public.disclosure_verifications deferrable initially deferred for each row
  when ((old.status, old.confirmed, old.disputed, old.pending) is distinct from (new.status, new.confirmed, new.disputed, new.pending))
  execute function private.tell_verification_change();
