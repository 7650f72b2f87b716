/**
 * Random deeds on a hub with demonstration data: verbs of officers and companies, jobs at a clock that runs ahead, rules and
 * holidays that change, and changes of public columns behind the back of every verb.
 */
export const deeds = [
  'complaint_step',
  'complaint_step',
  'complaint_step',
  'complaint_silently',
  'complaint_silently',
  'complaint_clock',
  'finding_silently',
  'rectification_silently',
  'open_day_silently',
  'open_day_dropped',
  'disclosure_silently',
  'verification_silently',
  'disclosure_taken_back',
  'project_silently',
  'project_saved',
  'project_saved',
  'organization_renamed',
  'item_changed',
  'holiday',
  'rule',
  'report',
  'sweep',
  'sweep',
  'days_pass'
] as const;

export const stormSql = `
create function private.test_sweep() returns void
language plpgsql set search_path = ''
as $$
begin
  perform public.release_expired();
  perform public.publish_scheduled();
  perform public.sweep_disclosures(50);
  perform public.sweep_open_days(20);
  perform public.sweep_findings(20);
  perform public.sweep_complaints(20);
end $$;
comment on function private.test_sweep() is 'Of a test.';

create function private.test_as(who uuid) returns void
language plpgsql set search_path = ''
as $$
declare
  session uuid := gen_random_uuid();
begin
  -- a session that stands, for this deed
  insert into auth.sessions (id, user_id, created_at, updated_at) values (session, who, now(), now());
  perform set_config('request.jwt.claims', jsonb_build_object('sub', who, 'role', 'authenticated', 'session_id', session, 'aal', 'aal2')::text, true),
    set_config('request.jwt.claim.sub', who::text, true);
end $$;
comment on function private.test_as(uuid) is 'Of a test.';

create function private.test_do(deed text, seed int) returns text
language plpgsql set search_path = ''
as $$
declare
  problem text;
  day date := private.today();
  c public.complaints;
  d public.disclosures;
  p public.projects;
  t public.complaint_transitions;
  who uuid;
begin
  perform setseed(seed / 1e9);
  begin
    case deed
    when 'complaint_step' then
      select * into c from public.complaints order by random() limit 1;
      select * into t from public.complaint_transitions x where x.from_state = c.state and x.capacity not in ('clock', 'person', 'company') order by random() limit 1;
      select m.user_id into who from public.memberships m join public.organizations o on o.organization_id = m.organization_id
      where m.role = 'officer' and (o.organization_id = c.bureau_id or private.is_above(o.division_code, c.division_code)) order by random() limit 1;
      perform private.test_as(who);
      perform public.advance_complaint(c.slug, t.act, jsonb_build_object('reason', '现场核实后决定如此', 'text', '经查，情况属实，已经返工。', 'title', '情况反映', 'outcome', case t.act
        when 'decide_review' then 'upheld' when 'decide_final' then 'upheld' else 'substantiated' end, 'result', 'fixed', 'days', 10, 'channel', '请向人民法院起诉',
        'as', case when random() < 0.5 then 'stub' end, 'bureau', (select o.slug from public.organizations o where o.kind = 'bureau' order by random() limit 1),
        'into', (select x.slug from public.complaints x where x.complaint_id <> c.complaint_id and x.bureau_id = c.bureau_id order by random() limit 1)));
    when 'complaint_silently' then
      select * into c from public.complaints x where x.published_at is not null order by random() limit 1;
      case floor(random() * 8)::int
        when 0 then update public.complaints x set joined = x.joined + 3 where x.complaint_id = c.complaint_id;
        when 1 then update public.complaints x set coarse_place = true where x.complaint_id = c.complaint_id;
        when 2 then update public.complaints x set coarse_time = true where x.complaint_id = c.complaint_id;
        when 3 then update public.complaints x set visibility = case x.visibility when 'public' then 'stub' else 'private' end where x.complaint_id = c.complaint_id;
        when 4 then update public.complaints x set visibility = 'stub' where x.complaint_id = c.complaint_id;
        when 5 then update public.complaints x set bureau_id = (select o.organization_id from public.organizations o where o.kind = 'bureau' order by random() limit 1) where x.complaint_id = c.complaint_id;
        when 6 then update public.complaints x set lat = 30.5 + random(), lng = 114.2 where x.complaint_id = c.complaint_id;
        else update public.complaints x set rating = 3, solved = true, rated_at = private.now(), tags = '{a}', assignee = null where x.complaint_id = c.complaint_id;
      end case;
    when 'complaint_clock' then
      case floor(random() * 3)::int
        when 0 then delete from public.complaint_clocks k where k.complaint_id = (select x.complaint_id from public.complaint_clocks x order by random() limit 1) and k.round > 1;
        when 1 then update public.complaint_clocks k set due_on = k.due_on + 1 where k.complaint_id = (select x.complaint_id from public.complaint_clocks x order by random() limit 1);
        else insert into public.complaint_clocks (complaint_id, clock, round, started_on, due_on, deadline_rule_id)
          select k.complaint_id, k.clock, k.round + 1, day, day + 9, k.deadline_rule_id from public.complaint_clocks k
          where not exists (select from public.complaint_clocks x where x.complaint_id = k.complaint_id and x.clock = k.clock and x.round > k.round) order by random() limit 1;
      end case;
    when 'finding_silently' then
      update public.findings f set urgent = not f.urgent, state = case when random() < 0.3 and f.published_at is not null then
          case f.state when 'withheld' then 'published' else 'withheld' end else f.state end, withheld_ground = 'internal', withheld_reason = '调查期间暂不公开', withheld_until = day + 9
      where f.finding_id = (select x.finding_id from public.findings x order by random() limit 1);
    when 'rectification_silently' then
      update public.rectifications r set due_on = r.due_on + 1, overdue_told = case when random() < 0.5 then r.due_on + 1 end,
        state = case when r.state in ('awaiting_plan', 'reopened') then 'planned' else r.state end, plan = '按图纸重新施工', fix_by = day + 5, planned_at = private.now()
      where (r.finding_id, r.position) = (select x.finding_id, x.position from public.rectifications x order by random() limit 1);
    when 'open_day_silently' then
      update public.open_days o set title = '开放日 ' || seed, meeting_point = '南门', taken = 0, capacity = o.capacity, due_on = case when random() < 0.3 then o.due_on + 1 else o.due_on end,
        attended = case when o.state in ('held', 'not_held') then jsonb_build_object('media', seed % 9 + 1) else o.attended end
      where o.open_day_id = (select x.open_day_id from public.open_days x order by random() limit 1);
    when 'open_day_dropped' then
      delete from public.open_days o where o.state = 'proposed' and o.open_day_id = (select x.open_day_id from public.open_days x where x.state = 'proposed' order by random() limit 1);
    when 'disclosure_silently' then
      update public.disclosures x set due_on = x.due_on + 1, days_late = case when x.days_late is not null then greatest(0, x.days_late - 1) end,
        status = case when x.state = 'owed' and random() < 0.5 then case when x.status = 'due' then 'not_applicable' else 'due' end else x.status end,
        withheld_reason = case when x.state = 'withheld' then '理由 ' || seed else x.withheld_reason end
      where x.disclosure_id = any (array(select y.disclosure_id from public.disclosures y where y.due_on is not null order by random() limit 3));
    when 'verification_silently' then
      update public.disclosure_verifications v set confirmed = v.confirmed + 1, status = 'confirmed'
      where (v.disclosure_id, v.version) = (select x.disclosure_id, x.version from public.disclosure_verifications x order by random() limit 1);
    when 'disclosure_taken_back' then
      select * into d from public.disclosures x where x.state = case when random() < 0.5 then 'published' else 'owed' end order by random() limit 1;
      select m.user_id into who from public.memberships m join public.organizations o on o.organization_id = m.organization_id
      where m.role = 'officer' and 'reviewer' = any (m.duties) and private.is_above(o.division_code, d.division_code) order by random() limit 1;
      perform private.test_as(who);
      if d.state = 'published' then perform public.withdraw_disclosure(d.slug, '内容有误，撤回更正');
      else perform public.withhold_disclosure(d.slug, 'third_party', '涉及商业秘密', day + 5); end if;
    when 'project_silently' then
      update public.projects x set location_quality = case x.location_quality when 'reported' then 'verified' else 'reported' end, pilot = not x.pilot
      where x.lat is not null and x.project_id = any (array(select y.project_id from public.projects y order by random() limit 2));
    when 'project_saved' then
      select * into p from public.projects x order by random() limit 1;
      perform private.apply_project(jsonb_build_object('project_id', p.project_id) || case floor(random() * 5)::int
        when 0 then jsonb_build_object('lat', 30.1 + random() / 9, 'lng', 114.1 + random() / 9)
        when 1 then jsonb_build_object('milestones', jsonb_build_object((select k.kind from public.milestone_kinds k where k.division_code = '420000' order by random() limit 1),
          jsonb_build_object('planned', day + 3, 'reached', case when random() < 0.7 then day - 2 end)))
        when 2 then jsonb_build_object('parties', jsonb_build_object('testing_body', jsonb_build_object('name', '检测公司 ' || seed, 'leader', '张三')))
        when 3 then jsonb_build_object('name', '改名小区 ' || seed)
        else jsonb_build_object('division_code', (select x.division_code from public.divisions x where x.level = 'county' order by random() limit 1)) end, true);
      perform private.test_sweep();
    when 'organization_renamed' then
      update public.organizations o set name = '公司 ' || seed where o.organization_id = (select x.organization_id from public.project_parties x order by random() limit 1);
    when 'item_changed' then
      update public.disclosure_items i set what = i.what || '。', version = i.version + 1, valid_until = case when random() < 0.2 then day + 20 else i.valid_until end
      where i.item = (select x.item from public.disclosure_items x order by random() limit 1);
      perform private.test_sweep();
    when 'holiday' then
      insert into public.calendar_days (day, source, works, name, basis) values (day + floor(random() * 25)::int, 'officer', random() < 0.3, '调整', '通知')
      on conflict on constraint calendar_days_pkey do update set works = not calendar_days.works;
      perform private.test_sweep();
    when 'rule' then
      insert into public.deadline_rules (subject, item, division_code, days, day_kind, basis, nature, valid_from)
      select r.subject, r.item, (select o.division_code from public.organizations o where o.kind = 'bureau' and o.division_code <> '420000' order by random() limit 1),
        r.days + 3, r.day_kind, '市规', 'policy', day - 30 from public.deadline_rules r where r.division_code = '420000' order by random() limit 1;
      perform private.test_sweep();
    when 'report' then
      insert into public.open_day_reports (open_day_id, user_id, kind, note)
      select o.open_day_id, (select u.id from auth.users u order by random() limit 1), 'host_absent', '没有人接待我们'
      from public.open_days o where o.announced_at is not null order by random() limit 1
      on conflict do nothing;
    when 'days_pass' then
      insert into private.settings (name, value) values ('clock', (private.now() + make_interval(days => floor(random() * 9)::int))::text)
      on conflict on constraint settings_pkey do update set value = excluded.value;
      perform private.test_sweep();
    else
      perform private.test_sweep();
    end case;
  exception when others then
    get stacked diagnostics problem = message_text;
  end;
  return problem;
end $$;
comment on function private.test_do(text, int) is 'Of a test.';
`;
