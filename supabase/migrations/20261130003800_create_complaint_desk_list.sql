-- The desk of complaints: what waits, in the order of its last day, however many there are.
-- Nothing here says anything of a person: that is told by desk_complaint alone, to those in charge.

create index complaints_desk_idx on public.complaints (bureau_id, due_on, complaint_id) where queue <> 'done';
create index complaints_desk_all_idx on public.complaints (due_on, complaint_id) where queue <> 'done';
create index complaints_desk_place_idx on public.complaints (division_code text_pattern_ops, due_on) where queue <> 'done';
create index complaints_desk_category_idx on public.complaints (category, due_on, complaint_id) where queue <> 'done';
create index complaints_desk_supervised_idx on public.complaints (due_on) where queue <> 'done' and supervised_at is not null;
create index complaints_desk_held_idx on public.complaints (due_on) where held;
create index complaints_desk_awaiting_idx on public.complaints (bureau_id, due_on) where visibility = 'awaiting';
create index complaints_desk_below_idx on public.complaints (bureau_division text_pattern_ops, due_on) where queue <> 'done';
create index complaints_desk_done_below_idx on public.complaints (bureau_division text_pattern_ops, changed_at desc) where queue = 'done';
create index complaints_desk_done_idx on public.complaints (bureau_id, changed_at desc, complaint_id) where queue = 'done';
create index complaints_desk_done_all_idx on public.complaints (changed_at desc, complaint_id) where queue = 'done';
create index complaints_desk_closed_idx on public.complaints (assignee, closed_at) where closed_at is not null;
create index complaints_desk_tags_idx on public.complaints using gin (tags);
create index complaint_recusals_user_idx on private.complaint_recusals (user_id);

create function private.complaint_scopes() returns table (kind text, bureau_id uuid, pattern text, division_code text, first text, beyond text)
language sql stable security definer set search_path = ''
as $$
  with mine as (
    select distinct o.organization_id, o.division_code, private.division_prefix(o.division_code) || '%' as pattern
    from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau' and private.session_stands()
  )
  select s.kind, m.organization_id, m.pattern, m.division_code,
    -- the divisions inside as one range of codes, the own one before it; the province is above itself (private.is_above)
    case when m.division_code like '__0000' then left(m.division_code, 2) else m.division_code || '0' end, rtrim(m.pattern, '%') || 'x'
  from mine m cross join (values ('own'), ('sent'), ('unrouted'), ('below')) s (kind)
  -- below a county there is nobody
  where s.kind <> 'below' or m.division_code like '____00'
$$;
comment on function private.complaint_scopes() is
  'Which complaints the caller has to do with, part by part, as private.complaint_capacities has it: own (in charge), sent (transferred by the bureau, objected to), unrouted (without a bureau, in the division), below (those of bureaus inside the division, codes from first to before beyond).';

create function private.hidden_complaints() returns table (complaints uuid[], projects uuid[])
language sql stable security definer set search_path = ''
as $$
  select array(select r.complaint_id from private.complaint_recusals r where r.user_id = auth.uid()
      union all select k.complaint_id from private.complaint_keys k where k.user_id = auth.uid()),
    array(select distinct pp.project_id from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = auth.uid() and m.role = 'company_member')
$$;
comment on function private.hidden_complaints() is
  'What the caller has nothing to do with as an officer (Art 28): complaints from which they recused themselves or which are their own, and projects of companies they work or worked for.';

