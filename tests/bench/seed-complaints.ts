import type { Sql } from '#lib/server/backend/index.ts';

const batch = 100_000;

/** All of a city's complaints are in the hands of one bureau. */
const places = `
  insert into public.organizations (kind, name, division_code)
    select 'bureau', '住建局 ' || d.division_code, d.division_code from public.divisions d where d.level in ('prefecture', 'county_direct');
  create table private.bench_places as
    select row_number() over (order by p.project_id) - 1 as n, p.project_id, p.division_code, b.organization_id, b.division_code as bureau_division
    from public.projects p join public.organizations b on b.kind = 'bureau' and b.name = '住建局 ' || private.open311_city(p.division_code);
  create table private.bench_kinds as select row_number() over (order by sort) - 1 as n, category from public.complaint_categories;
  create table private.bench_rules as select distinct on (item) item, deadline_rule_id from public.deadline_rules where subject = 'complaint' order by item, division_code;
  analyze private.bench_places; analyze private.bench_kinds; analyze private.bench_rules;`;

/**
 * No trigger runs: each would tell of its row at commit, and what is loaded here tells itself, table by table. Ids grow with time, as
 * those of the hub do.
 */
const complaints = (from: number, to: number) => `
  set local session_replication_role = replica;
  insert into public.complaints (complaint_id, slug, number, source, project_id, division_code, bureau_id, bureau_division, category, naming, state, queue, clock, due_on,
      deadline_rule_id, assignee, urgent, supervised_at, supervised_by, filed_at, changed_at, accepted_at, replied_at, outcome, result, reply_text, public_reply,
      closed_at, close_reason, ended_at, visibility, public_title, public_text, published_at, tags)
    select (lpad(to_hex(1750000000000 + v.n), 12, '0') || '7000a' || substr(md5(v.n::text), 1, 15))::uuid, 'bench' || v.n,
      'C' || p.division_code || '-2026-' || lpad(v.n::text, 7, '0'), (array['web', 'web', 'web', 'hotline'])[1 + v.n % 4], p.project_id, p.division_code,
      p.organization_id, p.bureau_division, k.category, 'bureau_only', q.state, q.queue, q.clock, case when q.clock is not null then private.today() - 10 + (v.n % 60)::int end,
      r.deadline_rule_id, case when v.n % 7 = 0 then (select m.user_id from public.memberships m where m.role = 'officer' limit 1) end,
      v.n % 97 = 0, case when v.n % 131 = 0 then now() end, case when v.n % 131 = 0 then p.organization_id end,
      now() - make_interval(mins => (v.n % 500000)::int), now() - make_interval(mins => (v.n % 300000)::int),
      case when q.queue <> 'intake' then now() end, case when q.queue in ('follow_up', 'done') then now() end,
      case when q.queue in ('follow_up', 'done') then 'partly' end, case when q.queue in ('follow_up', 'done') then 'explained' end,
      case when q.queue in ('follow_up', 'done') then '已现场核实并维修完毕' end, case when q.queue in ('follow_up', 'done') then '已现场核实并维修完毕' end,
      case when q.queue = 'done' then now() - make_interval(days => (v.n % 400)::int) end, case when q.queue = 'done' then '投诉人认可' end, case when q.queue = 'done' then now() end,
      case when v.n % 20 = 0 then 'awaiting' else 'public' end, case when v.n % 20 <> 0 then '卫生间渗漏' end, case when v.n % 20 <> 0 then '卫生间顶板渗水' end,
      case when v.n % 20 <> 0 then now() - make_interval(mins => (v.n % 500000)::int) end, case when v.n % 211 = 0 then '{专项}'::text[] else '{}' end
    from generate_series(${String(from)}, ${String(to)}) v (n)
    join private.bench_places p on p.n = v.n % (select count(*) from private.bench_places)
    join private.bench_kinds k on k.n = (v.n / 3) % (select count(*) from private.bench_kinds)
    join (values (0, 'registered', 'intake', 'notice'), (1, 'accepted', 'handle', 'answer'), (2, 'investigating', 'handle', 'answer'),
      (3, 'replied', 'follow_up', 'follow_up'), (4, 'closed', 'done', null)) q (k, state, queue, clock) on q.k = v.n % 5
    left join private.bench_rules r on r.item = q.clock;
  create temporary table loaded on commit drop as
    select complaint_id, division_code, state, queue, clock, due_on, deadline_rule_id, filed_at from public.complaints
    where slug in (select 'bench' || n from generate_series(${String(from)}, ${String(to)}) n);
  insert into private.complaint_statements (complaint_id, description) select complaint_id, '卫生间顶板渗水，墙皮脱落' from loaded;
  insert into public.complaint_events (complaint_id, event, state, by, division_code, at)
    select x.complaint_id, e.event, e.event, e.by, x.division_code, x.filed_at + e.days * interval '1 day'
    from loaded x join (values ('registered', 'person', 0), ('accepted', 'bureau', 3), ('replied', 'bureau', 30)) e (event, by, days)
      on e.event = 'registered' or (e.event = 'accepted' and x.queue <> 'intake') or (e.event = 'replied' and x.queue in ('follow_up', 'done'));
  insert into public.complaint_clocks (complaint_id, clock, round, started_on, due_on, deadline_rule_id)
    select complaint_id, clock, 1, due_on - 10, due_on, deadline_rule_id from loaded where clock is not null;`;

const afterwards = `
  select private.recount_complaints();
  drop table private.bench_places; drop table private.bench_kinds; drop table private.bench_rules;
  analyze public.complaints; analyze private.complaint_statements; analyze public.complaint_events; analyze public.complaint_clocks; analyze private.complaint_counts`;

/**
 * Complaints over the projects that are there: four in five open, spread over queues, last days, kinds, bureaus and divisions as years
 * of use would leave them, each with the words of a person, a history and its clock.
 */
export async function seedComplaints(sql: Sql, count: number): Promise<void> {
  await sql.script(places);
  for (let from = 1; from <= count; from += batch)
    await sql.script(complaints(from, Math.min(from + batch - 1, count)));
  await sql.script(afterwards);
}
