-- The second half of the rule of the migration before: what happens on site, what people complain of, and the catalogue.

-- 1. Open days ----------------------------------------------------------------------------------------------------

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

-- 2. Findings and putting right -----------------------------------------------------------------------------------

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

-- 3. Complaints ---------------------------------------------------------------------------------------------------

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

-- 4. The catalogue ------------------------------------------------------------------------------------------------

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

-- 5. What a hub of before never told ------------------------------------------------------------------------------

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
