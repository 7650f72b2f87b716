-- Cards and rows are asked for one by one, by key: plpgsql keeps the plan, where sql plans anew at each call, which took
-- longer than to run it. What they give is the same; where a name is a column's and a parameter's, it is the column's, as in sql.
-- One plan from the first call: by key, no value would be planned otherwise than another, and a new session would plan five times.

create or replace function private.project_card(p public.projects) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object(
      'slug', p.slug, 'name', p.name, 'address', p.address, 'zone', p.zone,
      'division_code', p.division_code, 'division', d.name, 'division_en', d.name_en,
      'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en,
      'housing_type', p.housing_type, 'stage', p.stage, 'pilot', p.pilot, 'demo', p.demo,
      'floor_area_m2', p.floor_area_m2, 'unit_count', p.unit_count,
      'lat', p.lat, 'lng', p.lng, 'updated_at', private.iso_time(p.updated_at),
      'developer', (select o.name from public.project_parties pp join public.organizations o using (organization_id)
        where pp.project_id = p.project_id and pp.role = 'developer' order by pp.project_party_id limit 1))
    from public.divisions d left join public.divisions c
      on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
    where d.division_code = p.division_code);
end $$;

create or replace function private.disclosure_card(d public.disclosures) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('slug', d.slug, 'item', d.item, 'name', i.name, 'name_en', i.name_en, 'stage', i.stage, 'mandatory', i.mandatory,
      'what', i.what, 'what_en', i.what_en, 'status', d.status, 'due_on', d.due_on, 'expected_on', d.expected_on, 'trigger_on', d.trigger_on,
      'version', d.version, 'first_published_at', private.iso_time(d.first_published_at), 'days_late', d.days_late,
      'changed_at', private.iso_time(d.changed_at), 'withheld_until', d.withheld_until, 'withheld_ground', d.withheld_ground,
      'published_at', private.iso_time(v.published_at),
      'confirmed_by', (select o.name from public.organizations o where o.organization_id = v.confirmed_by),
      'documents', (select count(*) from public.disclosure_documents dd where dd.disclosure_id = d.disclosure_id and dd.version = d.version))
    from public.disclosure_items i
    left join public.disclosure_versions v on v.disclosure_id = d.disclosure_id and v.version = d.version
    where i.item = d.item);
end $$;

create or replace function private.rule_card(r public.deadline_rules) returns jsonb
language plpgsql stable set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select to_jsonb(r) || jsonb_build_object('division', d.name, 'division_en', d.name_en,
      'created_at', private.iso_time(r.created_at))
    from public.divisions d where d.division_code = r.division_code);
end $$;

create or replace function private.open_day_card(o public.open_days, whole boolean default false) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('slug', o.slug, 'state', o.state, 'status', o.status, 'origin', o.origin,
      'title', case when v.seen or k.kind is null then o.title else k.name || '工地开放日' end,
      'milestone_kind', o.milestone_kind, 'milestone_name', k.name, 'milestone_name_en', k.name_en, 'due_on', o.due_on, 'announce_by', o.announce_by,
      'starts_at', case when v.seen then private.iso_time(o.starts_at) end, 'ends_at', case when v.seen then private.iso_time(o.ends_at) end,
      'booking_closes_at', case when v.seen then private.iso_time(o.booking_closes_at) end,
      'capacity', case when v.seen then o.capacity else 0 end, 'taken', o.taken,
      'seats', case when v.seen then coalesce((select jsonb_agg(jsonb_build_object('category', s.category, 'capacity', s.capacity, 'taken', s.taken, 'waiting', s.waiting)
        order by array_position(array['deputy', 'expert', 'media', 'resident', 'public'], s.category))
        from public.open_day_seats s where s.open_day_id = o.open_day_id and (s.capacity > 0 or s.waiting > 0)), '[]') else '[]' end,
      'lat', case when v.seen then o.lat else p.lat end, 'lng', case when v.seen then o.lng else p.lng end,
      'changed_at', private.iso_time(o.changed_at), 'demo', o.demo,
      'project', jsonb_build_object('slug', p.slug, 'name', p.name, 'division_code', p.division_code, 'division', d.name, 'division_en', d.name_en,
        'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en),
      'developer', (select jsonb_build_object('slug', g.slug, 'name', g.name) from public.project_parties pp join public.organizations g using (organization_id)
        where pp.project_id = p.project_id and pp.role = 'developer' order by pp.project_party_id limit 1))
    from public.projects p
    join public.divisions d on d.division_code = p.division_code
    left join public.divisions c on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
    left join public.milestone_kinds k on k.kind = o.milestone_kind
    cross join lateral (select whole or o.announced_at is not null as seen) v
    where p.project_id = o.project_id);
