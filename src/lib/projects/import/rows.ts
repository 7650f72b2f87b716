import type { ColumnKey } from '#lib/projects/import/catalogue.ts';
import { roleWords } from '#lib/projects/import/catalogue.ts';
import * as cells from '#lib/projects/import/cells.ts';
import type { ColumnMap } from '#lib/projects/import/columns.ts';
import { degrees, place } from '#lib/projects/import/coordinates.ts';
import { day } from '#lib/projects/import/dates.ts';
import type { DivisionIndex } from '#lib/projects/import/divisions.ts';
import { byCode, byNames } from '#lib/projects/import/divisions.ts';
import * as labels from '#lib/projects/import/labels.ts';
import type { BadCell, Cell, ProblemCode, Words } from '#lib/projects/import/messages.ts';
import { badCell } from '#lib/projects/import/messages.ts';
import type { RawRecord } from '#lib/projects/import/records.ts';
import { checkRules } from '#lib/projects/import/rules.ts';
import type { Crs, ImportMilestone, ImportParty, ImportRow, PartyRole } from '#lib/projects/import/schema.ts';
import { LIMITS, MILESTONE_KINDS, PARTY_ROLES } from '#lib/projects/import/schema.ts';
import { clean, isNothing } from '#lib/projects/import/text.ts';

export interface RowContext {
  header: string[];
  columns: ColumnMap;
  divisions: DivisionIndex;
  crs: Crs;
  /** YYYY-MM-DD in Asia/Shanghai. */
  today: string;
}

export interface RowResult {
  /** null when a cell is bad. */
  row: ImportRow | null;
  /** The natural key, as far as it could be read, and the column it stands in. */
  key: { value: string; column: ColumnKey } | null;
  bad: BadCell[];
  warnings: BadCell[];
}

/** One record with its problems. undefined is "no such column" (or a bad cell), null is "empty cell". */
export class RowReader {
  readonly bad: BadCell[] = [];
  readonly warnings: BadCell[] = [];
  readonly context: RowContext;
  readonly #record: RawRecord;

  constructor(record: RawRecord, context: RowContext) {
    this.#record = record;
    this.context = context;
  }

  has(key: ColumnKey): boolean {
    return this.context.columns.at.has(key);
  }

  raw(key: ColumnKey): string {
    return this.#record.cells[this.context.columns.at.get(key) ?? -1] ?? '';
  }

