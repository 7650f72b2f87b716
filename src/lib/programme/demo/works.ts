import type { FitOut, HousingType, PartyRole, Structure } from '#lib/projects/import/schema.ts';
import { addDays } from './days.ts';
import type { Building, Facts, Party } from './facts.ts';
import { companies, leaderName, longName, thirdParty, workName } from './names.ts';
import type { City, Place } from './places.ts';
import type { Random } from './random.ts';
import type { Milestone } from './schedule.ts';
import { showcase } from './story.ts';

const affordable = ['public_rental', 'policy_rental', 'redevelopment', 'affordable_other'] as const;
const structures: [Structure, ...Structure[]] = [
  'shear_wall',
  'shear_wall',
  'frame_shear_wall',
  'prefabricated',
  'frame'
];
const fitOuts: [FitOut, ...FitOut[]] = ['fitted_out', 'fitted_out', 'partly', 'shell'];
const streets = ['示范大道', '示范一路', '样例街', '示范二路', '演示路'];
const roles: PartyRole[] = [
  'developer',
  'contractor',
  'supervising_engineer',
  'surveyor',
  'designer',
  'testing_body'
];

const housingType = (n: number): HousingType =>
  n % 5 === 3 ? (affordable[Math.floor(n / 5) % affordable.length] ?? 'public_rental') : 'commodity';

function partiesOf(n: number, begun: boolean, pilot: boolean, from: Random): Record<string, Party> {
  const found: Record<string, Party> = {};
  for (const role of roles) {
    const list = companies[role];
    const drawn = from.int(0, list.length - 1);
    const company = list[showcase.has(n) ? 0 : drawn];
    const open =
      !begun && (role === 'contractor' || role === 'supervising_engineer' || role === 'testing_body');
    if (!company || open) continue;
    // now and then a bureau's list has no leader
    found[role] = {
      ...company,
      ...(n % 11 === 5 && role === 'surveyor' ? {} : { leader: leaderName(from) })
    };
  }
  if (pilot && n % 4 === 0) found.third_party = { ...thirdParty, leader: leaderName(from) };
  return found;
}

function buildingsOf(count: number, units: number, from: Random): Building[] {
  const each = Math.floor(units / count);
  return Array.from({ length: count }, (_, i) => ({
    name: `${i + 1}号楼`,
    floors_above: from.pick([11, 17, 18, 26, 33]),
    floors_below: from.pick([1, 2]),
    unit_count: i === count - 1 ? units - each * (count - 1) : each
  }));
}

export interface Work {
  /** As far as it is known on the last day; milestones and the way there are told by events. */
  facts: Facts;
  buildings: Building[];
  permit_no: string;
  project_code: string;
}

/** What the n-th work is, beside when things happen to it. */
export function work(n: number, city: City, place: Place, milestones: Milestone[], from: Random): Work {
  const permit = milestones[0];
  const permitted = permit?.reached ?? permit?.planned ?? '';
  const serial = String(n + 1).padStart(2, '0');
  const buildingCount = from.int(3, 12);
  const unitCount = buildingCount * from.int(44, 132);
  const pilot = n % city.pilots[1] < city.pilots[0];
  const type = housingType(n);
  const year = addDays(permitted, -300).slice(0, 4);
  const facts: Facts = {
    name: n === 6 ? longName : workName(n),
    division_code: place.division_code,
    ...(place.zone ? { zone: place.zone } : {}),
    address: `${place.city === place.district ? '' : place.city}${place.district}${place.zone ?? ''}${streets[n % streets.length] ?? ''}${from.int(1, 299)}号`,
    housing_type: n === 6 ? 'redevelopment' : type,
    floor_area_m2: Math.round(unitCount * from.int(8800, 12800)) / 100,
    unit_count: unitCount,
    building_count: buildingCount,
    structure: from.pick(structures),
    fit_out: type === 'commodity' ? from.pick(fitOuts) : 'fitted_out',
    pilot,
    lat: round(place.lat + from.around(place.spread)),
    lng: round(place.lng + from.around(place.spread)),
    parties: partiesOf(n, permit?.reached !== null, pilot, from)
  };
  return {
    facts,
    buildings: n % 3 === 2 ? [] : buildingsOf(buildingCount, unitCount, from),
    permit_no: `${place.division_code}${permitted.replaceAll('-', '')}${serial}01`,
    project_code: `${year}-${place.division_code}-70-03-9${String(n + 1).padStart(5, '0')}`
  };
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
