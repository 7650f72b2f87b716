import { isWithin } from '#lib/desk/jurisdiction.ts';
import type { Lang } from '#lib/i18n/types.ts';
import type { Message } from '#lib/ui/form.ts';
import { buildingParts, plainFields } from './edit.ts';
import type { ColumnKey } from './import/catalogue.ts';
import { COLUMNS } from './import/catalogue.ts';
import * as cells from './import/cells.ts';
import { day } from './import/dates.ts';
import { indexDivisions } from './import/divisions.ts';
import { factsOf } from './import/facts.ts';
import type { BadCell, Cell, Words } from './import/messages.ts';
import { badCell } from './import/messages.ts';
import { readRow } from './import/rows.ts';
import type { Crs, ImportDivision } from './import/schema.ts';
import { crsSchema, LIMITS, MILESTONE_KINDS } from './import/schema.ts';
import { clean } from './import/text.ts';

export interface ReadContext {
  divisions: readonly ImportDivision[];
  /** YYYY-MM-DD in Asia/Shanghai. */
  today: string;
  /** Kinds of milestones the form shows, those of the city among them. */
  kinds: readonly { kind: string; division_code: string }[];
  lang: Lang;
}

export interface Building {
  name: string;
  floors_above: number | null;
  floors_below: number | null;
  unit_count: number | null;
}

interface Party {
  name: string | null;
  uscc?: string | null;
  leader?: string | null;
}
interface Days {
  planned?: string | null;
  reached?: string | null;
}
type Plain = Omit<ReturnType<typeof factsOf>, 'parties' | 'milestones'>;
export type ProjectFacts = Plain & { parties: Record<string, Party>; milestones: Record<string, Days> };

export type ReadProject =
  | { ok: true; facts: ProjectFacts; buildings: Building[] }
  | { ok: false; errors: Record<string, Message> };

/** Fields that no file has, by the same parsers as cells, with their problems in the same words. */
class FieldReader {
  readonly errors: Record<string, Message> = {};
  readonly #data: FormData;
  readonly #context: ReadContext;

  constructor(data: FormData, context: ReadContext) {
    this.#data = data;
    this.#context = context;
  }

  text(name: string): string {
    const given = this.#data.get(name);
    return typeof given === 'string' ? clean(given) : '';
  }

