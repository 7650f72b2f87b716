-- The desk's list from the ledger, and of each row only what its state lets be asked.

-- 1. Who may: plans are kept, and a question that the state answers already is not asked -----------------------------

create or replace function private.finder_of(f public.findings) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select v.user_id from public.visits v where v.visit_id = f.visit_id);
end $$;

-- 2. Counts -------------------------------------------------------------------------------------------------------

create function private.top_scopes(prefixes text[]) returns text[]
language sql immutable set search_path = ''
as $$
  select coalesce(array_agg(distinct rtrim(p, '%')), '{}') from unnest(prefixes) p
  where not exists (select from unnest(prefixes) q where starts_with(p, rtrim(q, '%')) and rtrim(q, '%') <> rtrim(p, '%'))
$$;
comment on function private.top_scopes(text[]) is 'Patterns of divisions as scopes of the ledger, without what lies within another.';

create or replace function private.desk_counts(prefixes text[], today date) returns table (queue text, n bigint, late bigint)
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if cardinality(prefixes) > 0 then
    return query select c.queue, sum(c.n)::bigint, coalesce(sum(c.n) filter (where c.due_on < desk_counts.today), 0)::bigint
      from private.count_open(private.top_scopes(prefixes)) c group by 1;
  else
    return query select f.queue, count(*), count(*) filter (where f.due_on < desk_counts.today)
      from private.matching_desk_findings('{}', prefixes, null, desk_counts.today) f group by 1;
  end if;
end $$;
comment on function private.desk_counts(text[], date) is 'How many findings wait in each queue, and how many of them too long: officers'' from the ledger, a company''s counted.';

create or replace function private.officers_over(prefixes text[]) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    with people as (
      select distinct m.user_id, p.display_name as name from public.memberships m
      join public.organizations o on o.organization_id = m.organization_id join public.profiles p on p.user_id = m.user_id
      where m.role = 'officer' and o.kind = 'bureau' and m.duties && array['intake', 'handler', 'reviewer']
        and (o.division_code like any (prefixes) or exists (select from unnest(prefixes) q (pattern)
          where starts_with(rtrim(q.pattern, '%'), private.division_prefix(o.division_code))))
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
      order by p.display_name, m.user_id limit 100
    ), loads as (
      select c.scope, sum(c.n) as n from private.count_open(array(select p.user_id::text from people p)) c group by 1
    )
    select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'name', p.name, 'open', coalesce(l.n, 0)) order by p.name, p.user_id), '[]')
    from people p left join loads l on l.scope = p.user_id::text);
end $$;

-- 3. The list -----------------------------------------------------------------------------------------------------

create function private.desk_rows(ids uuid[]) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((select jsonb_agg(private.finding_card(f) || private.desk_part(f) order by x.n)
    from unnest(ids) with ordinality x (id, n) join public.findings f on f.finding_id = x.id), '[]');
end $$;
comment on function private.desk_rows(uuid[]) is 'The findings that are shown, in this order, with what the caller may do to each. On its own, so that its plans are kept.';

create function private.desk_total(filters jsonb, prefixes text[], person uuid, today date) returns bigint
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  narrowed jsonb := jsonb_strip_nulls(filters) - array['queue', 'overdue', 'page'];
  scopes text[] := case when narrowed = '{}' then private.top_scopes(prefixes) when narrowed = '{"mine": true}' then array[person::text] end;
begin
  if cardinality(prefixes) > 0 and scopes is not null and filters ->> 'queue' is distinct from 'done' then
    return (select coalesce(sum(c.n), 0) from private.count_open(scopes) c where (filters ->> 'queue' is null or c.queue = filters ->> 'queue')
      and (not coalesce((filters ->> 'overdue')::boolean, false) or c.due_on < today));
  end if;
  return (select count(*) from (select from private.matching_desk_findings(filters, prefixes, person, today) limit 100000) x);
end $$;
comment on function private.desk_total(jsonb, text[], uuid, date) is
  'How many findings pass the filters, up to 100,000: by queue, overdue and mine from the ledger, by others counted.';

create or replace function public.browse_desk_findings(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 100);
  skip int := (least(greatest(page_number, 1), 5000) - 1) * size;
  prefixes text[] := private.desk_bureaus();
  person uuid := auth.uid();
  today date := private.today();
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  return (select jsonb_build_object('queues', coalesce(jsonb_object_agg(c.queue, c.n), '{}'), 'overdue', coalesce(sum(c.late), 0))
      from private.desk_counts(prefixes, today) c)
    || jsonb_build_object('total', private.desk_total(filters, prefixes, person, today),
      'mine', (select coalesce(sum(c.n), 0) from private.count_open(array[person::text]) c),
      'officers', case when cardinality(prefixes) > 0 then private.officers_over(prefixes) else '[]' end,
      'rows', private.desk_rows(private.find_desk_rows(filters, prefixes, person, today, size, skip)));
end $$;

create function private.find_desk_rows(filters jsonb, prefixes text[], person uuid, today date, size int, skip int) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  if filters ->> 'queue' = 'done' or filters ->> 'state' is not null then
    return array(select f.finding_id from private.matching_desk_findings(filters, prefixes, person, today) f
      order by f.changed_at desc, f.finding_id limit size offset skip);
  end if;
  return array(select f.finding_id from private.matching_desk_findings(filters, prefixes, person, today) f
    order by f.urgent desc, f.due_on, f.finding_id limit size offset skip);
end $$;
comment on function private.find_desk_rows(jsonb, text[], uuid, date, int, int) is
  'Which findings a page of the desk''s list shows. Planned for what is asked, and for nothing else.';
