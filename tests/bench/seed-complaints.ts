import type { Sql } from '#lib/server/backend/index.ts';

/**
 * Complaints over the projects that are there: four in five open, spread over queues, last days, kinds, bureaus and divisions as years
 * of use would leave them, each with the words of a person, a history and its clock. All of one city's are in the hands of one bureau.
 */
export async function seedComplaints(sql: Sql, count: number): Promise<void> {
  await sql.script(`
    insert into public.organizations (kind, name, division_code)
      select 'bureau', '住建局 ' || d.division_code, d.division_code from public.divisions d where d.level in ('prefecture', 'county_direct');
    alter table public.complaints disable trigger user;
    insert into public.complaints (complaint_id, number, source, project_id, division_code, bureau_id, bureau_division, category, naming, state, queue, clock, due_on,
        deadline_rule_id, assignee, urgent, supervised_at, supervised_by, filed_at, changed_at, accepted_at, replied_at, outcome, result, reply_text, public_reply,
        closed_at, close_reason, ended_at, visibility, public_title, public_text, published_at, tags)
      select gen_random_uuid(), 'C' || p.division_code || '-2026-' || lpad(v.n::text, 7, '0'), (array['web', 'web', 'web', 'hotline'])[1 + v.n % 4], p.project_id, p.division_code,
        b.organization_id, b.division_code, k.category, 'bureau_only', q.state, q.queue, q.clock, case when q.clock is not null then private.today() - 10 + (v.n % 60)::int end,
        case when q.clock is not null then (select r.deadline_rule_id from public.deadline_rules r where r.subject = 'complaint' and r.item = q.clock limit 1) end,
        case when v.n % 7 = 0 then (select m.user_id from public.memberships m where m.role = 'officer' limit 1) end,
        v.n % 97 = 0, case when v.n % 131 = 0 then now() end, case when v.n % 131 = 0 then b.organization_id end,
        now() - make_interval(mins => (v.n % 500000)::int), now() - make_interval(mins => (v.n % 300000)::int),
        case when q.queue <> 'intake' then now() end, case when q.queue in ('follow_up', 'done') then now() end,
        case when q.queue in ('follow_up', 'done') then 'partly' end, case when q.queue in ('follow_up', 'done') then 'explained' end,
        case when q.queue in ('follow_up', 'done') then '已现场核实并维修完毕' end, case when q.queue in ('follow_up', 'done') then '已现场核实并维修完毕' end,
        case when q.queue = 'done' then now() - make_interval(days => (v.n % 400)::int) end, case when q.queue = 'done' then '投诉人认可' end, case when q.queue = 'done' then now() end,
        case when v.n % 20 = 0 then 'awaiting' else 'public' end, case when v.n % 20 <> 0 then '卫生间渗漏' end, case when v.n % 20 <> 0 then '卫生间顶板渗水' end,
        case when v.n % 20 <> 0 then now() - make_interval(mins => (v.n % 500000)::int) end, case when v.n % 211 = 0 then '{专项}'::text[] else '{}' end
      from generate_series(1, ${String(count)}) v (n)
      join (select *, row_number() over (order by project_id) - 1 as n, count(*) over () as of from public.projects) p on p.n = v.n % p.of
      join (select *, row_number() over (order by sort) - 1 as n, count(*) over () as of from public.complaint_categories) k on k.n = (v.n / 3) % k.of
      join lateral (select o.organization_id, o.division_code from public.organizations o where o.kind = 'bureau' and o.name like '住建局 %'
        and p.division_code like private.division_prefix(o.division_code) || '%' limit 1) b on true
      join (values (0, 'registered', 'intake', 'notice'), (1, 'accepted', 'handle', 'answer'), (2, 'investigating', 'handle', 'answer'),
        (3, 'replied', 'follow_up', 'follow_up'), (4, 'closed', 'done', null)) q (k, state, queue, clock) on q.k = v.n % 5;
    alter table public.complaints enable trigger user;
    insert into private.complaint_statements (complaint_id, description) select complaint_id, '卫生间顶板渗水，墙皮脱落' from public.complaints;
    insert into public.complaint_events (complaint_id, event, state, by, division_code) select complaint_id, 'registered', 'registered', 'clock', division_code from public.complaints;
    insert into public.complaint_clocks (complaint_id, clock, round, started_on, due_on, deadline_rule_id)
      select complaint_id, clock, 1, due_on - 10, due_on, deadline_rule_id from public.complaints where clock is not null;
    analyze public.complaints; analyze private.complaint_statements; analyze public.complaint_events; analyze public.complaint_clocks`);
}
