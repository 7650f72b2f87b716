-- The desks: queues with clocks, who has what, and one finding with all that may be done to it.

create function private.desk_bureaus() returns text[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct private.division_prefix(o.division_code) || '%'), '{}') from private.current_memberships() m
  join public.organizations o on o.organization_id = m.organization_id where m.role = 'officer' and o.kind = 'bureau'
$$;
comment on function private.desk_bureaus() is 'Beginnings of the division codes that the caller oversees, as patterns.';

create function private.officers_over(prefixes text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'name', x.name, 'open', (
      select count(*) from public.findings f where f.assignee = x.user_id and f.queue <> 'done')) order by x.name, x.user_id), '[]')
  from (select distinct m.user_id, p.display_name as name from public.memberships m
    join public.organizations o on o.organization_id = m.organization_id join public.profiles p on p.user_id = m.user_id
    where m.role = 'officer' and o.kind = 'bureau' and m.duties && array['intake', 'handler', 'reviewer']
      and (o.division_code like any (prefixes) or exists (select from unnest(prefixes) q (pattern)
        where starts_with(rtrim(q.pattern, '%'), private.division_prefix(o.division_code))))
      and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
    order by p.display_name, m.user_id limit 100) x
$$;
comment on function private.officers_over(text[]) is 'Officers who may be handed a finding of these divisions, with how many each has open.';

create function private.matching_desk_findings(filters jsonb, prefixes text[], person uuid, today date) returns setof public.findings
language sql stable
as $$
  select f.* from public.findings f
  where (case when cardinality(prefixes) > 0 then f.division_code like any (prefixes)
      else f.state not in ('submitted', 'duplicate', 'out_of_scope') and f.project_id in (
        select pp.project_id from public.project_parties pp join private.current_memberships() m on m.organization_id = pp.organization_id
        where pp.role = 'developer' and m.role = 'company_member') end)
    and case when filters ->> 'queue' is null then filters ->> 'state' is not null or f.queue <> 'done' else f.queue = filters ->> 'queue' end
    and (filters ->> 'state' is null or f.state = filters ->> 'state')
    and (not coalesce((filters ->> 'mine')::boolean, false) or f.assignee = person)
    and (filters ->> 'assignee' is null or case when filters ->> 'assignee' = 'none' then f.assignee is null else f.assignee::text = filters ->> 'assignee' end)
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (f.queue <> 'done' and f.due_on < matching_desk_findings.today))
    and (filters ->> 'division' is null or f.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'project' is null or f.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project'))
    and (filters ->> 'developer' is null or f.developer_id = (select o.organization_id from public.organizations o where o.slug = filters ->> 'developer'))
    and (filters ->> 'category' is null or f.category = filters ->> 'category')
    and (filters ->> 'item' is null or exists (select from public.finding_items x where x.finding_id = f.finding_id and x.item = filters ->> 'item'))
    and (not coalesce((filters ->> 'urgent')::boolean, false) or f.urgent)
    and (filters ->> 'from' is null or private.day_of(f.submitted_at) >= (filters ->> 'from')::date)
    and (filters ->> 'to' is null or private.day_of(f.submitted_at) <= (filters ->> 'to')::date)
    and (filters ->> 'q' is null or f.number = upper(filters ->> 'q')
      or f.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))
$$;
comment on function private.matching_desk_findings(jsonb, text[], uuid, date) is
  'Findings of the bureaus of the caller (patterns of divisions), or without any of the caller''s own company as a developer, that pass the filters; those that are open unless a queue or a state is asked for. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create function private.desk_counts(prefixes text[], today date) returns table (queue text, n bigint, late bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  if cardinality(prefixes) > 0 then
    return query select f.queue, count(*), count(*) filter (where f.due_on < today) from public.findings f
      where f.queue <> 'done' and f.division_code like any (prefixes) group by 1;
  else
    return query select f.queue, count(*), count(*) filter (where f.due_on < today)
      from private.matching_desk_findings('{}', prefixes, null, today) f group by 1;
  end if;
end $$;
comment on function private.desk_counts(text[], date) is 'How many findings wait in each queue, and how many of them too long.';