create function private.matching_desk_complaints(filters jsonb, projects uuid[], person uuid, today date) returns setof public.complaints
language sql stable
as $$
  select c.* from public.complaints c
  where case when filters ->> 'queue' is not null then c.queue = filters ->> 'queue'
      when filters ->> 'state' is not null then c.state = filters ->> 'state'
      when filters ->> 'visibility' is not null or filters ->> 'number' is not null then true else c.queue <> 'done' end
    and (filters ->> 'queue' is null or filters ->> 'state' is null or c.state = filters ->> 'state')
    and (filters ->> 'number' is null or c.number = filters ->> 'number')
    and case filters ->> 'clock' when 'overdue' then c.queue <> 'done' and c.due_on < matching_desk_complaints.today
      when 'due_soon' then c.queue <> 'done' and c.due_on between matching_desk_complaints.today and matching_desk_complaints.today + 2
      when 'new' then c.queue = 'intake' and c.due_on > matching_desk_complaints.today + 2 else true end
    and (filters ->> 'category' is null or c.category = filters ->> 'category')
    and (filters ->> 'source' is null or c.source = filters ->> 'source')
    and (filters ->> 'tag' is null or c.tags @> array[filters ->> 'tag'])
    and (filters ->> 'assignee' is null or case filters ->> 'assignee' when 'mine' then c.assignee = person when 'nobody' then c.assignee is null
      else c.assignee::text = filters ->> 'assignee' end)
    and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'urgent' is null or c.urgent)
    and (filters ->> 'supervised' is null or c.supervised_at is not null)
    and (filters ->> 'held' is null or c.held)
    and (filters ->> 'visibility' is null or c.visibility = filters ->> 'visibility')
    and (projects is null or c.project_id = any (projects))
$$;
comment on function private.matching_desk_complaints(jsonb, uuid[], uuid, date) is
  'Complaints that pass the filters of the desk, of whichever bureau; those that are open unless a queue, a state, a visibility or a number is asked for. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

create function private.desk_complaint_filters(given jsonb) returns table (filters jsonb, projects uuid[])
language sql stable security definer set search_path = ''
as $$
  select case when given ->> 'q' ~* '^c?\d{6}-' then (given - 'q') || jsonb_build_object('number', case when given ->> 'q' ~* '^c' then '' else 'C' end || upper(trim(given ->> 'q'))) else given end,
    case when given ->> 'project' is not null then array(select p.project_id from public.projects p where p.slug = given ->> 'project')
      when given ->> 'q' is not null and given ->> 'q' !~* '^c?\d{6}-' then array(
        select p.project_id from private.matching_projects(jsonb_build_object('q', given ->> 'q')) p limit 500) end
$$;
comment on function private.desk_complaint_filters(jsonb) is 'Filters with words (q) made a number or projects, at most 500 of them.';

create function private.desk_complaint_ids(given jsonb, most int, sorted boolean default true) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  s record;
  h record;
  f record;
  person uuid := auth.uid();
  today date := private.today();
  closed boolean;
  part uuid[];
  parts int := 0;
  found uuid[] := '{}';
begin
  select * into h from private.hidden_complaints();
  select * into f from private.desk_complaint_filters(coalesce(given, '{}')) x;
  closed := coalesce(f.filters ->> 'queue', '') = 'done' or coalesce(f.filters ->> 'state', '') in ('not_accepted', 'closed', 'review_decided', 'final', 'withdrawn');
  for s in select * from private.complaint_scopes() loop
    -- what was closed has no last day: the latest first
    if s.kind = 'own' then
      if closed then part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.bureau_id = s.bureau_id
          and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.changed_at desc, c.complaint_id limit most);
      else part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.bureau_id = s.bureau_id
          and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.due_on, c.complaint_id limit most);
      end if;
    elsif s.kind = 'below' then
      if closed then part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id
          and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.changed_at desc, c.complaint_id limit most);
      else part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id
          and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.due_on, c.complaint_id limit most);
      end if;
    elsif s.kind = 'sent' then
      part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.sender_id = s.bureau_id and c.state = 'objected'
        and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.due_on, c.complaint_id limit most);
    else
      part := array(select c.complaint_id from private.matching_desk_complaints(f.filters, f.projects, person, today) c where c.bureau_id is null and c.division_code like s.pattern
        and c.complaint_id <> all (h.complaints) and (c.project_id is null or c.project_id <> all (h.projects)) order by c.due_on, c.complaint_id limit most);
    end if;
    if cardinality(part) > 0 then parts := parts + 1; end if;
    found := found || part;
  end loop;
  -- one part alone is in order already
  if parts < 2 then return found; end if;
  if not sorted then return array(select distinct d from unnest(found) d limit most); end if;
  return array(select u.id from (select distinct d as id from unnest(found) d) u join public.complaints c on c.complaint_id = u.id
    order by case when closed then c.changed_at end desc, case when not closed then c.due_on end, c.complaint_id limit most);
