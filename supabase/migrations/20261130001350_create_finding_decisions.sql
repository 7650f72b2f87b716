-- Deciding, publishing by the clock, and withholding with two signatures.

-- 1. Publishing ---------------------------------------------------------------------------------------------------

create function private.open_rectifications(f public.findings) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  opened int;
begin
  insert into public.rectifications (finding_id, position, due_on, deadline_rule_id, opened_at)
  select x.finding_id, x.position, d.due_on, d.deadline_rule_id, private.now()
  from public.finding_items x left join private.finding_due('plan', f.division_code, private.today()) d on true
  where x.finding_id = f.finding_id and x.decision in ('substantiated', 'partly') and (x.verdict is distinct from 'matched' or x.out_of_tolerance > 0)
  on conflict on constraint rectifications_pkey do nothing;
  get diagnostics opened = row_count;
  insert into public.rectification_events (finding_id, position, event, by, round, due_on, deadline_rule_id, at)
  select r.finding_id, r.position, 'opened', 'clock', 0, r.due_on, r.deadline_rule_id, private.now() from public.rectifications r
  where r.finding_id = f.finding_id and not exists (select from public.rectification_events e where e.finding_id = r.finding_id and e.position = r.position);
  return opened;
end $$;
comment on function private.open_rectifications(public.findings) is 'Each line that was substantiated, and says something is wrong, is to be put right from now on. Returns how many are new.';

create function private.publish_finding(f public.findings) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  withheld bigint := f.withheld_seq;
  before bigint := f.published_seq;
  decided boolean := f.decided_at is not null;
  seq bigint;
begin
  if decided then perform private.open_rectifications(f); end if;
  update public.findings x set state = case when decided then 'published' else x.state end,
    published_at = coalesce(x.published_at, private.now()), published_as = case when decided then 'decided' else 'unverified' end, withheld_seq = null
  where x.finding_id = f.finding_id;
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'published', 'clock');
  perform private.refresh_verifications(f.finding_id);
  perform private.tell_finding(f, 'finder', 'finding.published');
  perform private.tell_finding(f, 'developer', 'finding.published');
  if f.rect_total > f.rect_closed then perform private.tell_finding(f, 'developer', 'rectification.to_plan'); end if;
  seq := private.append_finding(f, 'published', private.finding_told(f), coalesce(withheld, before));
  if f.stance is not null and before is null then
    perform private.append_finding(f, 'answered', jsonb_build_object('stance', f.stance, 'text', f.reply_text, 'late', case when f.reply_late then true end), seq, f.reply_at);
  end if;
  if not decided and withheld is null then
    perform private.append_finding(f, 'overdue', jsonb_build_object('step', 'verify', 'due_on', f.due_on, 'days', private.today() - f.due_on), seq);
  end if;
  update public.findings x set published_seq = seq where x.finding_id = f.finding_id returning * into f;
  return f;
end $$;
comment on function private.publish_finding(public.findings) is
  'Makes a finding public, with the reply or without; decided, or unverified where nobody verified it in time. Rectifications begin with it.';

-- 2. Deciding -----------------------------------------------------------------------------------------------------

create function public.decide_finding(slug text, lines jsonb, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'decide', expected_edits);
  said jsonb := private.check_decisions(f, lines);
  bureau uuid := private.officer_bureau(f.division_code, '{handler,reviewer}');
  grave text[] := array['substantiated', 'partly', 'could_not_verify', 'not_substantiated'];
begin
  update public.finding_items x set decision = l ->> 'decision', decision_reason = l ->> 'reason', decided_at = private.now()
  from jsonb_array_elements(said) l where x.finding_id = f.finding_id and x.position = (l ->> 'position')::int;
  update public.findings x set decided_at = private.now(), decided_by = bureau, outcome = (
    select coalesce((array_agg(i.decision order by array_position(grave, i.decision))
        filter (where i.verdict is distinct from 'matched' or i.out_of_tolerance > 0 or i.decision in ('could_not_verify', 'not_substantiated')))[1], 'matched')
    from public.finding_items i where i.finding_id = f.finding_id and i.decision is not null)
  where x.finding_id = f.finding_id;
  select * into f from public.findings x where x.finding_id = f.finding_id;
  -- public already, since nobody verified it in time: what was decided is told at once
  if f.published_at is not null then
    perform private.open_rectifications(f);
    update public.findings x set state = 'published', published_as = 'decided' where x.finding_id = f.finding_id;
    f := private.settle_finding(f.finding_id);
    perform private.refresh_verifications(f.finding_id);
  else
    f := private.begin_step(f, 'decided', 'publish');
  end if;
  perform private.record_finding(f, 'decided', 'bureau', bureau, null, f.published_at is null);
  perform private.tell_finding(f, 'finder', 'finding.concluded', jsonb_build_object('outcome', f.outcome));
  perform private.tell_finding(f, 'developer', 'finding.decided', jsonb_build_object('outcome', f.outcome));
  if f.published_at is not null then
    if f.rect_total > 0 then perform private.tell_finding(f, 'developer', 'rectification.to_plan'); end if;
    update public.findings x set published_seq = private.append_finding(f, 'decided', private.finding_told(f), f.published_seq) where x.finding_id = f.finding_id;
  end if;
  return private.moved(f);
