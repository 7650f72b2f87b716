import type { Sql } from '#lib/server/backend/index.ts';
import { unheard } from './quiet.ts';
import { seedProjects } from './seed.ts';

/** A number in [0, 1) that depends on the row and the purpose alone, on every engine. */
const chance = (purpose: string, row: string) =>
  `(('x' || substr(md5(${row}::text || '${purpose}'), 1, 8))::bit(32)::bigint / 4294967296.0)::float8`;

/** What a project of each stage has reached, in days since its permit. Eleven or twelve hundredths of a project a row. */
const steps = `(values ('permit', 0, 1), ('foundation_acceptance', 120, 2), ('structure_acceptance', 380, 3), ('concealed_acceptance', 560, 4),
  ('household_acceptance', 650, 5), ('fire_acceptance', 690, 6), ('completion_acceptance', 720, 7), ('completion_filing', 740, 8))
  as k (kind, days, step)`;

/**
 * The wave: every third project in construction, a sixth of all, whose main structure was accepted a week ago. Two items
 * of each, some three hundredths of all disclosures, fall due on one and the same day to come.
 */
const inWave = `p.stage = 'construction' and right(p.slug, 6) ~ '[258]$'`;

const milestones = (from: number, to: number) => `
  insert into public.milestones (project_id, kind, planned_on, reached_on)
  select p.project_id, k.kind, t.permit + k.days,
    case when k.step <= t.reached then case when k.step = 3 and ${inWave} then private.today() - 7
      else least(t.permit + k.days + floor(${chance('late', 'p.slug || k.kind')} * 15)::int, private.today() - 8) end end
  from generate_series(${from}, ${to}) as i
  join public.projects p on p.slug = 'bench' || i
  cross join lateral (select date '2024-01-01' + floor(${chance('permit', 'i')} * 500)::int as permit,
    case when p.stage = 'permitting' then 0 when ${inWave} then 3
      when p.stage = 'construction' then 1 + floor(${chance('step', 'i')} * 4)::int
      else 5 + floor(${chance('step', 'i')} * 4)::int end as reached) t
  cross join ${steps}
  on conflict do nothing`;

/** Straight into the table: nine in ten of what fell due are published, the others overdue. */
const disclosures = (from: number, to: number) => `
  insert into public.disclosures (slug, project_id, item, division_code, stage, demo, state, status, trigger_on, due_on, expected_on,
    deadline_rule_id, version, first_published_at, days_late, overdue_seq, changed_at)
  select 'd' || substr(md5(p.slug || r.item), 1, 14), r.project_id, r.item, p.division_code, i.stage, true,
    case when t.published then 'published' else 'owed' end,
    case when t.published then 'published' when r.due_on is null then 'ahead' when r.due_on < private.today() then 'overdue' else 'due' end,
    r.trigger_on, r.due_on, r.expected_on, r.deadline_rule_id, case when t.published then 1 end, case when t.published then t.at end,
    case when t.published then greatest(0, (t.at at time zone 'Asia/Shanghai')::date - r.due_on) end,
    case when not t.published and r.due_on < private.today() then 1 end, t.at
  from private.reckon_disclosures(array(select x.project_id from generate_series(${from}, ${to}) as n join public.projects x on x.slug = 'bench' || n)) r
  join public.projects p on p.project_id = r.project_id
  join public.disclosure_items i on i.item = r.item
  cross join lateral (select r.due_on < private.today() and ${chance('published', 'p.slug || r.item')} < 0.9 as published,
    coalesce(greatest(r.due_on - 12, '2026-01-02'), private.today() - 200)::timestamp at time zone 'Asia/Shanghai'
      + (40 * ${chance('at', 'p.slug || r.item')}) * interval '1 day' as at) t
  where r.applies
  on conflict do nothing`;

const facts = `jsonb_build_object('material_batches', 12, 'material_groups', 24, 'material_failed', 0, 'material_passed_retest', 0,
  'joint_groups', 10, 'joint_failed', 0, 'joint_passed_retest', 0, 'testing_body', '试验工程质量检测有限公司',
  'report_numbers', 'GJ-2026-001 至 GJ-2026-034', 'conclusion', 'qualified')`;