end $$;
comment on function private.desk_complaint_ids(jsonb, int, boolean) is
  'Complaints of the caller''s desk that pass the filters, the last days first (what is over: the latest first; or in no order), at most so many. Each part of the desk is read by its own index.';

create function private.desk_complaint_counts() returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_generic_plan' set jit = off
as $$
declare
  s record;
  one text;
  today date := private.today();
  person uuid := auth.uid();
  n int;
  counts jsonb := '{}';
begin
  -- counted to a thousand: nobody works by the exact number of more
  for s in select * from private.complaint_scopes() loop
    foreach one in array array['intake', 'objection', 'handle', 'follow_up', 'review', 'final', 'merged', 'overdue', 'due_soon', 'new', 'awaiting'] loop
      if s.kind = 'own' then
        case
        when one = 'overdue' then n := (select count(*) from (select from public.complaints c where c.bureau_id = s.bureau_id and c.queue <> 'done' and c.due_on < today limit 1000) x);
        when one = 'due_soon' then n := (select count(*) from (select from public.complaints c where c.bureau_id = s.bureau_id and c.queue <> 'done'
          and c.due_on between today and today + 2 limit 1000) x);
        when one = 'new' then n := (select count(*) from (select from public.complaints c where c.bureau_id = s.bureau_id and c.queue = 'intake' and c.due_on > today + 2 limit 1000) x);
        when one = 'awaiting' then n := (select count(*) from (select from public.complaints c where c.bureau_id = s.bureau_id and c.visibility = 'awaiting' limit 1000) x);
        else n := (select count(*) from (select from public.complaints c where c.bureau_id = s.bureau_id and c.queue = one limit 1000) x);
        end case;
      elsif s.kind = 'below' then
        case
        when one = 'overdue' then n := (select count(*) from (select from public.complaints c where c.queue <> 'done' and c.due_on < today and c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id limit 1000) x);
        when one = 'due_soon' then n := (select count(*) from (select from public.complaints c where c.queue <> 'done' and c.due_on between today and today + 2
          and c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id limit 1000) x);
        when one = 'new' then n := (select count(*) from (select from public.complaints c where c.queue = 'intake' and c.due_on > today + 2 and c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id limit 1000) x);
        when one = 'awaiting' then n := 0;
        else n := (select count(*) from (select from public.complaints c where c.queue = one and c.bureau_division ~>=~ s.first and c.bureau_division ~<~ s.beyond and c.bureau_id <> s.bureau_id limit 1000) x);
        end case;
      elsif s.kind = 'sent' then
        n := case when one = 'objection' then (select count(*) from (select from public.complaints c where c.sender_id = s.bureau_id and c.state = 'objected'
          and c.bureau_id is distinct from s.bureau_id limit 1000) x) else 0 end;
      else
        n := case when one = 'intake' then (select count(*) from (select from public.complaints c where c.bureau_id is null and c.division_code like s.pattern and c.queue = 'intake' limit 1000) x) else 0 end;
      end if;
      counts := counts || jsonb_build_object(one, least(coalesce((counts ->> one)::int, 0) + n, 1000));
    end loop;
  end loop;
  return counts || jsonb_build_object('mine', (select count(*) from (select from public.complaints c where c.assignee = person and c.queue <> 'done' limit 1000) x));
end $$;
comment on function private.desk_complaint_counts() is
  'How many wait in each queue of the caller''s desk, how many are overdue, due within two days, new, not looked over for publication, and the caller''s own; each counted to 1,000.';

