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
language plpgsql stable security definer set search_path = ''
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
language plpgsql security definer set search_path = ''
as $$
declare
  before jsonb := to_jsonb(old);
  p public.projects;
  changes jsonb;
begin
  if exists (select from public.journal j where j.project_id = new.project_id and j.subject_type in ('project', 'milestone')
    and j.seq >= nullif(current_setting('sunlit.first_entry', true), '')::bigint) then return null; end if;
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

-- 4. Open days ----------------------------------------------------------------------------------------------------

create function private.tell_open_day_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
  before jsonb := case when tg_op <> 'INSERT' then private.open_day_row(old) end;
  now jsonb;
  seq bigint;
begin
  if tg_op = 'DELETE' then
    if before is null then return null; end if;
    seq := private.append_open_day(old, 'dropped');
    perform private.leave_tombstone('open_days', old.open_day_id::text, old.slug, seq);
    perform private.leave_tombstone('deadlines', 'open_day/' || old.open_day_id || '/' || s || '/001', 'open_day/' || old.slug || '/' || s || '/1', seq)
    from unnest('{announce,hold}'::text[]) s;
    return null;
  end if;
  if private.is_told(new.open_day_id::text, '{open_day}') then return null; end if;
  select * into o from public.open_days x where x.open_day_id = new.open_day_id;
  now := private.open_day_row(o);
  if coalesce(before, now) is null or o.open_day_id is null then return null; end if;
  if before = now and (old.announce_by, old.notice_rule_id, old.deadline_rule_id, old.attended) is not distinct from (o.announce_by, o.notice_rule_id, o.deadline_rule_id, o.attended) then
    return null;
  end if;
  perform private.append_open_day(o, case when now is null then 'dropped'
      when before is null or before -> 'due_on' <> now -> 'due_on' or (tg_op = 'UPDATE' and old.announce_by is distinct from o.announce_by) then 'scheduled' else 'revised' end,
    jsonb_build_object('announce_by', o.announce_by, 'from', case when before -> 'due_on' <> now -> 'due_on' then nullif(before -> 'due_on', 'null') end));
  return null;
end $$;
comment on function private.tell_open_day_change() is
  'Trigger at commit: an open day that is owed from now on, or by another day, or not any more; and what came to light about one that was held.';
create constraint trigger open_days_are_told_new after insert or delete on public.open_days deferrable initially deferred for each row
  execute function private.tell_open_day_change();
create constraint trigger open_days_are_told after update on public.open_days deferrable initially deferred for each row
  -- seats and bookings are in no row
  when ((old.state, old.division_code, old.milestone_kind, old.origin, old.milestone_reached, old.due_on, old.announce_by, old.deadline_rule_id, old.notice_rule_id,
      old.overdue_seq is null, old.title, old.starts_at, old.ends_at, old.meeting_point, old.capacity, old.announced_at, old.change_reason, old.cancelled_reason,
      old.cancelled_note, old.attended)
    is distinct from (new.state, new.division_code, new.milestone_kind, new.origin, new.milestone_reached, new.due_on, new.announce_by, new.deadline_rule_id, new.notice_rule_id,
      new.overdue_seq is null, new.title, new.starts_at, new.ends_at, new.meeting_point, new.capacity, new.announced_at, new.change_reason, new.cancelled_reason,
      new.cancelled_note, new.attended))
  execute function private.tell_open_day_change();

create function private.tell_report_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  o public.open_days;
begin
  select * into o from public.open_days x where x.open_day_id = coalesce(new.open_day_id, old.open_day_id);
  if o.open_day_id is null or private.open_day_row(o) is null or private.is_told(o.open_day_id::text, '{open_day}') then return null; end if;
  perform private.append_open_day(o, 'revised');
  return null;
end $$;
comment on function private.tell_report_change() is 'Trigger at commit: reports about an open day are fewer, since an account is gone.';
create constraint trigger open_day_reports_are_told after insert or delete on public.open_day_reports deferrable initially deferred for each row
  execute function private.tell_report_change();

-- 5. Findings and putting right -----------------------------------------------------------------------------------

create function private.tell_finding_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  before jsonb := private.open_finding_row(old);
  now jsonb;
