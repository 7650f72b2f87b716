import * as codes from './codes.ts';
import { documentsOf } from './documents.ts';
import type { Names, Whole } from './rows.ts';

/** What every project needs beside its rows. */
export interface Setting {
  origin: string;
  /** Of identifiers of projects, as registered with the Open Contracting Partnership. */
  prefix: string;
  names: Names;
}
export type Json = Record<string, unknown>;

/** Days are days of Shanghai; the standard wants a time with a zone. */
export const atMidnight = (day: string): string => `${day}T00:00:00+08:00`;

/** Leaves out what is empty: the standard has neither nulls nor empty lists. */
export function filled(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => {
      if (one === null || one === undefined || one === '') return false;
      if (Array.isArray(one)) return one.length > 0;
      return typeof one !== 'object' || Object.keys(one).length > 0;
    })
  );
}

/** A project as OC4IDS 0.9.5 has it; docs/oc4ids.md tells each field and each stretch. */
export function toProject(whole: Whole, setting: Setting): Json {
  const { project } = whole;
  const { origin, prefix } = setting;
  return filled({
    id: `${prefix}-${project.id}`,
    language: 'zh',
    identifiers: identifiers(whole),
    title: project.name,
    description: scope(whole),
    status: status(whole),
    type: 'construction',
    sector: ['housing.residential', ...(project.housing_type === 'commodity' ? [] : ['socialHousing'])],
    additionalClassifications: classifications(whole),
    publicAuthority: reference(whole, setting),
    parties: parties(whole, setting),
    locations: [location(whole, setting)],
    ...periods(whole),
    milestones: milestones(whole, setting),
    completion: completion(whole),
    social: social(whole, setting),
    documents: documentsOf(whole, setting),
    x_url: `${origin}/projects/${project.id}`,
    x_pilot: project.pilot || undefined,
    x_demo: project.demo || undefined
  });
}

const identifiers = ({ project }: Whole): Json[] => [
  ...(project.project_code ? [{ id: project.project_code, scheme: 'CN-PROJECT-CODE' }] : []),
  ...(project.permit_no ? [{ id: project.permit_no, scheme: 'CN-CONSTRUCTION-PERMIT' }] : [])
];

/** Its size in a sentence: the standard has no fields for it. */
function scope({ project }: Whole): string {
  const { building_count: buildings, unit_count: units, floor_area_m2: area } = project;
  const size = [
    buildings === null ? '' : `${buildings}栋`,
    units === null ? '' : `${units}套`,
    area === null ? '' : `建筑面积${area}平方米`
  ].filter(Boolean);
  return [`住宅工程（${codes.housingNames[project.housing_type]}）`, ...size].join('，');
}

const day = ({ milestones: all }: Whole, kind: string) => all.find((one) => one.kind === kind);
const reached = (whole: Whole, kind: string): string | null => day(whole, kind)?.reached_on ?? null;

/** Once the completion is filed the homes are handed over and the warranty runs. */
function status(whole: Whole): string {
  if (reached(whole, 'completion_filing')) return 'maintenance';
  const stages = { permitting: 'preparation', construction: 'implementation', completion: 'completion' };
  return stages[whole.project.stage];
}

function classifications({ project }: Whole): Json[] {
  const given: [string, string | null, string?][] = [
    ['x_sunlit_housing_type', project.housing_type, codes.housingNames[project.housing_type]],
    ['x_sunlit_structure', project.structure],
    ['x_sunlit_fit_out', project.fit_out]
  ];
  return given.flatMap(([scheme, id, description]) => (id ? [filled({ scheme, id, description })] : []));
}

const organizationId = (uscc: string | null, slug: string): string =>
  uscc ? `CN-USCC-${uscc}` : `x_sunlit-${slug}`;

const bureauOf = ({ project }: Whole, { names }: Setting) => names.bureaus[project.division_code];

function reference(whole: Whole, setting: Setting): Json | null {
  const bureau = bureauOf(whole, setting);
  return bureau ? { id: organizationId(bureau.uscc, bureau.slug), name: bureau.name } : null;
}

