import type { Sql } from '#lib/server/backend/index.ts';

/**
 * Findings over the projects that are there, all open: each of a visit of its own on one day a project, four lines each, spread
 * over queues, last days and divisions as years of use would leave them.
 */
export async function seedFindings(sql: Sql, count: number): Promise<void> {
  await sql.script(`
    insert into public.open_days (project_id, division_code, origin, state, status, title, starts_at, ends_at, meeting_point, booking_closes_at,
        capacity, announced_at)
      select p.project_id, p.division_code, 'voluntary', 'held', 'held', '开放日', now() - interval '9 days', now() - interval '8 days', '南门',
        now() - interval '10 days', 100, now() - interval '20 days'
      from public.projects p where not exists (select from public.open_days o where o.project_id = p.project_id and o.state = 'held');
    alter table public.findings disable trigger user;
    insert into public.visits (open_day_id, project_id, division_code, category, kind)
      select o.open_day_id, o.project_id, o.division_code, (array['deputy', 'expert', 'media'])[1 + n % 3], 'turned_away'
      from (select *, row_number() over () as n from public.open_days where state = 'held') o
      cross join generate_series(1, greatest(1, ${String(count)} / (select count(*)::int from public.open_days where state = 'held'))) k;
    insert into public.findings (finding_id, number, visit_id, open_day_id, project_id, division_code, developer_id, category, kind, visited_on, manifest,
        manifest_hash, facts_hash, headline, lines, differs, out_of_tolerance, photos, needs_reply, urgent, state, queue, due_on, assignee, published_at, published_as)
      select gen_random_uuid(), 'B' || v.n, v.visit_id, v.open_day_id, v.project_id, v.division_code, (
          select pp.organization_id from public.project_parties pp where pp.project_id = v.project_id and pp.role = 'developer' limit 1),
        v.category, 'checked_in', private.today() - 9, '{"lines": [], "photos": []}', repeat('a', 64), repeat('b', 64), '现场与公示不一致', 4, 1, 0, 0, true,
        v.n % 97 = 0, q.state, q.queue, private.today() - 20 + (v.n % 40)::int,
        case when v.n % 3 = 0 then (select m.user_id from public.memberships m where m.role = 'officer' limit 1) end,
        case when q.state = 'published' then now() end, case when q.state = 'published' then 'decided' end
      from (select *, row_number() over () as n from public.visits limit ${String(count)}) v
      cross join lateral (select * from (values (0, 'submitted', 'triage'), (1, 'awaiting_reply', 'reply'), (2, 'under_verification', 'verify'),
        (3, 'decided', 'publish'), (4, 'published', 'rectify'), (5, 'published', 'reinspect')) x (k, state, queue) where x.k = v.n % 6) q;
    alter table public.findings enable trigger user;
    insert into public.finding_items (finding_id, position, kind, note)
      select f.finding_id, k, 'free', '现场与公示不一致' from public.findings f cross join generate_series(1, 4) k;
    insert into public.finding_events (finding_id, event, state, by) select f.finding_id, 'submitted', 'submitted', 'finder' from public.findings f;
    select private.recount_findings();
    analyze public.findings; analyze private.finding_counts; analyze public.finding_items; analyze public.visits; analyze public.finding_events`);
}
