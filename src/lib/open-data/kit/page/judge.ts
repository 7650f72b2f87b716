import { checkLog, compareTables, hashOf, unnamed, type LogResult } from './check.ts';
import type { Kit } from './data.ts';
import type { Result, Speaker, State } from './view.ts';
import { match, type Chosen } from './zip.ts';

export type Log = LogResult & { unnamed: string[] };

export async function judgeLog(kit: Kit): Promise<Log> {
  return { ...(await checkLog(kit)), unnamed: unnamed(kit) };
}

export interface Files {
  same: number;
  altered: string[];
  missing: string[];
  extra: string[];
  tables: { same: number; differing: string[] } | null;
}

/** What the person chose against the list of files, and the table of disclosures against the entries. */
export async function judgeFiles(kit: Kit, chosen: Chosen[]): Promise<Files> {
  const found = match(
    kit.files.map(({ name }) => name),
    chosen
  );
  const files: Files = { same: 0, altered: [], missing: [], extra: [], tables: null };
  for (const { name, bytes, sha256 } of kit.files) {
    const one = await found.get(name)?.bytes();
    if (!one) files.missing.push(name);
    else if (one.byteLength === bytes && (await hashOf(one)) === sha256) files.same += 1;
    else files.altered.push(name);
    if (one && name === 'data/disclosures.json') files.tables = readTables(one, kit);
  }
  const known = new Set([...found.values()]);
  const own = /(^|\/)(verify\.html|SHA256SUMS)$/;
  files.extra = chosen.filter((one) => !known.has(one) && !own.test(one.path)).map(({ path }) => path);
  return files;
}

function readTables(bytes: ArrayBuffer, kit: Kit): Files['tables'] {
  try {
    return compareTables(new TextDecoder().decode(bytes), kit);
  } catch {
    return { same: 0, differing: ['data/disclosures.json'] };
  }
}

const stateOf = (good: boolean): State => (good ? 'good' : 'bad');

export function tellLog(kit: Kit, log: Log, { say }: Speaker): Result[] {
  const { signed, size, wrong, withheld } = log;
  const notes = [
    withheld > 0 ? say('withheld', { count: withheld }) : '',
    kit.cut ? say('cut', { count: kit.entries.length }) : ''
  ];
  const entries =
    wrong.length === 0
      ? say('entriesGood', { count: kit.entries.length })
      : say('entriesBad', { seqs: wrong.join(', ') });
  const names = new Map(kit.documents.map((one) => [one.sha256, one.names.join(', ')]));
  const lost = kit.cut ? [] : log.unnamed;
  return [
    {
      state: stateOf(signed),
      title: say('signature'),
      text: signed ? say('signatureGood', { size }) : say('signatureBad')
    },
    {
      state: stateOf(wrong.length === 0),
      title: say('entries'),
      text: [entries, ...notes].filter(Boolean).join(' ')
    },
    {
      state: stateOf(lost.length === 0),
      title: say('documents'),
      text:
        lost.length === 0
          ? say('documentsGood', { count: kit.documents.length - log.unnamed.length })
          : say('documentsBad', { count: lost.length }),
      items: lost.map((hash) => ({
        name: names.get(hash) ?? hash,
        state: 'bad' as const,
        text: say('unnamed')
      }))
    }
  ];
}

export function tellFiles(kit: Kit, files: Files | null, { say }: Speaker): Result[] {
  if (!files) return [{ state: 'open', title: say('files'), text: say('verdictHalfText') }];
  const names = new Map(
    kit.documents.flatMap(({ file, names: all }) => (file ? [[file, all.join(', ')] as const] : []))
  );
  const called = (name: string) => (names.has(name) ? `${name} (${names.get(name) ?? ''})` : name);
  const { same, altered, missing, extra, tables } = files;
  const told: Result = {
    state: altered.length > 0 ? 'bad' : missing.length > 0 ? 'open' : 'good',
    title: say('files'),
    text: [
      say('filesGood', { count: same }),
      altered.length > 0 ? say('filesBad', { count: altered.length }) : '',
      missing.length > 0 ? say('filesMissing', { count: missing.length }) : ''
    ]
      .filter(Boolean)
      .join(' '),
    items: [
      ...altered.map((name) => ({ name: called(name), state: 'bad' as const, text: say('altered') })),
      ...missing.map((name) => ({ name: called(name), state: 'open' as const, text: say('missing') })),
      ...extra.map((name) => ({ name, state: 'open' as const, text: say('extra') }))
    ]
  };
  if (!tables) return [told];
  const fit = tables.differing.length === 0;
  const text = fit
    ? say('tablesGood', { count: tables.same })
    : say('tablesBad', { ids: tables.differing.join(', ') });
  return [told, { state: stateOf(fit), title: say('tables'), text }];
}

/** The worst of all results. */
export function verdictOf(results: Result[]): State {
  if (results.some(({ state }) => state === 'bad')) return 'bad';
  return results.some(({ state }) => state === 'open') ? 'open' : 'good';
}