  fail(name: string, { code, message }: Pick<BadCell, 'code' | 'message'>): void {
    // of an empty field a form speaks otherwise than a file of an empty cell
    this.errors[name] ??=
      code === 'required'
        ? 'errors.required'
        : { key: 'imports.cell', values: { text: message[this.#context.lang] } };
  }

  /** null for an empty field and for a wrong one, which is told. */
  read<T>(name: string, parse: (value: string) => Cell<T>): T | null {
    const value = this.text(name);
    if (value === '') return null;
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    this.fail(name, badCell(parsed.code, { line: 0, value }, parsed.detail));
    return null;
  }

  problem(name: string, code: Parameters<typeof badCell>[0], detail?: Words | string): void {
    this.fail(name, badCell(code, { line: 0 }, detail));
  }
}

const unitName = cells.text(LIMITS.unit);
const leader = cells.person(LIMITS.leader);
const ownKinds = new Set<string>(MILESTONE_KINDS);
const buildingName = cells.text(40);

/** Zero is a number of storeys below ground, and of flats in a building of shops. */
const upTo =
  (least: number, most: number) =>
  (value: string): Cell<number> => {
    const number = Number(value.normalize('NFKC'));
    if (!Number.isInteger(number)) return { ok: false, code: 'number_whole' };
    return number >= least && number <= most
      ? { ok: true, value: number }
      : { ok: false, code: 'number_range', detail: String(most) };
  };
const buildingNumbers = {
  floors_above: upTo(1, 200),
  floors_below: upTo(0, 20),
  unit_count: upTo(0, 5000)
};

function readThirdParty(reader: FieldReader): Party {
  const name = reader.read('third_party.name', unitName);
  const party = {
    name,
    uscc: reader.read('third_party.uscc', cells.uscc),
    leader: reader.read('third_party.leader', leader)
  };
  if (name === null && (party.uscc ?? party.leader)) reader.problem('third_party.name', 'required');
  return name === null ? { name } : party;
}

function readOwnKinds(reader: FieldReader, { kinds, today }: ReadContext): Record<string, Days> {
  const found: Record<string, Days> = {};
  for (const { kind, division_code } of kinds) {
    if (ownKinds.has(kind)) continue;
    const days = {
      planned: reader.read(`${kind}.planned`, day),
      reached: reader.read(`${kind}.reached`, day)
    };
    if (days.reached && days.reached > today) reader.problem(`${kind}.reached`, 'date_future', today);
    const isThere = isWithin(reader.text('division_code'), division_code);
    if (isThere) found[kind] = days;
    else if (days.planned ?? days.reached)
      reader.errors[`${kind}.planned`] ??= 'errors.milestone_kind_unknown';
  }
  return found;
}

/** A row is one building; an empty row is none. */
function readBuildings(reader: FieldReader, data: FormData): Building[] {
  const rows = new Set([...data.keys()].flatMap((name) => /^building\.(\d{1,3})\./.exec(name)?.[1] ?? []));
  const seen = new Set<string>();
  return [...rows].flatMap((row) => {
    const at = (part: string) => `building.${row}.${part}`;
    if (buildingParts.every((part) => reader.text(at(part)) === '')) return [];
    const name = reader.read(at('name'), buildingName);
    if (name === null) reader.problem(at('name'), 'required');
    else if (seen.has(name)) reader.errors[at('name')] ??= 'errors.buildings_name_key';
    seen.add(name ?? '');
    return [
      {
        name: name ?? '',
        floors_above: reader.read(at('floors_above'), buildingNumbers.floors_above),
        floors_below: reader.read(at('floors_below'), buildingNumbers.floors_below),
        unit_count: reader.read(at('unit_count'), buildingNumbers.unit_count)
      }
    ];
  });
}

/** The fields that files have too, as one row: one set of rules for both. */
function readAsRow(reader: FieldReader, context: ReadContext, crs: Crs) {
  const plain = new Set<string>(plainFields);
  const kinds = new Set(context.kinds.map(({ kind }) => kind));
  const keys: ColumnKey[] = COLUMNS.map(({ key }) => key).filter((key) => {
    const [first = ''] = key.split('.');
    return key.includes('.') ? !ownKinds.has(first) || kinds.has(first) : plain.has(key);
  });
  const columns = {
    at: new Map(keys.map((key, index) => [key, index])),
    used: [],
    ignored: [],
    areaInTenThousands: false,
    errors: [],
    warnings: []
  };
  const record = { line: 0, cells: keys.map((key) => reader.text(key)) };
  const result = readRow(record, {
    header: keys,
    columns,
    divisions: indexDivisions(context.divisions),
    crs,
    today: context.today
  });
  for (const cell of result.bad) reader.fail(cell.column === '' ? 'form' : cell.column, cell);
  if (result.row && result.row.name.length < 2) reader.errors.name = 'errors.projects_name_length';
  return result.row;
}

/** A form of a project: what the database takes, or what is wrong by field. */
export function readProject(data: FormData, context: ReadContext): ReadProject {
  const reader = new FieldReader(data, context);
  const crs = crsSchema.catch('WGS84').parse(data.get('crs'));
  const row = readAsRow(reader, context, crs);
  const third_party = readThirdParty(reader);
  const own = readOwnKinds(reader, context);
  const buildings = readBuildings(reader, data);
  if (!row || Object.keys(reader.errors).length > 0) return { ok: false, errors: reader.errors };
  const { parties, milestones, ...plain } = factsOf(row);
  return {
    ok: true,
    facts: { ...plain, parties: { ...parties, third_party }, milestones: { ...milestones, ...own } },
    buildings
  };
}