create function private.desk_complaint_row(c public.complaints, today date) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'state', c.state, 'queue', c.queue, 'clock', c.clock, 'due_on', c.due_on,
    'days_left', c.due_on - desk_complaint_row.today, 'overdue', c.queue <> 'done' and coalesce(c.due_on < desk_complaint_row.today, false),
    'filed_at', private.iso_time(c.filed_at), 'changed_at', private.iso_time(c.changed_at), 'source', c.source, 'urgent', c.urgent, 'held', c.held, 'look_again', c.look_again,
    'supervised', c.supervised_at is not null, 'visibility', c.visibility, 'joined', c.joined, 'reopened', c.reopened, 'extended_days', c.extended_days, 'tags', to_jsonb(c.tags),
    'outcome', c.outcome, 'result', c.result, 'edits', c.edits,
    'assignee', (select jsonb_build_object('user_id', p.user_id, 'name', p.display_name) from public.profiles p where p.user_id = c.assignee),
    'bureau', (select jsonb_build_object('slug', o.slug, 'name', o.name) from public.organizations o where o.organization_id = c.bureau_id),
    'project', (select jsonb_build_object('slug', p.slug, 'name', p.name) from public.projects p where p.project_id = c.project_id),
    'division_code', c.division_code, 'division', d.name, 'division_en', d.name_en, 'city_code', up.division_code, 'city', up.name, 'city_en', up.name_en)
  from public.divisions d left join public.divisions up on up.division_code = d.parent_code and up.level = 'prefecture' where d.division_code = c.division_code
$$;
comment on function private.desk_complaint_row(public.complaints, date) is 'A complaint as lists of the desk show it: nothing of its person, neither words nor names.';

create function public.browse_desk_complaints(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 500) - 1) * size;
  today date := private.today();
  found uuid[];
  total int;
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  total := private.count_desk_complaints(filters);
  found := case when total > skip then (private.desk_complaint_ids(filters, skip + size))[skip + 1 : skip + size] else '{}'::uuid[] end;
  return jsonb_build_object('total', least(total, 10000), 'more', total > 10000, 'today', today, 'counts', private.desk_complaint_counts(),
    'saved', coalesce((select jsonb_agg(jsonb_build_object('filter_id', f.filter_id, 'name', f.name, 'query', f.query) order by f.name)
      from private.complaint_filters f where f.user_id = auth.uid()), '[]'),
    'rows', coalesce((select jsonb_agg(private.desk_complaint_row(c, today) order by x.n)
      from unnest(found) with ordinality x (id, n) join public.complaints c on c.complaint_id = x.id), '[]'));
end $$;
comment on function public.browse_desk_complaints(jsonb, int, int) is
  'What waits at the desks of the caller''s bureaus and of those below: {total (to 10,000), more (there are more than that), today, counts (each to 1,000), saved, rows}, the last days first. filters: queue (intake, objection, handle, follow_up, review, final, merged, done; without it all that is open), clock (overdue, due_soon, new), category, state, source, tag, assignee (mine, nobody, or an id), project, division, urgent, supervised, held, visibility, q (number or name of a project). Nothing of a person. At most 100 rows. Raises 42501 sign_in_required.';

create function private.count_desk_complaints(filters jsonb) returns int
language sql stable security definer set search_path = ''
as $$ select cardinality(private.desk_complaint_ids(filters, 10001, false)) $$;
comment on function private.count_desk_complaints(jsonb) is 'How many complaints of the caller''s desk pass the filters, counted to 10,001.';

create function public.export_desk_complaints(filters jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  today date := private.today();
  found uuid[];
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  found := private.desk_complaint_ids(filters, 10000);
  return (select coalesce(jsonb_agg(private.desk_complaint_row(c, today) order by x.n), '[]') from unnest(found) with ordinality x (id, n)
    join public.complaints c on c.complaint_id = x.id);
end $$;
comment on function public.export_desk_complaints(jsonb) is
  'The rows of browse_desk_complaints, the first 10,000 at once, for a file. Raises 42501 sign_in_required.';

create function public.map_desk_complaints(filters jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  today date := private.today();
  found uuid[];
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  found := private.desk_complaint_ids(filters, 500);
  return (select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'number', c.number, 'category', c.category, 'project', p.name, 'due_on', c.due_on,
      'lat', coalesce(p.lat, c.lat), 'lng', coalesce(p.lng, c.lng),
      'tone', case when c.queue = 'done' or c.due_on is null then 'fine' when c.due_on < today then 'overdue' when c.due_on <= today + 2 then 'due_soon' else 'fine' end) order by x.n), '[]')
    from unnest(found) with ordinality x (id, n) join public.complaints c on c.complaint_id = x.id left join public.projects p on p.project_id = c.project_id
    where coalesce(p.lat, c.lat) is not null);
