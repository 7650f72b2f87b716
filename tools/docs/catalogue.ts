import { z } from 'zod';
import type { Query } from '#lib/server/backend/types.ts';

/** What the database says of itself, in an order that does not change: for the generated documents and the lint. */
const tables = z.array(
  z.object({
    schema: z.string(),
    name: z.string(),
    comment: z.string().nullable(),
    rls: z.boolean(),
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        required: z.boolean(),
        value: z.string().nullable(),
        comment: z.string().nullable()
      })
    ),
    constraints: z.array(z.object({ name: z.string(), definition: z.string() })),
    policies: z.array(z.object({ name: z.string(), verb: z.string(), roles: z.array(z.string()) })),
    triggers: z.array(z.string())
  })
);
export type Table = z.infer<typeof tables>[number];

const functions = z.array(
  z.object({
    schema: z.string(),
    name: z.string(),
    signature: z.string(),
    returns: z.string(),
    comment: z.string().nullable(),
    definer: z.boolean(),
    settings: z.array(z.string()),
    source: z.string(),
    execute: z.array(z.string()),
    trigger: z.boolean()
  })
);
export type Routine = z.infer<typeof functions>[number];

const tablesQuery = `
  select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment, c.relrowsecurity as rls,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull, 'comment', col_description(c.oid, a.attnum),
        'value', case when a.attidentity <> '' then 'identity'
          when a.attgenerated <> '' then 'generated' else pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid)) order by k.contype desc, k.conname), '[]')
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n') as constraints,
    (select coalesce(json_agg(json_build_object('name', p.policyname, 'verb', lower(p.cmd), 'roles', to_json(p.roles))
        order by p.policyname), '[]')
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname) as policies,
    (select coalesce(json_agg(t.tgname order by t.tgname), '[]')
      from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', 'private')
  order by n.nspname desc, c.relname`;

/** PUBLIC is oid 0 in an access list; without a list, everyone may execute. */
const functionsQuery = `
  select n.nspname as schema, p.proname as name, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as signature,
    pg_get_function_result(p.oid) as returns, obj_description(p.oid, 'pg_proc') as comment, p.prosecdef as definer,
    coalesce(to_json(p.proconfig), '[]') as settings, p.prosrc as source, p.prorettype = 'trigger'::regtype as trigger,
    (select coalesce(json_agg(distinct case when a.grantee = 0 then 'public' else a.grantee::regrole::text end), '[]')
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner) as execute
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private') order by n.nspname desc, p.proname, 3`;

export const readTables = async (query: Query): Promise<Table[]> => tables.parse(await query(tablesQuery));

export const readFunctions = async (query: Query): Promise<Routine[]> =>
  functions.parse(await query(functionsQuery));
