import type { Sql } from '#lib/server/backend/index.ts';

/** The most that permit numbers of this form tell apart. */
const MOST = 900_000;

/** A number in [0, 1) that depends on the row and the purpose alone, on every engine. */
const chance = (purpose: string, row = 'i') =>
  `(('x' || substr(md5(${row}::text || '${purpose}'), 1, 8))::bit(32)::bigint / 4294967296.0)::float8`;

const choose = (purpose: string, values: string[]) =>
  `(array[${values.map((value) => `'${value}'`).join(', ')}])[1 + floor(${chance(purpose)} * ${values.length})::int]`;

const organizations = (n: number) => `
  insert into public.organizations (kind, name)
  select 'company', '试验置业' || i || '有限公司' from generate_series(1, ${n}) as i
  on conflict do nothing`;

/** Dense in the first counties by code (Wuhan), thin in the last; nine in ten with a place within some 5 km of the seat. */
const projects = (from: number, to: number) => `
  insert into public.projects (slug, permit_no, name, division_code, address, housing_type, floor_area_m2, unit_count,
    building_count, pilot, stage, lat, lng, location_quality, demo, registered_at, updated_at)
  select 'bench' || i, seat.division_code || to_char(date '1999-01-01' + i % 10001, 'YYYYMMDD')
      || lpad((i / 10001 + 1)::text, 2, '0') || '01',
    ${choose('street', ['滨江', '东湖', '南山', '长青', '光谷', '汉水', '云梦', '楚天', '荆南', '桃源'])} || '花园' || i || '期',
    seat.division_code, seat.name || '建设路' || i % 997 + 1 || '号',
    ${choose('type', ['commodity', 'commodity', 'commodity', 'public_rental', 'policy_rental', 'redevelopment', 'affordable_other'])},
    5000 + floor(${chance('area')} * 295000), 20 + floor(${chance('units')} * 1980), 1 + floor(${chance('buildings')} * 29),
    ${chance('pilot')} < 0.15, ${choose('stage', ['permitting', 'construction', 'construction', 'completion'])},
    case when placed then seat.lat + (${chance('lat')} + ${chance('lat2')} - 1) * 0.05 end,
    case when placed then seat.lng + (${chance('lng')} + ${chance('lng2')} - 1) * 0.06 end,
    case when placed then 'reported' end, true,
    timestamptz '2026-01-01 00:00+08' + i * interval '1 second', timestamptz '2026-06-01 00:00+08' + i * interval '7 seconds'
  from generate_series(${from}, ${to}) as i
  cross join lateral (select ${chance('place')} < 0.9 as placed, ${chance('seat')} as at) as drawn
  join (
    select d.division_code, d.name, d.lat, d.lng, row_number() over (order by d.division_code) - 1 as position
    from public.divisions d where d.level in ('county', 'county_direct')
  ) as seat on seat.position = floor(drawn.at * drawn.at * (
    select count(*) from public.divisions d where d.level in ('county', 'county_direct')))
  on conflict do nothing`;

const parties = (from: number, to: number, companies: number) => `
  insert into public.project_parties (project_id, role, organization_id, leader_name)
  select p.project_id, r.role, o.organization_id, '张工'
  from generate_series(${from}, ${to}) as i
  join public.projects p on p.slug = 'bench' || i
  cross join (values ('developer', 0), ('contractor', 7)) as r (role, shift)
  join public.organizations o on o.name = '试验置业' || 1 + (i + r.shift) % ${companies} || '有限公司'
  on conflict do nothing`;

/** Fills the database with `n` made-up projects, the same ones each time. `report` hears how many are in. */
export async function seedProjects(
  sql: Sql,
  n: number,
  report: (done: number) => void = () => undefined
): Promise<void> {
  if (n > MOST) throw new Error(`At most ${MOST} projects can be made.`);
  const companies = Math.max(10, Math.ceil(n / 100));
  await sql.query(organizations(companies));
  const batch = 10_000;
  for (let from = 1; from <= n; from += batch) {
    const to = Math.min(n, from + batch - 1);
    await sql.query(projects(from, to));
    await sql.query(parties(from, to, companies));
    report(to);
  }
  await sql.query('analyze');
}
