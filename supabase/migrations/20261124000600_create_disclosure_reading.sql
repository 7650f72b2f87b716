-- What the public pages ask beyond the list and the page of one disclosure: the home page's two short lists, and what a
-- project discloses together with its plan.

-- Each status in the order of its changes: a night that finds thousands overdue must not be walked through for the newest
-- published one, nor the other way round.
create index disclosures_status_idx on public.disclosures (status, changed_at desc, disclosure_id);

create function private.listed_disclosures(ids uuid[]) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(private.disclosure_card(d) || jsonb_build_object('project', private.project_card(p)) order by f.position), '[]')
  from unnest(ids) with ordinality as f (id, position)
  join public.disclosures d on d.disclosure_id = f.id join public.projects p on p.project_id = d.project_id
$$;
comment on function private.listed_disclosures(uuid[]) is 'Cards of disclosures with their projects, in the order given.';
grant execute on function private.listed_disclosures(uuid[]) to anon, authenticated, service_role;

create function public.home_disclosures(max_rows int default 5) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  size int := least(greatest(max_rows, 1), 20);
  counts jsonb;
begin
  select jsonb_build_object('published', coalesce(sum(t.n) filter (where t.status = 'published'), 0),
    'overdue', coalesce(sum(t.n) filter (where t.status = 'overdue'), 0)) into counts from private.disclosure_totals('{}') t;
  return counts || jsonb_build_object(
    'latest', private.listed_disclosures(array(select d.disclosure_id from public.disclosures d where d.status = 'published'
      order by d.changed_at desc, d.disclosure_id limit size)),
    'longest_overdue', private.listed_disclosures(array(select d.disclosure_id from public.disclosures d where d.status = 'overdue'
      and d.due_on < private.today() order by d.due_on, d.disclosure_id limit size)));
end $$;
comment on function public.home_disclosures(int) is
  'The home page''s short lists: {published, overdue (how many in the province), latest [newest published first], longest_overdue [earliest due first]}, at most 20 each.';
revoke execute on function public.home_disclosures(int) from public;
grant execute on function public.home_disclosures(int) to anon, authenticated, service_role;

create function public.project_disclosure_page(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'project', private.project_card(p),
    'bureau', private.bureau_of(p.division_code),
    'parties', private.parties_shown(p.project_id),
    'disclosures', public.project_disclosures(p.slug),
    -- where the plan falls short is for the bureau to act on
    'plan', private.plan_of(p.project_id) - 'deviations')
  from public.projects p where p.slug = project_disclosure_page.slug
$$;
comment on function public.project_disclosure_page(text) is
  'What a project discloses and owes, with its card, bureau, parties and confirmed plan: {project, bureau, parties, disclosures, plan}. Null when there is none.';
revoke execute on function public.project_disclosure_page(text) from public;
grant execute on function public.project_disclosure_page(text) to anon, authenticated, service_role;