  problem(code: ProblemCode, key: ColumnKey | null, detail?: Words | string): BadCell {
    const at = key === null ? undefined : this.context.columns.at.get(key);
    const column = at === undefined ? '' : clean(this.context.header[at] ?? '');
    return badCell(
      code,
      { line: this.#record.line, column, value: key === null ? '' : clean(this.raw(key)) },
      detail
    );
  }

  fail(code: ProblemCode, key: ColumnKey | null, detail?: Words | string): void {
    this.bad.push(this.problem(code, key, detail));
  }

  warn(code: ProblemCode, key: ColumnKey | null, detail?: Words | string): void {
    this.warnings.push(this.problem(code, key, detail));
  }

  /** The cell by a parser; a bad one is recorded. */
  optional<T>(key: ColumnKey, parse: (value: string) => Cell<T>): T | null | undefined {
    if (!this.has(key)) return undefined;
    const value = clean(this.raw(key));
    if (isNothing(value)) return null;
    const spoiled = cells.spoiled(value);
    const parsed: Cell<T> = spoiled === null ? parse(value) : { ok: false, code: spoiled };
    if (parsed.ok) return parsed.value;
    this.fail(parsed.code, key, parsed.detail);
    return undefined;
  }

  required<T>(key: ColumnKey, parse: (value: string) => Cell<T>): T | undefined {
    const value = this.optional(key, parse);
    if (value === null) this.fail('required', key);
    return value ?? undefined;
  }
}

const name = cells.text(LIMITS.name);
const address = cells.text(LIMITS.address);
const zone = cells.text(LIMITS.zone);
const unitName = cells.text(LIMITS.unit);
const leader = cells.person(LIMITS.leader);
const anyText = cells.text(LIMITS.name);
const units = cells.count(LIMITS.units, ['套', '户', '间'], { zh: '“套”或“户”', en: '套 or 户 (units)' });
const buildings = cells.count(LIMITS.buildings, ['栋', '幢', '座', '楼', '个'], {
  zh: '“栋”或“幢”',
  en: '栋 or 幢 (buildings)'
});
const areas = {
  plain: cells.area(LIMITS.floorArea, false),
  tenThousands: cells.area(LIMITS.floorArea, true)
};

function readDivision(reader: RowReader): string | undefined {
  const index = reader.context.divisions;
  const before = reader.bad.length;
  const city = reader.optional('city', anyText) ?? null;
  const district = reader.optional('district', anyText) ?? null;
  const given = reader.optional('division_code', (value) => byCode(index, value));
  const nameColumn: ColumnKey = district === null && reader.has('city') ? 'city' : 'district';
  const named = city === null && district === null ? null : byNames(index, city, district);
  // A bad cell has been told already; what the others would give is a guess.
  if (reader.bad.length > before) return undefined;
  if (given) {
    const differs =
      named?.ok === true && named.value.code !== given.code && named.value.code !== given.parent_code;
    if (differs) reader.warn('division_names_differ', nameColumn, given.name);
    if (given.level === 'prefecture') reader.warn('division_city', 'division_code');
    return given.code;
  }
  if (!named?.ok) {
    const column = reader.has(nameColumn) && named !== null ? nameColumn : firstDivisionColumn(reader);
    reader.fail(named?.code ?? 'required', column, named?.detail);
    return undefined;
  }
  if (named.value.level === 'prefecture') reader.warn('division_city', nameColumn);
  return named.value.code;
}

function firstDivisionColumn(reader: RowReader): ColumnKey {
  const keys: ColumnKey[] = ['division_code', 'district', 'city'];
  return keys.find((key) => reader.has(key)) ?? 'division_code';
}

type Place = Pick<ImportRow, 'lng' | 'lat'>;

function readPlace(reader: RowReader): Place {
  const lng = reader.optional('lng', degrees);
  const lat = reader.optional('lat', degrees);
  if (lng === undefined || lat === undefined) return {};
  if (lng === null || lat === null) {
    if (lng !== null) reader.fail('degrees_alone', 'lat', { zh: '纬度', en: 'latitude' });
    if (lat !== null) reader.fail('degrees_alone', 'lng', { zh: '经度', en: 'longitude' });
    return { lng: null, lat: null };
  }
  const found = place(lng, lat, reader.context.crs);
  if (found.ok) return found.value;
  reader.fail(found.code, 'lng');
  return {};
}

function readParty(reader: RowReader, role: PartyRole): ImportParty[] {
  if (!reader.has(`${role}.name`)) return [];
  const unit =
    role === 'developer'
      ? reader.required(`${role}.name`, unitName)
      : reader.optional(`${role}.name`, unitName);
  const party: ImportParty = {
    role,
    name: unit ?? null,
    uscc: reader.optional(`${role}.uscc`, cells.uscc),
    leader: reader.optional(`${role}.leader`, leader)
  };
  const alone = unit === null && role !== 'developer';
  if (alone && party.leader) reader.fail('leader_alone', `${role}.leader`, roleWords(role));
  if (alone && party.uscc) reader.fail('leader_alone', `${role}.uscc`, roleWords(role));
  return [withoutUndefined(party)];
}

function readMilestones(reader: RowReader): ImportMilestone[] {
  const known = MILESTONE_KINDS.filter(
    (kind) => reader.has(`${kind}.planned`) || reader.has(`${kind}.reached`)
  );
  return known.map((kind) =>
    withoutUndefined({
      kind,
      planned: reader.optional(`${kind}.planned`, day),
      reached: reader.optional(`${kind}.reached`, day)
    })
  );
}

/** A key that holds undefined is taken away, so that "no such column" is a key left out also for `in` and in tests. */
function withoutUndefined<T extends object>(value: T): T {
  for (const key of Object.keys(value)) {
    if (Reflect.get(value, key) === undefined) Reflect.deleteProperty(value, key);
  }
  return value;
}

function readKey(permit: string | null | undefined, project: string | null | undefined): RowResult['key'] {
  if (permit) return { value: permit, column: 'permit_no' };
  return project ? { value: project, column: 'project_code' } : null;
}

/** Reads one record: all its bad cells at once, so that an office corrects a file in one round. */
export function readRow(record: RawRecord, context: RowContext): RowResult {
  const reader = new RowReader(record, context);
  const permit = reader.optional('permit_no', cells.permitNo);
  const project = reader.optional('project_code', cells.projectCode);
  if (!permit && !project && reader.bad.length === 0) {
    reader.fail('key_missing', reader.has('permit_no') ? 'permit_no' : 'project_code');
  }
  const area = context.columns.areaInTenThousands ? areas.tenThousands : areas.plain;
  const draft = {
    permit_no: permit,
    project_code: project,
    name: reader.required('name', name),
    division_code: readDivision(reader),
    zone: reader.optional('zone', zone),
    address: reader.required('address', address),
    housing_type: reader.required('housing_type', labels.housingType),
    floor_area_m2: reader.optional('floor_area_m2', area),
    unit_count: reader.optional('unit_count', units),
    building_count: reader.optional('building_count', buildings),
    structure: reader.optional('structure', labels.structure),
    fit_out: reader.optional('fit_out', labels.fitOut),
    // An empty cell in a column of pilots says that the work is none.
    pilot: reader.has('pilot') ? (reader.optional('pilot', cells.flag) ?? false) : undefined,
    ...readPlace(reader),
    parties: PARTY_ROLES.flatMap((role) => readParty(reader, role)),
    milestones: readMilestones(reader)
  };
  checkRules(reader, draft);
  const { name: named, division_code, address: addressed, housing_type } = draft;
  const complete = named !== undefined && division_code !== undefined && addressed !== undefined;
  const row =
    reader.bad.length > 0 || !complete || housing_type === undefined
      ? null
      : withoutUndefined({ ...draft, name: named, division_code, address: addressed, housing_type });
  return { row, key: readKey(permit, project), bad: reader.bad, warnings: reader.warnings };
}