end $$;
comment on function public.decide_finding(text, jsonb, int) is
  'The verifying officer decides each line but what was not seen: [{position, decision, reason}]; public by the clock after. Raises 42501 not_your_act, verifier_must_differ, site_officer_may_not, verifier_conflict; 55000 opinion_required, finding_act_refused; 40001 finding_changed_meanwhile; 23514 decision_incomplete; P0002 finding_not_found.';

-- 3. Withholding --------------------------------------------------------------------------------------------------

create function public.withhold_finding(slug text, ground text, reason text, until date, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'withhold', expected_edits);
  bureau uuid := private.officer_bureau(f.division_code, '{reviewer}');
begin
  if ground is null or ground not in ('state_secret', 'third_party', 'internal', 'investigation') then
    raise exception 'ground_unknown' using errcode = '23514';
  end if;
  if coalesce(length(trim(reason)), 0) not between 5 and 500 then raise exception 'reason_missing' using errcode = '23514'; end if;
  if until is null or until not between private.today() and private.today() + 366 then
    raise exception 'finding_withheld_until_range' using errcode = '23514';
  end if;
  insert into private.finding_withholdings (finding_id, ground, reason, until, first_by, first_for, first_at)
  values (f.finding_id, withhold_finding.ground, trim(withhold_finding.reason), withhold_finding.until, auth.uid(), bureau, private.now());
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'withholding_proposed', 'bureau', bureau);
  perform private.tell_finding(f, 'reviewer', 'finding.to_sign', jsonb_build_object('until', until));
  return private.moved(f);
end $$;
comment on function public.withhold_finding(text, text, text, date, int) is
  'A reviewer proposes to withhold a finding: ground (state_secret, third_party, internal, investigation), public reason, last day within 366 days. It holds once another reviewer signs; the clock does not wait. Raises 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile; 23514 ground_unknown, reason_missing, finding_withheld_until_range; P0002 finding_not_found.';

create function public.sign_withholding(slug text, agree boolean, reason text default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'sign');
  w private.finding_withholdings;
  bureau uuid := private.officer_bureau(f.division_code, '{reviewer}');
begin
  if not coalesce(agree, false) and coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  if coalesce(agree, false) and exists (select from private.finding_withholdings x where x.finding_id = f.finding_id and x.second_at is null
    and x.until < private.today()) then
    raise exception 'finding_withheld_until_range' using errcode = '23514';
  end if;
  update private.finding_withholdings x set second_by = auth.uid(), second_for = bureau, second_at = private.now(), agreed = coalesce(agree, false)
  where x.finding_id = f.finding_id and x.second_at is null returning * into w;
  if not w.agreed then
    f := private.settle_finding(f.finding_id);
    perform private.record_finding(f, 'withholding_refused', 'bureau', bureau, trim(reason));
    return private.moved(f);
  end if;
  update public.findings x set state_before = x.state, state = 'withheld', withheld_ground = w.ground, withheld_reason = w.reason, withheld_until = w.until
  where x.finding_id = f.finding_id;
  if f.decided_at is not null then perform private.open_rectifications(f); end if;
  f := private.settle_finding(f.finding_id);
  perform private.record_finding(f, 'withheld', 'bureau', bureau, w.reason);
  perform private.refresh_verifications(f.finding_id);
  perform private.tell_finding(f, 'finder', 'finding.withheld', jsonb_build_object('until', w.until));
  update public.findings x set withheld_seq = private.append_finding(f, 'withheld', jsonb_build_object('ground', w.ground, 'reason', w.reason, 'until', w.until,
    'decided_by', (select jsonb_agg(distinct o.name) from public.organizations o where o.organization_id in (w.first_for, w.second_for))), f.published_seq)
  where x.finding_id = f.finding_id;
  return private.moved(f);
