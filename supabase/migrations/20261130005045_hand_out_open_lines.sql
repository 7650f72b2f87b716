-- Pages for files: rows as one text, a row a line. On its way to whoever writes them a page is read and written three times, and a text
-- passes as it is where a million objects are made anew each time.

create function public.open_lines(dataset text, filters jsonb default '{}', after text default null, page_size int default 1000) returns json
language plpgsql stable security definer set search_path = ''
as $$
declare
  size int := least(greatest(page_size, 1), 5000);
  keys json;
  lines text;
  last text;
begin
  -- in JSON a line end inside a text is written \n, so that none stands in a line
  select coalesce(json_agg(x.key), '[]'), coalesce(string_agg(x."row"::text, E'\n'), ''), case when count(*) = size then (array_agg(x.key))[size] end
  into keys, lines, last
  from private.open_page(dataset, private.open_filters_of(dataset, filters), after, size, null) x;
  return json_build_object('head', private.open_head(), 'keys', keys, 'lines', lines, 'next', last);
end $$;
comment on function public.open_lines(text, jsonb, text, int) is
  'As open_rows, with the rows as one text: {head, keys, lines, next}; lines holds the row of each of the keys as JSON, a row a line. Raises P0002 unknown_dataset, 22P02 invalid, 23514 unknown_filter (detail: which).';
revoke execute on function public.open_lines(text, jsonb, text, int) from public;
grant execute on function public.open_lines(text, jsonb, text, int) to anon, authenticated, service_role;