begin
  if private.is_finding_told(new.finding_id) then return null; end if;
  select * into f from public.findings x where x.finding_id = new.finding_id;
  now := private.open_finding_row(f);
  if before is not distinct from now then return null; end if;
  perform private.append_finding(f, case when before is null then 'released' when now is null then 'withheld' else 'revised' end,
    jsonb_build_object('outcome', case when now is not null then f.outcome end));
  return null;
end $$;
comment on function private.tell_finding_change() is 'Trigger at commit: a public finding that changed without a word.';
create constraint trigger findings_are_told after update on public.findings deferrable initially deferred for each row
  when (old.published_at is not null or new.published_at is not null) execute function private.tell_finding_change();

create function private.tell_rectification_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  r public.rectifications;
  before jsonb := case when tg_op = 'UPDATE' then private.open_rectification_row(old) end;
begin
  if private.is_finding_told(new.finding_id) then return null; end if;
  select * into r from public.rectifications x where x.finding_id = new.finding_id and x.position = new.position;
  if before is not distinct from private.open_rectification_row(r) and (tg_op = 'INSERT' or old.deadline_rule_id is not distinct from r.deadline_rule_id) then return null; end if;
  perform private.append_rectification(f, r, case when r.state = 'planned' then 'planned' else 'revised' end,
    jsonb_build_object('due_on', case when r.state = 'planned' then r.fix_by end, 'note', case when r.state = 'planned' then r.plan end))
  from public.findings f where f.finding_id = r.finding_id;
  return null;
end $$;
comment on function private.tell_rectification_change() is 'Trigger at commit: the developer''s plan, above all.';
create constraint trigger rectifications_are_told after insert or update on public.rectifications deferrable initially deferred for each row
  execute function private.tell_rectification_change();

-- 6. Complaints ---------------------------------------------------------------------------------------------------

