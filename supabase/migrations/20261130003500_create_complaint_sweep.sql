-- What the clock brings to complaints. A sweep never waits for a complaint, and writes one entry of the journal a call.

create function private.route_waiting(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  r record;
  done int := 0;
begin
  for c in select x.* from public.complaints x where x.bureau_id is null and x.queue <> 'done' order by x.complaint_id limit max_rows for no key update skip locked loop
    select * into r from private.route_complaint(c.division_code, c.category);
    if r.bureau_id is null then continue; end if;
    update public.complaints x set bureau_id = r.bureau_id, bureau_division = r.bureau_division where x.complaint_id = c.complaint_id;
    c := private.step_complaint(c.complaint_id, 'routed', 'clock', r.bureau_id);
    perform private.tell_bureau(c, c.bureau_id, '{intake}', 'complaint.arrived');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.route_waiting(int) is 'Complaints that came before there was a bureau go to the one that there is now.';

create function private.recount_clocks(max_rows int) returns int
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
comment on function private.recount_clocks(int) is 'After the calendar of working days or the rules changed: each running clock is reckoned anew, some at a time.';

create function private.mark_clocks_stale() returns void
language sql security definer set search_path = ''
as $$
  insert into private.settings (name, value) values ('complaint_clocks_after', '00000000-0000-0000-0000-000000000000')
  on conflict (name) do update set value = excluded.value
$$;
comment on function private.mark_clocks_stale() is 'The clocks of complaints have to be reckoned anew, from the first.';

create function private.stale_clocks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.subject = 'complaint' then perform private.mark_clocks_stale(); end if;
  return new;
end $$;
comment on function private.stale_clocks() is 'Trigger: a rule of complaints came or ended.';
create trigger deadline_rules_stale_clocks after insert or update on public.deadline_rules for each row execute function private.stale_clocks();

create or replace function private.recount_working_days() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  years int[];
begin
  -- the count of the years before one is what another writer may be changing
  perform pg_advisory_xact_lock(4206, 3);
  if tg_op = 'INSERT' then
    years := array(select distinct extract(year from x.day)::int from come x);
  elsif tg_op = 'DELETE' then
    years := array(select distinct extract(year from x.day)::int from gone x);
  else
    years := array(select extract(year from x.day)::int from come x union select extract(year from x.day)::int from gone x);
  end if;
  if cardinality(years) > 0 then
    perform private.count_working_days(years);
    perform private.mark_clocks_stale();
  end if;
  return null;
end $$;
comment on function private.recount_working_days() is 'Keeps the counted days in step with the calendar, once a statement, and has the clocks of complaints reckoned anew.';

create function private.remind_complaints(max_rows int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  x public.complaint_extracts;
  done int := 0;
begin
  for c in select y.* from public.complaints y where y.queue <> 'done' and y.reminded is distinct from y.due_on and y.due_on between private.today() and private.today() + 2
    order by y.due_on, y.complaint_id limit max_rows for no key update skip locked loop
    update public.complaints y set reminded = y.due_on where y.complaint_id = c.complaint_id;
    if c.assignee is not null then
      perform private.notify_people(array[c.assignee], 'complaint.due_soon', jsonb_build_object('number', c.number, 'clock', c.clock, 'due_on', c.due_on), '/desk/complaints/' || c.slug,
        'complaint.due_soon:' || c.complaint_id || ':' || c.due_on);
    else
      perform private.tell_bureau(c, c.bureau_id, case c.queue when 'intake' then '{intake}'::text[] when 'follow_up' then '{follow_up}'::text[] else '{handler}'::text[] end,
        'complaint.due_soon', jsonb_build_object('clock', c.clock));
    end if;
    done := done + 1;
  end loop;
  for x in select e.* from public.complaint_extracts e where e.replied_at is null and not e.overdue_told and e.due_on < private.today()
    order by e.due_on limit max_rows for no key update skip locked loop
    update public.complaint_extracts e set overdue_told = true where e.extract_id = x.extract_id;
    select * into c from public.complaints y where y.complaint_id = x.complaint_id;
    perform private.tell_bureau(c, c.bureau_id, '{handler}', 'complaint.extract_overdue');
    done := done + 1;
  end loop;
  return done;
end $$;
comment on function private.remind_complaints(int) is 'Two days before a last day: the officer it is assigned to, or those of its queue. And that a company did not explain in time.';

create function private.publish_waiting() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
begin
  select x.* into c from public.complaints x join public.complaint_clocks k on k.complaint_id = x.complaint_id and k.clock = 'publish' and k.stopped_on is null
  where x.visibility = 'awaiting' and not x.held and k.due_on < private.today() order by k.due_on, x.complaint_id limit 1 for no key update of x skip locked;
  if c.complaint_id is null then return 0; end if;
  c := private.complaint_publish(c, 'stub', null, null);
  perform private.step_complaint(c.complaint_id, 'published', 'clock', null, null, '{"as": "stub"}', '{}', '{publish}');
  return 1;
end $$;
comment on function private.publish_waiting() is 'What nobody looked over in time is published without words: kind, place and steps. Not while it is held.';

create function private.tell_overdue_complaint() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  passed text;
begin
  select x.* into c from public.complaints x where x.queue <> 'done' and x.due_on < private.today() and x.overdue_told is distinct from x.due_on
  order by x.due_on, x.complaint_id limit 1 for no key update skip locked;
  if c.complaint_id is null then return 0; end if;
  passed := c.clock;
  update public.complaints x set overdue_told = x.due_on, ever_overdue = true where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'overdue', 'clock', c.bureau_id, null, jsonb_build_object('clock', passed, 'due_on', c.due_on));
  perform private.tell_person(c, 'complaint.overdue', jsonb_build_object('clock', passed));
  perform private.tell_bureau(c, c.bureau_id, '{handler,intake,reviewer}', 'complaint.overdue', jsonb_build_object('clock', passed));
  perform private.tell_superiors(c, 'complaint.overdue', jsonb_build_object('clock', passed));
  perform private.append_complaint(c, 'overdue', private.complaint_due_facts(c));
  return 1;
end $$;
comment on function private.tell_overdue_complaint() is 'Tells of one complaint whose last day passed: person, bureau, superiors, journal. Once for each last day.';

create function private.supervise_overdue() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  above uuid;
begin
  select x.* into c from public.complaints x where x.queue in ('intake', 'objection', 'handle') and x.overdue_told = x.due_on and x.supervised_at is null and x.bureau_id is not null
  order by x.due_on, x.complaint_id limit 1 for no key update skip locked;
  if c.complaint_id is null then return 0; end if;
  above := coalesce((select o.organization_id from public.organizations o where o.kind = 'bureau' and o.organization_id <> c.bureau_id
    and private.is_above(o.division_code, c.bureau_division) order by length(private.division_prefix(o.division_code)) desc, o.organization_id limit 1), c.bureau_id);
  update public.complaints x set supervised_at = private.now(), supervised_by = above where x.complaint_id = c.complaint_id;
  c := private.step_complaint(c.complaint_id, 'supervised', 'clock', above);
  perform private.tell_merged(c, 'complaint.supervised');
  perform private.tell_bureau(c, above, '{reviewer}', 'complaint.supervised');
  perform private.append_complaint(c, 'supervised', private.complaint_due_facts(c) || jsonb_build_object('by', 'clock',
    'superior', (select o.name from public.organizations o where o.organization_id = above)));
  return 1;
end $$;
comment on function private.supervise_overdue() is 'What is overdue comes under the supervision 督办 of the bureau above (Art 39), once.';

create function public.sweep_complaints(max_rows int default 10) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  moved int := private.route_waiting(max_rows);
  told int := 0;
  files jsonb;
begin
  if moved = 0 then moved := private.recount_clocks(max_rows); end if;
  if moved = 0 then told := private.remind_complaints(max_rows); end if;
  if moved + told = 0 then told := private.publish_waiting(); end if;
  if moved + told = 0 then told := private.tell_overdue_complaint(); end if;
  if moved + told = 0 then told := private.supervise_overdue(); end if;
  if moved + told = 0 then files := private.erase_complaint(); end if;
  -- the last call of a sweep has time for it, and holds no other lock
  if moved + told = 0 and files is null then perform private.fold_complaint_counts(); end if;
  return jsonb_build_object('moved', moved, 'told', told, 'erased', case when files is null then 0 else 1 end, 'files', coalesce(files, '[]'),
    'more', moved + told > 0 or files is not null);
end $$;
comment on function public.sweep_complaints(int) is
  'Whatever the clock brings to complaints, a bounded part of it a call: {moved, told, erased, files, more}. files: hashes of photos to be removed from the store. Repeat while more. Service role only.';
revoke execute on function public.sweep_complaints(int) from public, anon, authenticated;
grant execute on function public.sweep_complaints(int) to service_role;
