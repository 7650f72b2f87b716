-- Putting right what was found: plan, claim, look again, closed or reopened.

create function private.rectification_acts(f public.findings, r public.rectifications) returns text[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  mine text[] := private.finding_capacities(f);
begin
  return array(select t.act from public.finding_transitions t
    where t.subject = 'rectification' and t.from_state = r.state and t.capacity = any (mine) group by t.act order by min(t.sort));
end $$;
comment on function private.rectification_acts(public.findings, public.rectifications) is 'What the caller may do with a rectification now. The verbs and the buttons read the same.';

create function private.lock_rectification(slug text, pos int, act text, choice text, expected_edits int) returns public.rectifications
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
  r public.rectifications;
  mine text[];
begin
  select * into f from public.findings x where x.slug = lock_rectification.slug for no key update;
  mine := case when f.finding_id is not null then private.finding_capacities(f) else '{}' end;
  if cardinality(mine) = 0 and (f.finding_id is null or f.published_at is null) then raise exception 'finding_not_found' using errcode = 'P0002'; end if;
  select * into r from public.rectifications x where x.finding_id = f.finding_id and x.position = pos;
  if not exists (select from public.finding_transitions t where t.subject = 'rectification' and t.act = lock_rectification.act and t.capacity = any (mine)) then
    raise exception 'not_your_act' using errcode = '42501';
  end if;
  if r.finding_id is null then raise exception 'rectification_not_found' using errcode = 'P0002'; end if;
  if not exists (select from public.finding_transitions t where t.subject = 'rectification' and t.act = lock_rectification.act
    and t.choice = lock_rectification.choice and t.from_state = r.state and t.capacity = any (mine)) then
    raise exception 'finding_act_refused' using errcode = '55000', detail = r.state;
  end if;
  if expected_edits is not null and f.edits <> expected_edits then raise exception 'finding_changed_meanwhile' using errcode = '40001'; end if;
  return r;
end $$;
comment on function private.lock_rectification(text, int, text, text, int) is
  'A rectification, its finding locked until commit, if the caller may do this with it now. Raises P0002 finding_not_found, rectification_not_found; 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile.';

create function private.move_rectification(r public.rectifications, event text, by text, step text, note text default null, photos jsonb default '[]')
returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
begin
  select * into f from public.findings x where x.finding_id = r.finding_id;
  if r.state = 'planned' then
    r.due_on := r.fix_by;
    r.deadline_rule_id := null;
  else
    select d.due_on, d.deadline_rule_id into r.due_on, r.deadline_rule_id from private.finding_due(step, f.division_code, private.today()) d;
  end if;
  update public.rectifications x set state = r.state, due_on = r.due_on, deadline_rule_id = r.deadline_rule_id, plan = r.plan, planned_at = r.planned_at,
    fix_by = r.fix_by, rounds = r.rounds, claimed_at = r.claimed_at, closed_at = r.closed_at, closed_by = r.closed_by, override_reason = r.override_reason
  where x.finding_id = r.finding_id and x.position = r.position;
  insert into public.rectification_events (finding_id, position, event, by, round, note, photos, due_on, deadline_rule_id, at)
  values (r.finding_id, r.position, move_rectification.event, move_rectification.by, r.rounds, nullif(trim(move_rectification.note), ''),
    move_rectification.photos, r.due_on, r.deadline_rule_id, private.now());
  insert into private.finding_acts (finding_id, position, act, user_id, organization_id, at)
  values (r.finding_id, r.position, move_rectification.event, auth.uid(), case move_rectification.by when 'developer' then private.developer_for(f)
    when 'bureau' then private.officer_bureau(f.division_code, '{reviewer}') end, private.now());
  return private.settle_finding(r.finding_id);
end $$;
comment on function private.move_rectification(public.rectifications, text, text, text, text, jsonb) is
  'Writes a step of a rectification, its history and the person, and begins the next (step: which rule; planned: by the day of the plan).';

create function private.moved_line(f public.findings, pos int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('state', r.state, 'edits', f.edits) from public.rectifications r where r.finding_id = f.finding_id and r.position = pos
$$;
comment on function private.moved_line(public.findings, int) is 'What a verb on a rectification answers.';

create function public.plan_rectification(slug text, line int, plan text, fix_by date, documents jsonb default '[]', expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.rectifications := private.lock_rectification(slug, plan_rectification.line, 'plan', '', expected_edits);
  f public.findings;
begin
  select * into f from public.findings x where x.finding_id = r.finding_id;
  if coalesce(length(trim(plan)), 0) not between 5 and 2000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  if plan_rectification.fix_by is null or plan_rectification.fix_by not between private.today() and coalesce(
    (select d.due_on from private.finding_due('fix', f.division_code, private.today()) d), private.today() + 366) then
    raise exception 'fix_by_range' using errcode = '23514';
  end if;
  r.state := 'planned';
  r.plan := trim(plan_rectification.plan);
  r.planned_at := private.now();
  r.fix_by := plan_rectification.fix_by;
  perform private.attach_documents(f, r.position, 'plan', (select count(*)::int from public.rectification_events e where e.finding_id = r.finding_id
    and e.position = r.position and e.event = 'planned'), documents);
  f := private.move_rectification(r, 'planned', 'developer', null, plan);
  -- moves the caches; no news for feeds
  perform private.audit('rectification.planned', r.finding_id || '/' || r.position);
  return private.moved_line(f, r.position);
end $$;
comment on function public.plan_rectification(text, int, text, date, jsonb, int) is
  'The developer says how a line is put right, and by which day, within the longest the rule allows; documents [{document_id, caption}]. Raises 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile; 23514 reason_missing, fix_by_range, photo_limit; P0002 finding_not_found, rectification_not_found, document_not_found.';

create function public.claim_rectification(slug text, line int, note text, before jsonb, after jsonb, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.rectifications := private.lock_rectification(slug, claim_rectification.line, 'claim', '', expected_edits);
  f public.findings;
  shown int;
begin
  select * into f from public.findings x where x.finding_id = r.finding_id;
  if coalesce(length(trim(note)), 0) not between 2 and 2000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  r.state := 'claimed_fixed';
  r.rounds := r.rounds + 1;
  r.claimed_at := coalesce(r.claimed_at, private.now());
  shown := private.attach_documents(f, r.position, 'before', r.rounds, before);
  if shown = 0 then raise exception 'photos_missing' using errcode = '23514'; end if;
  shown := private.attach_documents(f, r.position, 'after', r.rounds, after);
  if shown = 0 then raise exception 'photos_missing' using errcode = '23514'; end if;
  f := private.move_rectification(r, 'claimed', 'developer', 'reinspect', note);
  perform private.tell_finding(f, 'finder', 'rectification.claimed', jsonb_build_object('position', r.position));
  perform private.append_rectification(f, r, 'claimed', jsonb_build_object('note', trim(note), 'photos', jsonb_array_length(before) + jsonb_array_length(after)));
  return private.moved_line(f, r.position);
end $$;
comment on function public.claim_rectification(text, int, text, jsonb, jsonb, int) is
  'The developer says that a line was put right, with at least one photo before and one after [{document_id, caption}]. The finder is asked to look again. Raises 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile; 23514 reason_missing, photos_missing, photo_limit; P0002 finding_not_found, rectification_not_found, document_not_found.';

create function private.end_round(r public.rectifications, by text, fixed boolean, note text, photos jsonb) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  f public.findings;
begin
  r.state := case when fixed then 'closed' else 'reopened' end;
  r.closed_at := case when fixed then private.now() end;
  r.closed_by := case when fixed then by end;
  r.override_reason := case when by = 'bureau' then trim(note) end;
  f := private.move_rectification(r, case when by = 'bureau' then 'overridden' when fixed then 'verified' else 'reopened' end, by,
    case when fixed then 'none' else 'plan' end, note, photos);
  perform private.refresh_verifications(f.finding_id);
  perform private.tell_finding(f, 'developer', case when fixed then 'rectification.verified' else 'rectification.reopened' end,
    jsonb_build_object('position', r.position, 'by', by, 'note', nullif(trim(note), '')));
  if by <> 'finder' then
    perform private.tell_finding(f, 'finder', case when fixed then 'rectification.verified' else 'rectification.reopened' end,
      jsonb_build_object('position', r.position, 'by', by, 'note', nullif(trim(note), '')));
  end if;
  perform private.append_rectification(f, r, case when fixed then 'verified' else 'reopened' end, jsonb_build_object('by', by,
    'note', case when by <> 'bureau' then nullif(trim(note), '') end, 'reason', case when by = 'bureau' then trim(note) end,
    'days', case when fixed then private.day_of(r.closed_at) - private.day_of(r.opened_at) end));
  return f;
end $$;
comment on function private.end_round(public.rectifications, text, boolean, text, jsonb) is 'A rectification is closed or reopened: by the finder, an owner, or the bureau with a reason.';

create function public.reinspect_rectification(slug text, line int, fixed boolean, note text default null, photos jsonb default '[]') returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.rectifications := private.lock_rectification(slug, reinspect_rectification.line, 'reinspect', case when fixed then 'fixed' else 'not_fixed' end, null);
  f public.findings;
begin
  select * into f from public.findings x where x.finding_id = r.finding_id;
  if not coalesce(fixed, false) and coalesce(length(trim(note)), 0) < 5 or length(note) > 2000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  f := private.end_round(r, case when private.finder_of(f) = auth.uid() then 'finder' else 'owner' end, coalesce(fixed, false), note, private.named_photos(photos));
  return private.moved_line(f, r.position);
end $$;
comment on function public.reinspect_rectification(text, int, boolean, text, jsonb) is
  'The finder, or an owner registered for the project, looked again: fixed closes it, else it is reopened with a note; photos [{sha256, caption}] of the finding''s open day. Raises 42501 not_your_act; 55000 finding_act_refused; 23514 reason_missing, photo_limit; P0002 finding_not_found, rectification_not_found.';

create function public.override_rectification(slug text, line int, outcome text, reason text, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.rectifications := private.lock_rectification(slug, override_rectification.line, 'override', coalesce(outcome, ''), expected_edits);
  f public.findings;
begin
  if coalesce(length(trim(reason)), 0) not between 5 and 2000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  f := private.end_round(r, 'bureau', outcome = 'closed', reason, '[]');
  return private.moved_line(f, r.position);
end $$;
comment on function public.override_rectification(text, int, text, text, int) is
  'A reviewer closes a rectification or reopens it, with a reason that is public. Raises 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile; 23514 reason_missing; P0002 finding_not_found, rectification_not_found.';

revoke execute on function public.plan_rectification(text, int, text, date, jsonb, int), public.claim_rectification(text, int, text, jsonb, jsonb, int),
  public.reinspect_rectification(text, int, boolean, text, jsonb), public.override_rectification(text, int, text, text, int) from public, anon;
grant execute on function public.plan_rectification(text, int, text, date, jsonb, int), public.claim_rectification(text, int, text, jsonb, jsonb, int),
  public.reinspect_rectification(text, int, boolean, text, jsonb), public.override_rectification(text, int, text, text, int) to authenticated;
