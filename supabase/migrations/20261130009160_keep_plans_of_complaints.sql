-- As in 20261130009150, for complaints and for what tells of them.

create or replace function private.complaint_day(c public.complaints, at timestamptz) returns text
language plpgsql immutable set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select case when c.coarse_time then to_char(private.shanghai_day(at), 'YYYY-MM') else private.shanghai_day(at)::text end);
end $$;

create or replace function private.division_place(code text) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('division_code', d.division_code, 'division', d.name, 'division_en', d.name_en,
      'city_code', c.division_code, 'city', c.name, 'city_en', c.name_en)
    from public.divisions d
    left join public.divisions c on c.division_code = case when d.level = 'county' then d.parent_code else d.division_code end
    where d.division_code = code);
end $$;

create or replace function private.public_complaint_card(c public.complaints) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'category_name', k.name, 'category_name_en', k.name_en,
      'state', c.state, 'group', case c.queue when 'done' then 'ended' when 'follow_up' then 'answered' else 'open' end, 'as', c.visibility,
      'title', case when c.visibility = 'public' then c.public_title end, 'urgent', c.urgent, 'demo', c.demo,
      'overdue', c.queue <> 'done' and coalesce(c.due_on < private.today(), false), 'supervised', c.supervised_at is not null,
      'clock', case when not c.coarse_time then c.clock end, 'due_on', case when not c.coarse_time then c.due_on end,
      -- what an earlier reply said is not how it stands
      'outcome', case when private.reply_stands(c) then c.outcome end, 'result', case when private.reply_stands(c) then c.result end,
      'fix_by', case when not c.coarse_time and private.reply_stands(c) then c.fix_by end, 'solved', c.solved,
      'reopened', c.reopened, 'joined', private.joined_text(c.joined), 'ex_officio', c.ex_officio,
      'filed', private.complaint_day(c, c.filed_at), 'published', private.complaint_day(c, c.published_at), 'changed', private.complaint_day(c, c.changed_at),
      'coarse_place', c.coarse_place, 'coarse_time', c.coarse_time, 'place', private.division_place(c.division_code),
      'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id and not c.coarse_place),
      'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id))
    from public.complaint_categories k where k.category = c.category);
end $$;

create or replace function private.desk_complaint_row(c public.complaints, today date) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'state', c.state, 'queue', c.queue, 'clock', c.clock, 'due_on', c.due_on,
      'days_left', c.due_on - desk_complaint_row.today, 'overdue', c.queue <> 'done' and coalesce(c.due_on < desk_complaint_row.today, false),
      'filed_at', private.iso_time(c.filed_at), 'changed_at', private.iso_time(c.changed_at), 'source', c.source, 'urgent', c.urgent, 'held', c.held, 'look_again', c.look_again,
      'supervised', c.supervised_at is not null, 'visibility', c.visibility, 'joined', c.joined, 'reopened', c.reopened, 'extended_days', c.extended_days, 'tags', to_jsonb(c.tags),
      'outcome', c.outcome, 'result', c.result, 'edits', c.edits,
      'assignee', (select jsonb_build_object('user_id', p.user_id, 'name', p.display_name) from public.profiles p where p.user_id = c.assignee),
      'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id),
      'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id),
      'division_code', c.division_code, 'division', d.name, 'division_en', d.name_en, 'city_code', up.division_code, 'city', up.name, 'city_en', up.name_en)
    from public.divisions d left join public.divisions up on up.division_code = d.parent_code and up.level = 'prefecture' where d.division_code = c.division_code);
end $$;

-- Most entries are not about a complaint, and ask no table.
create or replace function private.hides_place(entry public.journal) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entry.subject_type <> 'complaint' or entry.project_id is null then return false; end if;
  return exists (select from public.complaints c where c.complaint_id = entry.subject_id::uuid and c.coarse_place);
end $$;

-- A plan made for each step of each complaint took longer than the step.
create or replace function private.complaint_counted(c public.complaints) returns table (division_code text, category text, stage text, outcome text, supervised boolean)
language sql immutable
as $$
  select c.division_code, c.category, private.complaint_group(c.queue), coalesce(case when private.reply_stands(c) then c.outcome end, ''), c.supervised_at is not null
  where private.complaint_is_public(c)
$$;
comment on function private.complaint_counted(public.complaints) is
  'Where a complaint counts in the public list; nowhere while it is not public. Without `set search_path`, so that it is inlined.';

-- Each of its branches finds by key: no value of a key would be planned otherwise than another.
alter function private.open_touched(public.journal) set plan_cache_mode = 'force_generic_plan';
alter function private.settle_complaint(uuid) set plan_cache_mode = 'force_generic_plan';
alter function private.reckon_clocks(uuid) set plan_cache_mode = 'force_generic_plan';
alter function private.complaint_capacities(public.complaints) set plan_cache_mode = 'force_generic_plan';
alter function private.count_complaint() set plan_cache_mode = 'force_generic_plan';

create or replace function private.open_touched_finding(finding uuid) returns table (dataset text, key text, id text)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  select t.* from public.findings f cross join lateral (
    select 'findings' as dataset, f.slug as key, f.slug as id
    union all select 'visits', f.open_day_id || '/' || f.category, o.slug || '/' || f.category from public.open_days o where o.open_day_id = f.open_day_id
    union all select 'rectifications', f.slug || '.' || lpad(r.position::text, 3, '0'), f.slug || '.' || r.position from public.rectifications r where r.finding_id = f.finding_id
    union all select 'deadlines', 'rectification/' || f.slug || '.' || lpad(r.position::text, 3, '0') || '/' || s || '/001', 'rectification/' || f.slug || '.' || r.position || '/' || s || '/1'
      from public.rectifications r cross join unnest('{fix,plan,reinspect}'::text[]) s where r.finding_id = f.finding_id
    -- how the disclosures stand that it speaks of
    union all select distinct 'disclosures', d.disclosure_id::text, d.slug from public.finding_items x join public.disclosures d on d.disclosure_id = x.disclosure_id
      where x.finding_id = f.finding_id) t
  where f.finding_id = finding;
end $$;
