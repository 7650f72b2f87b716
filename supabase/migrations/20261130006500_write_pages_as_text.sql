-- Pages of open data are written as the text they are sent as. jsonb_agg takes every row apart and builds it anew, once for the list
-- and once more for the object around it, only to be written out as text in the end: two thirds of what a page cost.
-- The type that a function answers cannot be replaced, so each is made anew; what it answers is the same.

drop function public.open_rows(text, jsonb, text, int, text[]);
drop function public.open_rows_at(text, bigint, jsonb, text, int);
drop function public.open_changes(bigint, int);

create function public.open_rows(dataset text, filters jsonb default '{}', after text default null, page_size int default 1000, keys text[] default null) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := case when keys is null then least(greatest(page_size, 1), 5000) end;
  found json;
  last text;
begin
  if cardinality(keys) > 5000 then raise exception 'invalid' using errcode = '22P02'; end if;
  -- head and rows are of one snapshot, because this function is stable: the rows are exactly those at head
  -- a function's rows come in their order
  select coalesce(json_agg(json_build_array(x.key, x."row")), '[]'), case when count(*) = size then (array_agg(x.key))[size] end
  into found, last
  from private.open_page(dataset, private.open_filters_of(dataset, filters), case when keys is null then after end, size, keys) x;
  return json_build_object('head', private.open_head(), 'rows', found, 'next', last);
end $$;
comment on function public.open_rows(text, jsonb, text, int, text[]) is
  'A page of a data set of open data: {head, rows: [[key, row], …], next}. head is the journal entry at which the rows are so; next the key to go on after, null at the end. At most 5000 rows; with keys exactly those that are public, without paging. Raises P0002 unknown_dataset, 22P02 invalid, 23514 unknown_filter (detail: which).';

create function public.open_rows_at(dataset text, at bigint, filters jsonb default '{}', after text default null, page_size int default 1000) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 5000);
  since bigint := coalesce(private.setting('open_versions_from')::bigint, 0);
  head bigint := private.open_head();
  found json;
  last text;
begin
  if dataset is null or not dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  if dataset not in ('projects', 'disclosures') then raise exception 'dataset_keeps_no_past' using errcode = '23514'; end if;
  if at is null or at < since then raise exception 'past_not_kept' using errcode = '23514', detail = since::text; end if;
  if at > head then raise exception 'past_is_ahead' using errcode = '23514', detail = head::text; end if;
  -- who took part then, and the words that are searched, are not kept
  if filters ?| array['organization', 'q'] then raise exception 'filter_not_of_past' using errcode = '23514'; end if;
  -- a function's rows come in their order
  select coalesce(json_agg(json_build_array(x.key, x."row")), '[]'), case when count(*) = size then (array_agg(x.key))[size] end
  into found, last
  from private.open_past(dataset, at, private.open_filters_of(dataset, filters), after, size) x;
  return json_build_object('head', at, 'rows', found, 'next', last);
end $$;
comment on function public.open_rows_at(text, bigint, jsonb, text, int) is
  'As open_rows, of projects or disclosures as they were after the entry `at`; head is that entry. Facts of a version that was withdrawn since are left out. Raises P0002 unknown_dataset; 23514 dataset_keeps_no_past, past_not_kept (detail: the first entry that is), past_is_ahead (detail: the newest), filter_not_of_past (organization and q); 22P02 invalid.';

create function public.open_changes(after bigint, page_size int default 500) returns json
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  size int := least(greatest(page_size, 1), 1000);
  since bigint := greatest(coalesce(after, 0), 0);
  head bigint := private.open_head();
  through bigint;
  changed json;
begin
  with picked as materialized (
    select j.* from public.journal j where j.seq > since order by j.seq limit size
  ), touched as materialized (
    select e.seq, t.dataset, t.key, t.id from picked e cross join lateral private.open_touched(e) t
    union all
    select t.seq, t.dataset, t.key, t.id from private.open_tombstones t where t.seq > since and t.seq <= (select max(e.seq) from picked e)
    -- what stood before the first entry: divisions and the catalogue as the hub came with them
    union all
    select 0, 'divisions', d.division_code, d.division_code from public.divisions d where since = 0
    union all
    select 0, 'catalogue', i.item, i.item from public.disclosure_items i where since = 0
  ), sums as (
    select e.seq, sum(coalesce(t.n, 0)) over (order by e.seq) as n, row_number() over (order by e.seq) as nth
    from picked e left join (select x.seq, count(*) as n from touched x group by 1) t on t.seq = e.seq
  ), cut as materialized (
    -- whole entries, as many as make a page of moderate size
    select coalesce(max(s.seq), since) as seq from sums s where s.n <= 5000 or s.nth = 1
  ), last as materialized (
    select t.dataset, t.key, max(t.seq) as seq, (array_agg(t.id order by t.seq desc))[1] as id from touched t where t.seq <= (select c.seq from cut c) group by 1, 2
  ), rows as materialized (
    select s.dataset, p.key, p."row" from (select l.dataset, array_agg(l.key) as keys from last l group by 1) s
    cross join lateral private.open_page(s.dataset, '{}', null, null, s.keys) p
  )
  select (select c.seq from cut c), coalesce((select json_agg(json_build_object('seq', l.seq, 'dataset', l.dataset, 'key', l.key, 'id', l.id, 'row', r."row")
    order by l.seq, l.dataset, l.key collate "C") from last l left join rows r on r.dataset = l.dataset and r.key = l.key), '[]')
  into through, changed;
  return json_build_object('head', head, 'next', through, 'changes', changed);
end $$;
comment on function public.open_changes(bigint, int) is
  'What changed after a journal entry: {head, next, changes: [{seq, dataset, key, id, row}]} by seq. A record stands once a page, at its last entry there, with its row as it is now; row null: it is not public (any more), whether it ever was or not. next is the entry to go on after, head once all is told. At most 1000 entries a page, an entry is never split.';

revoke execute on function public.open_rows(text, jsonb, text, int, text[]), public.open_rows_at(text, bigint, jsonb, text, int), public.open_changes(bigint, int) from public;
grant execute on function public.open_rows(text, jsonb, text, int, text[]), public.open_rows_at(text, bigint, jsonb, text, int), public.open_changes(bigint, int) to anon, authenticated, service_role;
