import type { Query, Sql, Statements } from '../backend/types.ts';
import { qualified, type Table } from './format.ts';
import { rowsOf, type Checked } from './read.ts';
import { journalHead, listTables } from './tables.ts';

/** In the schemas of the hub; those of the accounts belong to the engine, which may not let us touch its triggers. */
const isOurs = (table: Table) => table.schema !== 'auth';

async function setTriggers({ script }: Statements, tables: Table[], state: 'enable' | 'disable') {
  const statements = tables
    .filter(isOurs)
    .map((table) => `alter table ${qualified(table)} ${state} trigger user;`);
  await script(statements.join('\n'));
}

/** What the migrations wrote, and with --replace all there was. */
async function empty({ script }: Statements, tables: Table[]) {
  const ours = tables.filter(isOurs).map(qualified);
  await script(`truncate private.session_factors, ${ours.join(', ')}; delete from auth.users;`);
}

/** The columns of the backup that the target has. Only the engine's own tables may differ. */
function columnsFor(table: Table, target: Table[]): string[] {
  const there = target.find(({ schema, name }) => schema === table.schema && name === table.name);
  const missing = table.columns.filter((column) => !there?.columns.includes(column));
  if (isOurs(table) && missing.length > 0) {
    throw new Error(
      `The database has no ${table.schema}.${table.name} (${missing.join(', ')}). Nothing was changed.`
    );
  }
  return table.columns.filter((column) => there?.columns.includes(column));
}

async function fill(inside: Statements, backup: Checked, target: Table[], progress: (step: string) => void) {
  const { tables } = backup.manifest;
  const inserts = tables.map((table) => {
    const columns = columnsFor(table, target)
      .map((column) => `"${column}"`)
      .join(', ');
    return `insert into ${qualified(table)} (${columns}) overriding system value
      select ${columns} from json_populate_recordset(null::${qualified(table)}, $1::json)`;
  });
  let current = -1;
  for await (const { index, rows } of rowsOf(backup.file)) {
    const table = tables[index];
    const insert = inserts[index];
    if (!table || !insert)
      throw new Error('The backup names a table that its manifest does not. Nothing was changed.');
    if (index !== current) {
      progress(`${table.schema}.${table.name}`);
      // accounts bring their profiles along by a trigger; those of the backup are meant
      if (isOurs(table)) await inside.script(`delete from ${qualified(table)}`);
      current = index;
    }
    await inside.query(insert, [rows]);
  }
}

/** Numbers that are counted up go on after the largest. */
async function setSequences({ query }: Statements) {
  const owned = await query(
    `select format('%I.%I', n.nspname, c.relname) as of, a.attname as column,
       pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'private') and c.relkind = 'r' and a.attidentity <> ''`
  );
  for (const row of owned) {
    await query(
      `select setval($1::regclass, coalesce((select max("${String(row.column)}") from ${String(row.of)}), 0) + 1, false)`,
      [String(row.sequence)]
    );
  }
}

async function verify(query: Query, { manifest, seal }: Checked) {
  for (const [index, table] of manifest.tables.entries()) {
    const [row] = await query(`select count(*)::int as n from ${qualified(table)}`);
    const expected = seal.counts[index] ?? 0;
    if (Number(row?.n) !== expected) {
      throw new Error(`${table.schema}.${table.name} has ${String(row?.n)} rows, the backup ${expected}.`);
    }
  }
  const head = await journalHead(query);
  if (head.seq !== manifest.journal.seq || head.leaf_hash !== manifest.journal.leaf_hash)
    throw new Error('The head of the journal is not that of the backup.');
  const [wrong] = await query(
    'select count(*)::int as n from public.journal j where j.leaf_hash <> private.journal_leaf(j)'
  );
  if (wrong?.n !== 0) throw new Error(`${String(wrong?.n)} entries of the journal do not fit their hashes.`);
}

/**
 * Replaces everything in a database, migrated as far as the backup, by what the backup holds: in one transaction that is
 * kept only if all counts, the head of the journal and the hash of each entry fit.
 */
export async function loadBackup(sql: Sql, backup: Checked, progress: (step: string) => void): Promise<void> {
  await sql.transaction(async (inside) => {
    const target = await listTables(inside.query);
    await setTriggers(inside, target, 'disable');
    await empty(inside, target);
    await fill(inside, backup, target, progress);
    await setSequences(inside);
    await setTriggers(inside, target, 'enable');
    await verify(inside.query, backup);
  });
}
