import { z } from 'zod';
import type { TestHub } from './database.ts';

/**
 * A follower of open data that lives beside the data: it asks open_changes for what came since it last did, and keeps rows
 * by key as anyone outside would. `compare` holds it against pages of open_rows.
 */
export const followerSql = `
create table private.test_mirror (dataset text, key text, id text, told jsonb, primary key (dataset, key));
comment on table private.test_mirror is 'Of a test.';
comment on column private.test_mirror.dataset is 'Of a test.';
create function private.test_follow(page_size int) returns int
language plpgsql set search_path = ''
as $$
declare
  after bigint := coalesce(private.setting('test_follow')::bigint, 0);
  page jsonb;
  pages int := 0;
begin
  loop
    page := public.open_changes(after, page_size);
    delete from private.test_mirror m using jsonb_array_elements(page -> 'changes') c where m.dataset = c ->> 'dataset' and m.key = c ->> 'key';
    insert into private.test_mirror (dataset, key, id, told)
    select c ->> 'dataset', c ->> 'key', c ->> 'id', c -> 'row' from jsonb_array_elements(page -> 'changes') c where c -> 'row' <> 'null';
    exit when (page ->> 'next')::bigint = after;
    pages := pages + 1;
    after := (page ->> 'next')::bigint;
  end loop;
  insert into private.settings (name, value) values ('test_follow', after::text) on conflict (name) do update set value = excluded.value;
  return pages;
end $$;
comment on function private.test_follow(int) is 'Of a test.';
create function private.test_differs(page_size int) returns jsonb
language plpgsql set search_path = ''
as $$
declare
  each text;
  after text;
  page jsonb;
  wrong jsonb := '[]';
begin
  create temp table if not exists test_truth (dataset text, key text, told jsonb);
  delete from pg_temp.test_truth;
  foreach each in array private.open_datasets() loop
    after := null;
    loop
      page := public.open_rows(each, '{}', after, page_size);
      insert into pg_temp.test_truth select each, x ->> 0, x -> 1 from jsonb_array_elements(page -> 'rows') x;
      after := page ->> 'next';
      exit when after is null;
    end loop;
  end loop;
  select coalesce(jsonb_agg(jsonb_build_object('dataset', x.dataset, 'key', x.key, 'columns', x.columns) order by x.dataset, x.key), '[]') into wrong from (
    select coalesce(m.dataset, t.dataset) as dataset, coalesce(m.key, t.key) as key, case when m.key is null then '"missing"' when t.key is null then '"extra"' else
      (select jsonb_object_agg(e.key, jsonb_build_array(m.told -> e.key, e.value)) from jsonb_each(t.told) e where m.told -> e.key is distinct from e.value) end as columns
    from private.test_mirror m full join pg_temp.test_truth t on t.dataset = m.dataset and t.key = m.key
    where m.told is distinct from t.told or m.id is distinct from t.told ->> 'id' limit 20) x;
  return wrong;
end $$;
comment on function private.test_differs(int) is 'Of a test.';
`;

const differences = z.array(z.object({ dataset: z.string(), key: z.string(), columns: z.unknown() }));

/** Brings the follower to the head, and says where it differs from what the pages of open_rows hand out now. */
export async function follow(
  hub: Pick<TestHub, 'sql'>,
  pageSize = 400
): Promise<z.infer<typeof differences>> {
  await hub.sql.query('select private.test_follow($1::int)', [pageSize]);
  const [row] = await hub.sql.query('select private.test_differs($1::int) as wrong', [pageSize]);
  return differences.parse(row?.wrong);
}
