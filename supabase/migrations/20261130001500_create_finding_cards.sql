-- How a finding is told: the card of lists, its lines, and all of it. Which reader may ask for which is decided by the functions
-- that call these; none of them names the finder.

create function private.project_place(project uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', p.slug, 'name', p.name, 'division_code', p.division_code, 'division', d.name, 'division_en', d.name_en,
    'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en)
  from public.projects p join public.divisions d on d.division_code = p.division_code
  left join public.divisions c on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
  where p.project_id = project
$$;
comment on function private.project_place(uuid) is 'A project as cards name it, with its place.';

create function private.finding_card(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', f.slug, 'number', f.number, 'state', f.state, 'published_as', f.published_as, 'urgent', f.urgent, 'category', f.category,
    -- the finder chose to be named to everyone, and to nobody before
    'supervisor_number', case when f.published_at is not null and f.state <> 'withheld' then f.shown_number end, 'kind', f.kind,
    'outcome', coalesce(f.outcome, case when f.published_at is not null then 'unverified' end), 'lines', f.lines, 'differs', f.differs,
    'out_of_tolerance', f.out_of_tolerance, 'photos', f.photos,
    'reply', coalesce(f.stance, case when f.needs_reply and f.state not in ('submitted', 'awaiting_reply', 'duplicate', 'out_of_scope') then 'none' end),
    'visited_on', f.visited_on, 'submitted_at', private.iso_time(f.submitted_at), 'published_at', private.iso_time(f.published_at),
    'changed_at', private.iso_time(f.changed_at), 'open_day', (select o.slug from public.open_days o where o.open_day_id = f.open_day_id), 'demo', f.demo,
    'lat', p.lat, 'lng', p.lng, 'headline', f.headline,
    'rectification', jsonb_build_object('total', f.rect_total, 'closed', f.rect_closed, 'claimed', f.rect_claimed, 'overdue', f.rect_overdue),
    'items', coalesce((select jsonb_agg(x.item order by x.position) from public.finding_items x where x.finding_id = f.finding_id and x.item is not null), '[]'),
    'project', private.project_place(f.project_id),
    'developer', (select jsonb_build_object('slug', g.slug, 'name', g.name) from public.organizations g where g.organization_id = f.developer_id))
  from public.projects p where p.project_id = f.project_id
$$;
comment on function private.finding_card(public.findings) is 'A finding as lists show it.';

create function private.photo_cards(f public.findings, named jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('sha256', p.one ->> 'sha256', 'copy', x.sha256, 'media_type', x.media_type, 'bytes', x.bytes,
    'width', x.width, 'height', x.height, 'caption', p.one ->> 'caption', 'kept', x.photo_id is not null) order by p.n), '[]')
  from jsonb_array_elements(named) with ordinality p (one, n)
  left join public.finding_photos x on x.open_day_id = f.open_day_id and x.original_sha256 = p.one ->> 'sha256'
$$;
comment on function private.photo_cards(public.findings, jsonb) is 'Photos as a line names them, with what is served of those that have come.';

create function private.finding_documents_of(f public.findings, pos int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('use', d.use, 'round', d.round, 'document_id', x.document_id, 'name', x.file_name, 'caption', d.caption,
    'media_type', x.media_type, 'bytes', x.bytes, 'sha256', x.sha256, 'width', x.width, 'height', x.height)
    order by d.round, array_position(array['reply', 'plan', 'before', 'after'], d.use), d.sort), '[]')
  from public.finding_documents d join public.documents x using (document_id) where d.finding_id = f.finding_id and d.position = pos
$$;
comment on function private.finding_documents_of(public.findings, int) is 'Documents of a line (0: of the reply).';

create function private.rectification_card(f public.findings, pos int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('state', r.state, 'due_on', r.due_on, 'rule', private.rule_of(r.deadline_rule_id),
    'overdue', r.state <> 'closed' and coalesce(r.due_on < private.today(), false), 'plan', r.plan, 'plan_on', private.iso_time(r.planned_at),
    'fix_by', r.fix_by, 'claimed_at', private.iso_time(r.claimed_at), 'closed_at', private.iso_time(r.closed_at), 'closed_by', r.closed_by,
    'days', private.day_of(r.closed_at) - private.day_of(r.opened_at), 'rounds', r.rounds, 'override_reason', r.override_reason,
    'documents', private.finding_documents_of(f, pos),
    'photos', (select private.photo_cards(f, coalesce(jsonb_agg(p.one order by e.event_id, p.n), '[]'))
      from public.rectification_events e cross join lateral jsonb_array_elements(e.photos) with ordinality p (one, n)
      where e.finding_id = r.finding_id and e.position = r.position),
    'acts', to_jsonb(private.rectification_acts(f, r)),
    'events', (select jsonb_agg(jsonb_build_object('event', e.event, 'at', private.iso_time(e.at), 'by', e.by, 'round', e.round, 'note', e.note, 'due_on', e.due_on)
      order by e.event_id) from public.rectification_events e where e.finding_id = r.finding_id and e.position = r.position))
  from public.rectifications r where r.finding_id = f.finding_id and r.position = pos
$$;
comment on function private.rectification_card(public.findings, int) is 'A rectification with its history, or null.';

create function private.finding_lines(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('position', x.position, 'kind', x.kind, 'item', x.item, 'item_name', i.name, 'item_name_en', i.name_en,
    'disclosure', d.slug, 'version', x.version, 'content_hash', x.content_hash, 'current_version', d.version, 'verdict', x.verdict, 'note', x.note,
    'measured', x.measured, 'out_of_tolerance', x.out_of_tolerance, 'photos', private.photo_cards(f, x.photos), 'decision', x.decision,
    'decision_reason', x.decision_reason, 'decided_at', private.iso_time(x.decided_at), 'rectification', private.rectification_card(f, x.position))
    order by x.position), '[]')
  from public.finding_items x left join public.disclosure_items i on i.item = x.item left join public.disclosures d on d.disclosure_id = x.disclosure_id
  where x.finding_id = f.finding_id
$$;
comment on function private.finding_lines(public.findings) is 'The lines of a finding.';

create function private.finding_withheld(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('ground', f.withheld_ground, 'reason', f.withheld_reason, 'until', f.withheld_until,
    'by', coalesce((select jsonb_agg(distinct o.name) from private.finding_withholdings w
      join public.organizations o on o.organization_id in (w.first_for, w.second_for) where w.finding_id = f.finding_id and w.agreed), '[]'))
  where f.state = 'withheld'
$$;
comment on function private.finding_withheld(public.findings) is 'Why and until when a finding is withheld, and by which bureaus; null where it is not.';

create function private.finding_whole(f public.findings, inside boolean) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.finding_card(f) || jsonb_build_object('line_list', private.finding_lines(f), 'reply_text', f.reply_text, 'reply_at', private.iso_time(f.reply_at),
    'reply_late', f.reply_late, 'reply_documents', private.finding_documents_of(f, 0),
    'opinion', (select jsonb_build_object('category', 'expert', 'given_at', private.iso_time(o.answered_at), 'note', o.note, 'lines', o.lines)
      from public.finding_opinions o where o.finding_id = f.finding_id and o.state = 'given'),
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
comment on function private.finding_whole(public.findings, boolean) is
  'All of a finding but who found it; inside: with what is between bureau and finder.';

create function private.triage_of(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('outcome', f.triage_outcome, 'reason', f.triage_reason,
    'duplicate_of', (select x.slug from public.findings x where x.finding_id = f.duplicate_of))
  where f.triage_outcome is not null
$$;
comment on function private.triage_of(public.findings) is 'How it was sorted and why, or null.';