create function public.browse_desk_findings(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 5000) - 1) * size;
  prefixes text[] := private.desk_bureaus();
  person uuid := auth.uid();
  today date := private.today();
  narrowed jsonb := filters - 'queue' - 'page';
  found uuid[];
  counts jsonb;
  total bigint;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  if filters ->> 'queue' = 'done' or filters ->> 'state' is not null then
    found := array(select f.finding_id from private.matching_desk_findings(filters, prefixes, person, today) f
      order by f.changed_at desc, f.finding_id limit size offset skip);
  else
    found := array(select f.finding_id from private.matching_desk_findings(filters, prefixes, person, today) f
      order by f.urgent desc, f.due_on, f.finding_id limit size offset skip);
  end if;
  select jsonb_build_object('queues', coalesce(jsonb_object_agg(c.queue, c.n), '{}'), 'overdue', coalesce(sum(c.late), 0)), sum(c.n) filter (
      where filters ->> 'queue' is null or c.queue = filters ->> 'queue')
  into counts, total from private.desk_counts(prefixes, today) c;
  if narrowed <> '{}' or filters ->> 'queue' = 'done' then
    total := (select count(*) from (select from private.matching_desk_findings(filters, prefixes, person, today) limit 100000) x);
  end if;
  return counts || jsonb_build_object('total', coalesce(total, 0),
    'mine', (select count(*) from public.findings f where f.assignee = person and f.queue <> 'done'),
    'officers', case when cardinality(prefixes) > 0 then private.officers_over(prefixes) else '[]' end,
    'rows', coalesce((select jsonb_agg(private.finding_card(f) || private.desk_part(f) order by x.n)
      from unnest(found) with ordinality x (id, n) join public.findings f on f.finding_id = x.id), '[]'));
end $$;
comment on function public.browse_desk_findings(jsonb, int, int) is
  'What waits at the desk: for officers the findings of their divisions, for members of a developer those of its projects once they were sorted: {total, queues, mine, overdue, rows, officers}, urgent first, then by last day. filters: queue (triage, reply, verify, opinion, sign, publish, rectify, reinspect, done; without it all that is open), mine, assignee (id or none), overdue, division, project, developer, category, item, urgent, state, from, to, q. queues, mine and overdue count without filters. At most 100 rows. Raises 42501 sign_in_required.';

create function private.desk_part(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('queue', f.queue, 'due_on', f.due_on, 'days_left', f.due_on - private.today(),
    'overdue', f.queue <> 'done' and coalesce(f.due_on < private.today(), false), 'edits', f.edits, 'acts', to_jsonb(private.finding_acts_now(f)),
    -- which officer has it is the bureau's own matter
    'assignee', case when private.oversees(f.division_code) then (select jsonb_build_object('user_id', p.user_id, 'name', p.display_name)
      from public.profiles p where p.user_id = f.assignee) end)
$$;
comment on function private.desk_part(public.findings) is 'What a desk shows of a finding beside its card.';

create function public.desk_finding(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  f public.findings;
  mine text[];
  officer boolean;
  acts text[];
begin
  select * into f from public.findings x where x.slug = desk_finding.slug;
  if f.finding_id is null then return null; end if;
  mine := private.finding_capacities(f);
  officer := 'officer' = any (mine);
  if not mine && array['officer', 'company'] then return null; end if;
  acts := private.finding_acts_now(f);
  return private.finding_whole(f, officer) || private.desk_part(f) || jsonb_build_object('capacities', to_jsonb(mine),
    'officers', case when officer then private.officers_over(private.desk_bureaus()) else '[]' end,
    'triage', case when officer then private.triage_of(f) end,
    'finder', case when officer then (select jsonb_build_object('category', v.category, 'number', s.number, 'name', s.shown_name)
      from public.visits v left join public.supervisors s on s.supervisor_id = v.supervisor_id where v.visit_id = f.visit_id) end,
    'withholding', case when officer then (select jsonb_build_object('ground', w.ground, 'reason', w.reason, 'until', w.until,
        'first_at', private.iso_time(w.first_at), 'by_me', w.first_by = auth.uid())
      from private.finding_withholdings w where w.finding_id = f.finding_id and w.second_at is null) end,
    'experts', case when 'ask_expert' = any (acts) then coalesce((select jsonb_agg(jsonb_build_object('number', x.number, 'name', x.shown_name) order by x.near desc, x.number)
      from (select s.number, s.shown_name, left(s.division_code, 4) = left(f.division_code, 4) as near from public.supervisors s
        where s.category = 'expert' and s.state = 'registered' and private.today() between s.valid_from and s.valid_until and s.user_id <> auth.uid()
          and not private.expert_block(f, s) and not exists (select from public.finding_opinions o where o.finding_id = f.finding_id and o.supervisor_id = s.supervisor_id)
        order by 3 desc, s.number limit 50) x), '[]') else '[]' end,
    'similar', case when officer then coalesce((select jsonb_agg(jsonb_build_object('slug', x.slug, 'number', x.number, 'state', x.state, 'headline', x.headline)
        order by x.submitted_at desc, x.finding_id)
      from (select y.* from public.findings y where y.project_id = f.project_id and y.finding_id <> f.finding_id and y.state not in ('duplicate', 'out_of_scope')
        order by y.submitted_at desc limit 30) x), '[]') else '[]' end);
end $$;
comment on function public.desk_finding(text) is
  'A finding for officers who oversee it, with how it was sorted, its finder by registration, experts to ask and findings of the same project; and for members of the developer, once it was sorted, without these. acts: what the caller may do now. Null for others.';

revoke execute on function public.browse_desk_findings(jsonb, int, int), public.desk_finding(text) from public, anon;
grant execute on function public.browse_desk_findings(jsonb, int, int), public.desk_finding(text) to authenticated;