const mine = (from: number, to: number) => `
  from generate_series(${from}, ${to}) as n join public.projects p on p.slug = 'bench' || n
  join public.disclosures d on d.project_id = p.project_id and d.state = 'published'`;

/** The version, its file and its entry of the journal, of whatever is published. The hashes are of nothing. */
const versions = (from: number, to: number) => `
  create temp table entries on commit drop as
  select d.*, p.slug as project, p.name, coalesce((select max(j.seq) from public.journal j), 0) + row_number() over (order by d.first_published_at) as seq
  ${mine(from, to)};
  insert into public.journal (seq, occurred_at, recorded_at, kind, project_id, organization_ids, division_code, subject_type, subject_id, facts, leaf_hash)
  select e.seq, e.first_published_at, e.first_published_at, 'disclosure.published', e.project_id, private.parties_of(e.project_id), e.division_code,
    'disclosure', e.disclosure_id::text, jsonb_build_object('slug', e.project, 'name', e.name, 'stage', e.stage, 'demo', true,
      'disclosure', e.slug, 'item', e.item, 'item_name', e.item, 'version', 1, 'facts', ${facts}), sha256(e.slug::bytea)
  from entries e;
  insert into public.disclosure_versions (disclosure_id, version, state, edits, facts, supplied_by, submitted_at, confirmed_by, confirmed_role,
    confirmed_at, published_by, published_at, content_hash, journal_seq)
  select e.disclosure_id, 1, 'published', 4, ${facts}, o.organization_id, e.first_published_at, o.organization_id, 'supervising_engineer',
    e.first_published_at, o.organization_id, e.first_published_at, encode(sha256(e.slug::bytea), 'hex'), e.seq
  from entries e cross join lateral (
    select pp.organization_id from public.project_parties pp where pp.project_id = e.project_id and pp.role = 'developer' limit 1) o;
  insert into public.documents (project_id, sha256, original_sha256, media_type, bytes, original_bytes, file_name, pages, text)
  select e.project_id, h.hash, h.hash, 'application/pdf', 2000, 2000, e.item || '.pdf', 1, '示范文件'
  from entries e cross join lateral (select encode(sha256(('file of ' || e.slug)::bytea), 'hex') as hash) h;
  insert into public.disclosure_documents (disclosure_id, version, document_id, position, caption)
  select e.disclosure_id, 1, x.document_id, 1, '扫描件' from entries e
  join public.documents x on x.project_id = e.project_id and x.sha256 = encode(sha256(('file of ' || e.slug)::bytea), 'hex');`;

/** How rows of projects and disclosures were first, as the triggers would have kept them. */
const history = `
  insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
    select 'projects', t.key, private.open_head(), p.slug, p.project_id, p.division_code, t."row"
    from private.open_projects('{}', null, null, null) t join public.projects p on p.project_id = t.key::uuid
    on conflict do nothing;
  insert into private.open_versions (dataset, key, seq, id, project_id, division_code, "row")
    select 'disclosures', t.key, private.open_head(), d.slug, d.project_id, d.division_code, t."row"
    from private.open_disclosures('{}', null, null, null) t join public.disclosures d on d.disclosure_id = t.key::uuid
    on conflict do nothing;`;

/**
 * Projects with milestones, and some eleven disclosures each as they would stand after two years, written by no verb.
 * `hasPast: false` leaves out how their rows were, for whoever does not ask about the past.
 */
export async function seedDisclosures(sql: Sql, projects: number, { hasPast = true } = {}): Promise<void> {
  await seedProjects(sql, projects);
  await sql.query('delete from private.disclosure_queue');
  // the files of a version may not be added to once it is public, which here it is from the start
  await sql.query('alter table public.disclosure_documents disable trigger disclosure_documents_keep');
  await unheard(sql, ['public.journal', 'public.disclosures', 'public.milestones'], async () => {
    const batch = 2_000;
    for (let from = 1; from <= projects; from += batch) {
      const to = Math.min(projects, from + batch - 1);
      await sql.query(milestones(from, to));
      await sql.query(disclosures(from, to));
      await sql.script(versions(from, to));
    }
  });
  await sql.query('alter table public.disclosure_documents enable trigger disclosure_documents_keep');
  if (hasPast) await sql.script(history);
  await sql.query('vacuum analyze');
}
