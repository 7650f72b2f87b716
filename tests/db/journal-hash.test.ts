import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestHub, type TestHub } from '#tests/support/database.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

type Json = null | boolean | number | string | Json[] | Members;
interface Members {
  [key: string]: Json;
}

/** RFC 8785, written apart from the database's: keys by UTF-16 units, numbers and strings as ECMAScript prints them. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)])
);
const row = z.object({ entry: z.record(z.string(), json), leaf: z.string() });

const leaf = (entry: Members): string =>
  createHash('sha256')
    .update(Buffer.from([0]))
    .update(canonical(entry), 'utf8')
    .digest('hex');

/** Members as the columns have them, times as JavaScript prints them; the hash itself is left out. */
const stored = `select jsonb_build_object('seq', seq, 'kind', kind, 'project_id', project_id,
    'organization_ids', organization_ids, 'division_code', division_code, 'subject_type', subject_type,
    'subject_id', subject_id, 'version', version, 'facts', facts, 'supersedes', supersedes,
    'occurred_at', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'recorded_at', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as entry,
  encode(leaf_hash, 'hex') as leaf from public.journal`;

/** Small and repeatable, so that a failure can be seen again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * sides);
  };
}

const letters = [
  'a',
  '"',
  '\\',
  '/',
  '\n',
  '\t',
  '\u0001',
  '\u001f',
  '\u007f',
  '<',
  'é',
  '湖',
  '\u2028',
  '🏗',
  '}',
  ' '
];
const numbers = [0, 1, -1, 12345.6, 0.1, 0.000001, -30.123456, 1e20, 123456789012.25, 9007199254740991, 5e-5];

function random(roll: (sides: number) => number, depth = 0): Json {
  const kind = roll(depth > 3 ? 4 : 6);
  if (kind === 0) return numbers[roll(numbers.length)] ?? 0;
  if (kind === 1) return roll(2) === 0;
  if (kind < 4) return Array.from({ length: roll(9) }, () => letters[roll(letters.length)]).join('');
  if (kind === 4) return Array.from({ length: roll(4) }, () => random(roll, depth + 1));
  return object(roll, depth + 1);
}

const object = (roll: (sides: number) => number, depth = 0): Members =>
  Object.fromEntries(
    Array.from({ length: 1 + roll(5) }, (_, i) => [
      `${'Ab_c'.charAt(roll(4))}${i}_${'zB9'.charAt(roll(3))}`,
      roll(6) === 0 ? null : random(roll, depth)
    ])
  );

/** Members that are null are not kept, at any depth; null in an array is. */
function stripped(value: Json): Json {
  if (Array.isArray(value)) return value.map(stripped);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, stripped(member)]));
}

describe('leaf hash', () => {
  it('is that of the RFC 8785 form, for 300 random facts', async () => {
    const roll = dice(4206);
    for (let i = 0; i < 300; i += 1) {
      const given = { ...object(roll), nested: [random(roll), [null, random(roll)]] };
      const [appended] = await hub.sql.query(
        `select private.append_journal('test.hashed', 'test', $1, $2::jsonb, null, array[gen_random_uuid(), gen_random_uuid()],
           '420106', 3, '2026-02-03T04:05:06.789Z', $3::bigint)::int as seq`,
        [`号 "${i}"`, JSON.stringify(given), i === 0 ? null : i]
      );
      const [found] = await hub.sql.query(`${stored} where seq = $1`, [appended?.seq]);
      const { entry, leaf: hash } = row.parse(found);
      expect(entry.facts).toEqual(stripped(given));
      expect(leaf(entry)).toBe(hash);
    }
  });

  it('holds for what the verbs wrote', async () => {
    const save = async (facts: Record<string, unknown>) => {
      const { data, error } = await hub.service.rpc('save_project', { facts });
      expect(error).toBeNull();
      return z.object({ project_id: z.string() }).parse(data);
    };
    const { project_id } = await save({
      permit_no: '420106202603010101',
      division_code: '420106',
      housing_type: 'commodity',
      name: '引号"\\ 🏗 \u0007',
      floor_area_m2: 12345.6,
      lat: 30.5,
      lng: 114.3,
      parties: { developer: { name: '甲公司', leader: '张三' } },
      milestones: { permit: { reached: '2026-03-01' } }
    });
    await save({ project_id, floor_area_m2: 12345.65, milestones: { permit: { reached: '2026-03-02' } } });
    const rows = await hub.sql.query(`${stored} where project_id = $1 order by seq`, [project_id]);
    expect(rows).toHaveLength(4);
    for (const one of rows) {
      const { entry, leaf: hash } = row.parse(one);
      expect(leaf(entry)).toBe(hash);
    }
  });
});
