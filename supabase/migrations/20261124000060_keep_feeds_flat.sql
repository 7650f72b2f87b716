-- A feed must not feel how long the journal is. read_journal was a function in SQL, which is planned without its arguments:
-- each question read and sorted every entry. In PL/pgSQL it is planned for the question, and each question has an index
-- that hands out its entries newest first, so that 51 are read however many there are.

-- By -seq rather than by seq: an order that the primary key can't give. With it the planner would walk back from the head
-- in the hope that the entries lie evenly, and read the whole journal for a city that was imported first.
drop index public.journal_division_code_idx;
drop index public.journal_kind_idx;
create index journal_division_code_idx on public.journal (division_code, (-seq));
create index journal_city_idx on public.journal (left(division_code, 4), (-seq));
create index journal_kind_idx on public.journal (kind, (-seq));

create function private.matching_entries(scope jsonb, before bigint) returns setof public.journal
language sql stable
as $$
  select j.* from public.journal j
  where (scope ->> 'project_id' is null or j.project_id = (scope ->> 'project_id')::uuid)
    -- a division with all inside it, for each of its levels in the words of an index
    and (scope ->> 'division_code' is null or case length(private.division_prefix(scope ->> 'division_code'))
      when 2 then left(j.division_code, 2) = left(scope ->> 'division_code', 2)
      when 4 then left(j.division_code, 4) = left(scope ->> 'division_code', 4)
      -- a county with an item, a stage or a kind is looked for within its city
      else j.division_code = scope ->> 'division_code' and left(j.division_code, 4) = left(scope ->> 'division_code', 4) end)
    and (scope ->> 'organization_id' is null or j.organization_ids @> array[(scope ->> 'organization_id')::uuid])
    and (scope ->> 'kind' is null or j.kind = scope ->> 'kind')
    and (scope ->> 'item' is null or j.facts ->> 'item' = scope ->> 'item')
    and (scope ->> 'stage' is null or j.facts ->> 'item_stage' = scope ->> 'stage')
    -- said twice, for either order
    and (before is null or (j.seq < before and -j.seq > -before))
$$;
comment on function private.matching_entries(jsonb, bigint) is
  'Entries of the journal in the scope (project_id, division_code with all inside it, organization_id, kind, and of disclosures item and stage), below `before` if given. Without `set search_path`, or it could not be inlined; every name in it is qualified.';
grant execute on function private.matching_entries(jsonb, bigint) to anon, authenticated, service_role;