create function private.tell_complaint(c public.complaints, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if private.complaint_is_public(c) then perform private.append_complaint(c, 'revised', facts);
  else perform private.append_complaint(c, 'withheld', '{"title": null}', c.published_seq); end if;
end $$;
comment on function private.tell_complaint(public.complaints, jsonb) is 'Tells that the record of a complaint changed, without saying what its page does not.';

create function private.tell_complaint_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  if private.is_told(new.complaint_id::text, '{complaint}') then return null; end if;
  select * into c from public.complaints x where x.complaint_id = new.complaint_id;
  if private.open_complaint_row(old) is not distinct from private.open_complaint_row(c)
    -- which deadline is on, and whether it passed
    and (c.coarse_time or not private.complaint_is_public(c) or (old.clock, old.due_on, old.overdue_told = old.due_on) is not distinct from (c.clock, c.due_on, c.overdue_told = c.due_on)) then
    return null;
  end if;
  perform private.tell_complaint(c, jsonb_build_object('coarser', case when (c.coarse_place and not old.coarse_place) or (c.coarse_time and not old.coarse_time)
    or (old.visibility = 'public' and c.visibility <> 'public') then true end));
  return null;
end $$;
comment on function private.tell_complaint_change() is
  'Trigger at commit: steps of a public complaint that have no entry of their own, such as that it is being looked into, that others joined it, or that its bureau changed.';
create constraint trigger complaints_are_told after update on public.complaints deferrable initially deferred for each row
  when (new.published_at is not null) execute function private.tell_complaint_change();

create function private.tell_clock_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  id uuid := coalesce(new.complaint_id, old.complaint_id);
  c public.complaints;
begin
  select * into c from public.complaints x where x.complaint_id = id;
  if not private.complaint_is_public(c) or c.coarse_time or private.is_told(id::text, '{complaint}') then return null; end if;
  perform private.tell_complaint(c);
  return null;
end $$;
comment on function private.tell_clock_change() is 'Trigger at commit: a deadline of a public complaint that a step, a rule or the calendar moved.';
create constraint trigger complaint_clocks_are_told after insert or delete on public.complaint_clocks deferrable initially deferred for each row
  execute function private.tell_clock_change();
create constraint trigger complaint_clocks_move_told after update on public.complaint_clocks deferrable initially deferred for each row
  when ((old.due_on, old.stopped_on, old.deadline_rule_id) is distinct from (new.due_on, new.stopped_on, new.deadline_rule_id)) execute function private.tell_clock_change();

-- as before, but only what is reckoned otherwise is written anew, so that nothing else is told
create or replace function private.recount_clocks(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  after uuid := private.setting('complaint_clocks_after')::uuid;
  last uuid;
  one uuid;
  done int := 0;
begin
  if after is null then return 0; end if;
  for one in select distinct k.complaint_id from public.complaint_clocks k where k.stopped_on is null and k.complaint_id > after order by 1 limit max_rows * 20 loop
    last := one;
    if exists (select from private.reckon_clocks(one) r full join (select * from public.complaint_clocks x where x.complaint_id = one) k on k.clock = r.clock and k.round = r.round
      where (r.due_on, r.deadline_rule_id) is distinct from (k.due_on, k.deadline_rule_id)) then
      perform from public.complaints x where x.complaint_id = one for no key update skip locked;
      -- one that somebody works on is looked at again
      if not found then last := null; exit; end if;
      delete from public.complaint_clocks k where k.complaint_id = one and not exists (select from private.reckon_clocks(one) r
        where r.clock = k.clock and r.round = k.round and (r.due_on, r.deadline_rule_id) = (k.due_on, k.deadline_rule_id));
      perform private.settle_complaint(one);
    end if;
    done := done + 1;
  end loop;
  if done = 0 then delete from private.settings s where s.name = 'complaint_clocks_after';
  elsif last is not null then update private.settings s set value = last::text where s.name = 'complaint_clocks_after'; end if;
  return done;
end $$;

create function private.bury_clock() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  select * into c from public.complaints x where x.complaint_id = old.complaint_id;
  if exists (select from public.complaint_clocks k where k.complaint_id = old.complaint_id and k.clock = old.clock and k.round = old.round) or c.published_at is null then return null; end if;
  perform private.leave_tombstone('deadlines', 'complaint/' || c.slug || '/' || old.clock || '/' || lpad(old.round::text, 3, '0'),
    'complaint/' || c.slug || '/' || old.clock || '/' || old.round, private.open_head());
  return null;
end $$;
comment on function private.bury_clock() is 'Trigger at commit, after complaint_clocks_are_told: a deadline that there is no more, since a rule ended.';
create constraint trigger complaint_clocks_bury after delete on public.complaint_clocks deferrable initially deferred for each row execute function private.bury_clock();

-- 7. The catalogue ------------------------------------------------------------------------------------------------

create function private.tell_item_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    if private.open_item_row(old) = private.open_item_row(new) then return null; end if;
  end if;
  if private.is_told(new.item, '{item}') then return null; end if;
  perform private.append_journal('item.revised', 'item', new.item, jsonb_build_object('item', new.item, 'item_name', new.name, 'item_name_en', new.name_en, 'item_stage', new.stage,
    'added', case when tg_op = 'INSERT' then true end, 'valid_until', new.valid_until, 'demo', case when new.demo then true end), null, '{}', new.division_code, new.version);
  return null;
end $$;
comment on function private.tell_item_change() is 'Trigger at commit: an item of the catalogue that is new, changed or ended.';
create constraint trigger disclosure_items_are_told after insert or update on public.disclosure_items deferrable initially deferred for each row
  execute function private.tell_item_change();

-- 8. What a hub of before never told ------------------------------------------------------------------------------

-- A follower that begins at nothing must come to know of what was owed before such things were told.
select private.append_schedule(x.project_id, x.items) from (
  select d.project_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('disclosure', d.slug, 'item', i.item, 'name', i.name, 'name_en', i.name_en, 'status', d.status, 'due_on', d.due_on))
    order by i.sort, i.item) as items
  from public.disclosures d join public.disclosure_items i on i.item = d.item
  where d.status in ('due', 'overdue') and not exists (select from public.journal j where j.subject_id = d.disclosure_id::text and j.subject_type = 'disclosure')
  group by 1 order by 1) x;
select private.append_open_day(o, 'scheduled', jsonb_build_object('announce_by', o.announce_by)) from public.open_days o
where private.open_day_row(o) is not null and not exists (select from public.journal j where j.subject_id = o.open_day_id::text and j.subject_type = 'open_day')
order by o.open_day_id;
