import type { Sql } from '#lib/server/backend/index.ts';
import { seedDisclosures } from './seed-disclosures.ts';

/** A number in [0, 1) that depends on the row and the purpose alone, on every engine. */
const chance = (purpose: string, row: string) =>
  `(('x' || substr(md5(${row}::text || '${purpose}'), 1, 8))::bit(32)::bigint / 4294967296.0)::float8`;

/** One day and one visit a work, under which its findings stand. */
const visits = (from: number, to: number) => `
  insert into public.open_days (project_id, division_code, origin, state, status, title, starts_at, ends_at, meeting_point,
    capacity, booking_closes_at, announced_at, held_at)
  select p.project_id, p.division_code, 'voluntary', 'held', 'held', '开放日', now() - interval '20 days',
    now() - interval '20 days' + interval '2 hours', '南门', 10, now() - interval '21 days', now() - interval '30 days', now() - interval '20 days'
  from generate_series(${from}, ${to}) n join public.projects p on p.slug = 'bench' || n;
  insert into public.visits (open_day_id, project_id, division_code, demo, category, kind)
  select o.open_day_id, o.project_id, o.division_code, true, 'deputy', 'turned_away'
  from generate_series(${from}, ${to}) n join public.projects p on p.slug = 'bench' || n
  join public.open_days o on o.project_id = p.project_id;`;

/** Ten of a work: nine open in the queues of the desk, one public in the end. Their last days lie on both sides of today. */
const findings = (from: number, to: number, each: number) => `
  insert into public.findings (finding_id, number, visit_id, open_day_id, project_id, division_code, developer_id, demo, category, kind, urgent,
    state, queue, due_on, visited_on, submitted_at, manifest, manifest_hash, facts_hash, headline, lines, differs, out_of_tolerance, photos,
    needs_reply, triage_outcome, outcome, decided_at, published_at, published_as)
  select private.uuid_v7(), 'F' || p.division_code || '-2026-' || p.slug || '-' || k, v.visit_id, v.open_day_id, p.project_id, p.division_code,
    (select pp.organization_id from public.project_parties pp where pp.project_id = p.project_id and pp.role = 'developer' limit 1), true,
    (array['deputy', 'expert', 'media', 'resident'])[1 + k % 4], 'checked_in', ${chance('urgent', 'p.slug || k')} < 0.05,
    s.state, s.queue, case when s.state <> 'published' then private.today() - 5 + floor(${chance('due', 'p.slug || k')} * 15)::int end,
    private.today() - 20, now() - interval '20 days' + k * interval '1 minute', '{"photos": []}', repeat('a', 64), repeat('b', 64),
    '楼梯踏步高差明显，一级 14 mm', 2, 1, 0, 0, true, case when s.state <> 'submitted' then 'accept' end,
    case when s.state = 'published' then 'substantiated' end, case when s.state = 'published' then now() - interval '3 days' end,
    case when s.state = 'published' then now() - interval '2 days' - k * interval '1 minute' end, case when s.state = 'published' then 'decided' end
  from generate_series(${from}, ${to}) n join public.projects p on p.slug = 'bench' || n
  join public.visits v on v.project_id = p.project_id
  cross join generate_series(1, ${each}) k
  cross join lateral (select (array['submitted', 'submitted', 'awaiting_reply', 'awaiting_reply', 'under_verification', 'under_verification',
      'under_verification', 'under_verification', 'under_verification', 'published'])[1 + k % 10] as state,
    (array['triage', 'triage', 'reply', 'reply', 'verify', 'verify', 'verify', 'verify', 'verify', 'done'])[1 + k % 10] as queue) s;
  insert into public.finding_items (finding_id, position, kind, item, disclosure_id, version, content_hash, verdict, note, decision, decision_reason, decided_at)
  select f.finding_id, x.position, case when d.version is null then 'free' else 'item' end, case when d.version is not null then d.item end,
    case when d.version is not null then d.disclosure_id end, d.version, case when d.version is not null then repeat('c', 64) end,
    case when d.version is not null then case x.position when 1 then 'differs' else 'matched' end end, '楼梯踏步高差明显，一级 14 mm',
    case when f.state = 'published' then 'substantiated' end, case when f.state = 'published' then '到场复测，认定属实' end, f.decided_at
  from generate_series(${from}, ${to}) n join public.projects p on p.slug = 'bench' || n
  join public.findings f on f.project_id = p.project_id
  cross join generate_series(1, 2) x (position)
  left join lateral (select y.* from public.disclosures y where y.project_id = p.project_id and y.version is not null
    order by y.item offset x.position - 1 limit 1) d on true;
  insert into public.finding_events (finding_id, event, state, by, at)
  select f.finding_id, e.event, f.state, e.by, f.submitted_at from generate_series(${from}, ${to}) n
  join public.projects p on p.slug = 'bench' || n join public.findings f on f.project_id = p.project_id
  cross join (values ('submitted', 'finder'), ('triaged', 'bureau')) e (event, by) where f.state <> 'submitted' or e.event = 'submitted';`;

/** Findings as they would stand in the middle of a busy month, nine in ten of them open, written by no verb. */
export async function seedFindingPages(sql: Sql, open: number): Promise<void> {
  const each = 10;
  const projects = Math.ceil(open / (each - 1));
  await seedDisclosures(sql, projects);
  const batch = 1_000;
  for (let from = 1; from <= projects; from += batch) {
    const to = Math.min(projects, from + batch - 1);
    await sql.script(visits(from, to));
    await sql.script(findings(from, to, each));
  }
  await sql.query('vacuum analyze');
}