end $$;
comment on function public.sign_withholding(text, boolean, text) is
  'Another reviewer signs a proposal to withhold, or refuses with a reason. Raises 42501 not_your_act, signer_must_differ; 55000 finding_act_refused; 23514 reason_missing; P0002 finding_not_found.';

create function private.release_withheld(f public.findings, by text, bureau uuid, reason text) returns public.findings
language plpgsql security definer set search_path = ''
as $$
declare
  back text := f.state_before;
begin
  update public.findings x set state = back, state_before = null where x.finding_id = f.finding_id returning * into f;
  -- the step that was cut off begins anew
  if back in ('awaiting_reply', 'under_verification') then
    f := private.begin_step(f, back, case back when 'awaiting_reply' then 'reply' else 'verify' end);
  end if;
  perform private.record_finding(f, 'released', by, bureau, reason, back in ('awaiting_reply', 'under_verification'));
  return case when f.decided_at is not null or f.published_at is not null then private.publish_finding(f) else f end;
end $$;
comment on function private.release_withheld(public.findings, text, uuid, text) is 'A withheld finding goes back to where it was, and is public again where it was or was about to be.';

create function public.release_finding(slug text, reason text) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  f public.findings := private.lock_finding(slug, 'release');
begin
  if coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  return private.moved(private.release_withheld(f, 'bureau', private.officer_bureau(f.division_code, '{reviewer}'), trim(reason)));
end $$;
comment on function public.release_finding(text, text) is
  'A reviewer ends a withholding before its day. Raises 42501 not_your_act; 55000 finding_act_refused; 23514 reason_missing; P0002 finding_not_found.';

-- 4. Whose site it is ---------------------------------------------------------------------------------------------

create function public.set_site_officer(project text, officer uuid, from_day date default null, until_day date default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  p public.projects;
begin
  select * into p from public.projects x where x.slug = set_site_officer.project;
  if p.project_id is null then raise exception 'project_not_found' using errcode = 'P0002'; end if;
  if private.officer_bureau(p.division_code, '{reviewer}') is null then raise exception 'reviewer_required' using errcode = '42501'; end if;
  if not exists (select from public.memberships m join public.organizations o on o.organization_id = m.organization_id
    where m.user_id = officer and m.role = 'officer' and o.kind = 'bureau' and starts_with(p.division_code, private.division_prefix(o.division_code))) then
    raise exception 'officer_unknown' using errcode = 'P0002';
  end if;
  insert into private.site_officers as s (project_id, user_id, from_day, until_day, set_by)
  values (p.project_id, officer, coalesce(set_site_officer.from_day, private.today()), set_site_officer.until_day, auth.uid())
  on conflict on constraint site_officers_pkey do update set until_day = excluded.until_day, set_by = excluded.set_by;
  perform private.audit('site_officer.set', p.project_id::text, jsonb_build_object('name', p.name, 'officer', officer));
end $$;
comment on function public.set_site_officer(text, uuid, date, date) is
  'A reviewer says which officer supervises a site from day to day, who then verifies nothing that is found there. Raises P0002 project_not_found, officer_unknown; 42501 reviewer_required; 23514.';

create function public.site_officers(project text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('user_id', s.user_id, 'name', u.display_name, 'from_day', s.from_day, 'until_day', s.until_day)
    order by s.from_day desc, u.display_name), '[]')
  from public.projects p join private.site_officers s on s.project_id = p.project_id join public.profiles u on u.user_id = s.user_id
  where p.slug = site_officers.project and private.oversees(p.division_code)
$$;
comment on function public.site_officers(text) is 'Who supervises a site from day to day, for officers who oversee it; empty for others.';

revoke execute on function public.decide_finding(text, jsonb, int), public.withhold_finding(text, text, text, date, int), public.sign_withholding(text, boolean, text),
  public.release_finding(text, text), public.set_site_officer(text, uuid, date, date), public.site_officers(text) from public, anon;
grant execute on function public.decide_finding(text, jsonb, int), public.withhold_finding(text, text, text, date, int), public.sign_withholding(text, boolean, text),
  public.release_finding(text, text), public.set_site_officer(text, uuid, date, date), public.site_officers(text) to authenticated;
