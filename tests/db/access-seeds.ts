/** Rows for the access matrix, slice by slice: two of each table at least, and one of each person where rows are people's. */

/** A registration of each person, with an appointment for each project, and a second rule on terms. */
export const supervisors = `
    insert into public.supervisor_rules values ('420100', 12, 2, 30, '测试', 'A test', 'default');
    insert into public.supervisors (number, user_id, category, kind, division_code, shown_name, state, valid_from, valid_until,
        terms, registered_at, bureau_id)
      select '420100-2026-' || 1000 + row_number() over (order by p.user_id), p.user_id, 'expert', 'expert', '420100', '测试专家',
        'registered', private.today(), private.today() + 100, 1, now(), (select min(o.organization_id::text)::uuid from public.organizations o)
      from public.profiles p;
    insert into public.supervisor_appointments (supervisor_id, project_id, organization_id)
      select s.supervisor_id, p.project_id, s.bureau_id from public.supervisors s cross join public.projects p`;