/** Each organization once, with all its roles: the bureau, and whoever builds. */
function parties(whole: Whole, setting: Setting): Json[] {
  const bureau = bureauOf(whole, setting);
  const members = Map.groupBy(whole.parties, ({ organization }) => organization);
  const builders = [...members].map(([slug, rows]) => {
    const [first] = rows;
    const leaders = rows.flatMap(({ leader_name: name, role }) => (name ? [{ name, role }] : []));
    return organization(
      { slug, name: first?.organization_name ?? slug, uscc: first?.uscc ?? null },
      rows.map(({ role }) => codes.roles[role]),
      leaders.map(({ name, role }) => ({ id: `${slug}-${role}`, name, jobTitle: '项目负责人' })),
      setting
    );
  });
  const own =
    bureau && !members.has(bureau.slug) ? [organization(bureau, ['publicAuthority'], [], setting)] : [];
  return [...own, ...builders];
}

function organization(
  { slug, name, uscc }: { slug: string; name: string; uscc: string | null },
  roles: string[],
  people: Json[],
  { origin }: Setting
): Json {
  const uri = `${origin}/organizations/${slug}`;
  return filled({
    id: organizationId(uscc, slug),
    name,
    identifier: uscc
      ? { scheme: 'CN-USCC', id: uscc, legalName: name, uri }
      : { scheme: 'x_sunlit', id: slug, uri },
    roles: [...new Set(roles)],
    people
  });
}

function location({ project }: Whole, { names }: Setting): Json {
  const division = names.divisions[project.division_code];
  const { lat, lng } = project;
  return filled({
    id: '1',
    description: project.zone,
    geometry: lat === null || lng === null ? null : { type: 'Point', coordinates: [lng, lat] },
    gazetteer: { scheme: 'CN-GBT2260', identifiers: [project.division_code] },
    address: filled({
      streetAddress: project.address,
      locality: division
        ? `${division.city === '湖北省' ? '' : (division.city ?? '')}${division.name}`
        : null,
      region: '湖北省',
      countryName: '中国'
    }),
    x_quality: project.location_quality
  });
}

function periods(whole: Whole): Json {
  const [permit, done, filed] = ['permit', 'completion_acceptance', 'completion_filing'].map((kind) =>
    reached(whole, kind)
  );
  const period = (from?: string | null, to?: string | null): Json =>
    filled({ startDate: from && atMidnight(from), endDate: to && atMidnight(to) });
  const planned = day(whole, 'completion_filing')?.planned_on;
  return {
    period: period(permit, filed ?? planned),
    implementationPeriod: period(permit, done),
    completionPeriod: done ? period(done, filed) : null,
    maintenancePeriod: filed ? period(filed) : null
  };
}

function milestones({ milestones: all }: Whole, { names }: Setting): Json[] {
  return all.map(({ id, kind, planned_on: planned, reached_on: met }) => {
    const { type, code } = codes.milestones[kind] ?? { type: 'assessment' };
    return filled({
      id,
      title: names.kinds[kind] ?? kind,
      type,
      code,
      dueDate: planned && atMidnight(planned),
      dateMet: met && atMidnight(met),
      status: met ? 'met' : planned ? 'scheduled' : null,
      x_kind: kind
    });
  });
}

function completion(whole: Whole): Json | null {
  const done = reached(whole, 'completion_acceptance');
  return done ? { endDate: atMidnight(done), finalScope: scope(whole) } : null;
}

/** Nothing where nobody counted, or where a small number is not told. */
function total(counts: (number | null)[]): number | null {
  const told = counts.filter((one) => one !== null);
  return told.length === 0 || told.length < counts.length ? null : told.reduce((sum, n) => sum + n, 0);
}

/** Open days are where the public is heard; tests of materials are what the standard asks under health and safety. */
function social({ open_days: days, visits, disclosures, project }: Whole, { names }: Setting): Json {
  const meetings = days
    .filter(({ announced_at: announced, status: how }) => announced && how !== 'cancelled')
    .map((one) => {
      const came = visits.filter(({ open_day: of }) => of === one.id);
      return filled({
        id: one.id,
        date: one.starts_at,
        address: filled({
          streetAddress: one.place ?? project.address,
          region: '湖北省',
          countryName: '中国'
        }),
        numberOfParticipants: total(came.map(({ visits: n }) => n)),
        x_status: one.status
      });
    });
  const tested = disclosures.filter(
    ({ item, status: how }) => how === 'published' && item in codes.materials
  );
  const tests = [...new Set(tested.map(({ item }) => codes.materials[item]))];
  return filled({
    consultationMeetings: meetings,
    healthAndSafety:
      tests.length > 0
        ? {
            materialTests: {
              tests,
              description: tested.map(({ item }) => names.items[item] ?? item).join('、')
            }
          }
        : null
  });
}