end $$;

create or replace function private.report_counts(day uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('host_absent', count(*) filter (where r.kind = 'host_absent'), 'access_refused', count(*) filter (where r.kind = 'access_refused'))
    from public.open_day_reports r where r.open_day_id = day);
end $$;

create or replace function private.open_day_row(o public.open_days) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('id', o.slug, 'project', p.slug, 'division_code', o.division_code, 'milestone', o.milestone_kind, 'kind', o.origin,
      'title', case when o.announced_at is not null or k.kind is null then o.title else k.name || '工地开放日' end,
      'status', case when o.state <> 'proposed' then o.state when o.overdue_seq is not null then 'overdue' else 'due' end,
      'starts_at', case when o.announced_at is not null then private.iso_time(o.starts_at) end, 'ends_at', case when o.announced_at is not null then private.iso_time(o.ends_at) end,
      'place', case when o.announced_at is not null then o.meeting_point end, 'capacity', case when o.announced_at is not null then o.capacity end,
      'due_on', o.due_on, 'announced_at', private.iso_time(o.announced_at),
      'report', (select case when r ->> 'host_absent' <> '0' or r ->> 'access_refused' <> '0' then 'host_absent ' || (r ->> 'host_absent') || ', access_refused ' || (r ->> 'access_refused') end
        from private.report_counts(o.open_day_id) r),
      'reason', case when o.state = 'cancelled' then coalesce(o.cancelled_note, o.cancelled_reason) when o.announced_at is not null then o.change_reason end,
      'demo', o.demo)
    from public.projects p left join public.milestone_kinds k on k.kind = o.milestone_kind
    where p.project_id = o.project_id
      -- of a day that nobody announced the public learns that it is owed, once its milestone is reached
      and (o.announced_at is not null or (o.origin = 'milestone' and o.state = 'proposed' and o.milestone_reached and o.due_on is not null)));
end $$;

create or replace function private.finding_card(f public.findings) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
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
    from public.projects p where p.project_id = f.project_id);
end $$;

create or replace function private.open_finding_row(f public.findings) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('id', f.slug, 'number', f.number, 'project', p.slug, 'division_code', f.division_code,
      'open_day', (select o.slug from public.open_days o where o.open_day_id = f.open_day_id), 'category', f.category, 'kind', f.kind, 'visited_on', f.visited_on,
      'published_at', private.iso_time(f.published_at), 'published_as', f.published_as, 'outcome', coalesce(f.outcome, 'unverified'), 'urgent', f.urgent, 'lines', f.lines,
      'differs', f.differs, 'out_of_tolerance', f.out_of_tolerance, 'photos', f.photos, 'headline', f.headline,
      'stance', coalesce(f.stance, case when f.needs_reply and f.state not in ('submitted', 'awaiting_reply', 'duplicate', 'out_of_scope') then 'none' end),
      'reply', f.reply_text, 'reply_at', private.iso_time(f.reply_at), 'reply_late', f.reply_late, 'decided_at', private.iso_time(f.decided_at),
      'decided_by', (select o.slug from public.organizations o where o.organization_id = f.decided_by), 'rectifications', f.rect_total, 'rectifications_closed', f.rect_closed,
      'items', coalesce((select jsonb_agg(jsonb_build_object('position', x.position, 'kind', x.kind, 'item', x.item, 'disclosure', d.slug, 'version', x.version,
          'content_hash', x.content_hash, 'verdict', x.verdict, 'note', x.note, 'measured', x.measured, 'decision', x.decision, 'decision_reason', x.decision_reason) order by x.position)
        from public.finding_items x left join public.disclosures d on d.disclosure_id = x.disclosure_id where x.finding_id = f.finding_id), '[]'),
      'demo', f.demo)
    from public.projects p where p.project_id = f.project_id and private.finding_is_public(f));
end $$;

create or replace function private.open_head() returns bigint
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0));
end $$;
