-- What pages are told of an expert who is waited for: until when, and by which rule.

create function private.opinion_awaited(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('asked_at', private.iso_time(o.asked_at), 'due_on', o.due_on, 'overdue', coalesce(o.due_on < private.today(), false),
    'rule', private.rule_of(o.deadline_rule_id))
  from public.finding_opinions o where o.finding_id = f.finding_id and o.state = 'asked' and f.state = 'under_verification'
$$;
comment on function private.opinion_awaited(public.findings) is 'Until when an expert is waited for, {asked_at, due_on, overdue, rule}, or null.';

create or replace function private.finding_whole(f public.findings, inside boolean) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.finding_card(f) || jsonb_build_object('line_list', private.finding_lines(f), 'reply_text', f.reply_text, 'reply_at', private.iso_time(f.reply_at),
    'reply_late', f.reply_late, 'reply_documents', private.finding_documents_of(f, 0),
    'opinion', (select jsonb_build_object('category', 'expert', 'given_at', private.iso_time(o.answered_at), 'note', o.note, 'lines', o.lines)
      from public.finding_opinions o where o.finding_id = f.finding_id and o.state = 'given'),
    'awaited', private.opinion_awaited(f),
    'decided_at', private.iso_time(f.decided_at), 'decided_by', (select o.name from public.organizations o where o.organization_id = f.decided_by),
    'due_on', f.due_on, 'rule', private.rule_of(f.deadline_rule_id), 'overdue', f.queue <> 'done' and coalesce(f.due_on < private.today(), false),
    'events', coalesce((select jsonb_agg(jsonb_build_object('event', e.event, 'at', private.iso_time(e.at), 'state', e.state, 'by', e.by,
        'bureau', (select o.name from public.organizations o where o.organization_id = e.organization_id and e.by = 'bureau'),
        -- why it was sorted so is between bureau and finder
        'reason', case when inside or e.event not in ('triaged', 'urgent') then e.reason end,
        'due_on', e.due_on, 'rule', private.rule_of(e.deadline_rule_id)) order by e.event_id)
      from public.finding_events e where e.finding_id = f.finding_id
        and (inside or e.event not in ('assigned', 'withholding_proposed', 'withholding_refused'))), '[]'),
    'withheld', private.finding_withheld(f), 'manifest_hash', f.manifest_hash, 'receipt_no', private.receipt_no(f),
    'visit', (select jsonb_build_object('checked_in_at', private.iso_time(v.checked_in_at),
        'open_day', jsonb_build_object('slug', o.slug, 'title', o.title, 'starts_at', private.iso_time(o.starts_at)))
      from public.visits v join public.open_days o on o.open_day_id = v.open_day_id where v.visit_id = f.visit_id))
$$;

create or replace function public.my_opinions() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', f.slug, 'number', f.number, 'project', private.project_place(f.project_id),
    'asked_at', private.iso_time(o.asked_at), 'state', o.state, 'due_on', case when o.state = 'asked' then o.due_on end,
    'overdue', o.state = 'asked' and coalesce(o.due_on < private.today(), false))
    order by o.state = 'asked' desc, o.asked_at desc), '[]')
  from public.supervisors s join public.finding_opinions o on o.supervisor_id = s.supervisor_id join public.findings f on f.finding_id = o.finding_id
  where s.user_id = auth.uid() and private.session_stands()
$$;
comment on function public.my_opinions() is
  'Contested findings about which the caller was asked as an expert, the open ones first: {slug, number, project, asked_at, state, due_on (last day to answer), overdue}.';

create or replace function public.finding_rules() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'steps', (select jsonb_agg(jsonb_build_object('item', s.item, 'name', s.name, 'name_en', s.name_en, 'rule', private.rule_of(r.deadline_rule_id)) order by s.n)
      from (values (1, 'triage', '分办', 'Triage'), (2, 'reply', '申辩答复', 'Right of reply'), (3, 'verify', '核实', 'Verification'),
        (4, 'opinion', '专家意见', 'Opinion of an expert'), (5, 'publish', '公开', 'Publication'), (6, 'plan', '整改计划', 'Plan'), (7, 'fix', '整改', 'Putting it right'),
        (8, 'reinspect', '复查', 'Re-inspection')) s (n, item, name, name_en)
      left join lateral private.deadline_rules_for('finding', s.item, '420000', private.today()) r on true),
    'transitions', (select jsonb_agg(jsonb_build_object('subject', t.subject, 'from_state', t.from_state, 'act', t.act, 'choice', t.choice, 'capacity', t.capacity,
      'to_state', t.to_state, 'needs_reason', t.needs_reason) order by t.sort) from public.finding_transitions t))
$$;