end $$;
comment on function public.map_desk_complaints(jsonb) is
  'Where the first 500 complaints of the list are: [{slug, number, category, project, due_on, lat, lng, tone}]. Raises 42501 sign_in_required.';

create function public.desk_workload() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  today date := private.today();
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'name', x.name, 'bureau', x.bureau,
      'open', (select count(*) from public.complaints c where c.assignee = x.user_id and c.queue <> 'done'),
      'overdue', (select count(*) from public.complaints c where c.assignee = x.user_id and c.queue <> 'done' and c.due_on < today),
      'due_soon', (select count(*) from public.complaints c where c.assignee = x.user_id and c.queue <> 'done' and c.due_on between today and today + 2),
      'closed', (select count(*) from public.complaints c where c.assignee = x.user_id and c.closed_at >= private.now() - interval '30 days')) order by x.bureau, x.name, x.user_id), '[]')
    from (select distinct on (m.user_id, o.organization_id) m.user_id, p.display_name as name, o.name as bureau
      from private.complaint_scopes() s join public.organizations o on o.kind = 'bureau'
        and case s.kind when 'own' then o.organization_id = s.bureau_id else private.is_above(s.division_code, o.division_code) end
      join public.memberships m on m.organization_id = o.organization_id and m.role = 'officer' and m.duties && '{intake,handler,follow_up,reviewer}'
        and today between m.valid_from and coalesce(m.valid_until, 'infinity')
      join public.profiles p on p.user_id = m.user_id where s.kind in ('own', 'below') order by m.user_id, o.organization_id limit 200) x);
end $$;
comment on function public.desk_workload() is
  'Officers of the caller''s bureaus and those below with what each has in hand: [{user_id, name, bureau, open, overdue, due_soon, closed (in 30 days)}]. Raises 42501 sign_in_required.';

create function public.save_complaint_filter(name text, query text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  saved uuid;
begin
  if not private.session_stands() or not exists (select from private.complaint_scopes()) then raise exception 'not_your_act' using errcode = '42501'; end if;
  if coalesce(length(trim(name)), 0) not between 1 and 40 or coalesce(query, '') ~ '[#\s]' or length(query) > 500
    or (select count(*) from private.complaint_filters f where f.user_id = auth.uid() and f.name <> trim(save_complaint_filter.name)) >= 20 then
    raise exception 'complaint_filter_wrong' using errcode = '23514';
  end if;
  insert into private.complaint_filters as f (user_id, name, query) values (auth.uid(), trim(save_complaint_filter.name), coalesce(save_complaint_filter.query, ''))
  on conflict on constraint complaint_filters_name_key do update set query = excluded.query returning f.filter_id into saved;
  return saved;
end $$;
comment on function public.save_complaint_filter(text, text) is
  'Keeps a filter of the list under a name for the officer who asks, at most 20; the same name replaces it. Raises 42501 not_your_act; 23514 complaint_filter_wrong.';

create function public.remove_complaint_filter(filter uuid) returns void
language sql security definer set search_path = ''
as $$ delete from private.complaint_filters f where f.filter_id = remove_complaint_filter.filter and f.user_id = auth.uid() and private.session_stands() $$;
comment on function public.remove_complaint_filter(uuid) is 'Forgets a filter of the caller.';

revoke execute on function public.browse_desk_complaints(jsonb, int, int), public.export_desk_complaints(jsonb), public.map_desk_complaints(jsonb), public.desk_workload(),
  public.save_complaint_filter(text, text), public.remove_complaint_filter(uuid) from public, anon;
grant execute on function public.browse_desk_complaints(jsonb, int, int), public.export_desk_complaints(jsonb), public.map_desk_complaints(jsonb), public.desk_workload(),
  public.save_complaint_filter(text, text), public.remove_complaint_filter(uuid) to authenticated;
