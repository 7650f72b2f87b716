-- Feeds by item and by stage, for each of the questions that feeds had before; and what was withdrawn no longer told.

-- As with the others, each question has an index in its own order (20261124000060). Only entries about disclosures have an
-- item, so that these are small. A county's entries lie close enough in those of its city.
create index journal_item_idx on public.journal ((facts ->> 'item'), (-seq)) where (facts ->> 'item') is not null;
create index journal_item_stage_idx on public.journal ((facts ->> 'item_stage'), (-seq)) where (facts ->> 'item_stage') is not null;
create index journal_city_item_idx on public.journal (left(division_code, 4), (facts ->> 'item'), (-seq)) where (facts ->> 'item') is not null;
create index journal_city_item_stage_idx on public.journal (left(division_code, 4), (facts ->> 'item_stage'), (-seq))
  where (facts ->> 'item_stage') is not null;
create index journal_kind_item_idx on public.journal (kind, (facts ->> 'item'), (-seq)) where (facts ->> 'item') is not null;
create index journal_kind_item_stage_idx on public.journal (kind, (facts ->> 'item_stage'), (-seq))
  where (facts ->> 'item_stage') is not null;
create index journal_city_kind_idx on public.journal (left(division_code, 4), kind, (-seq));

create function private.told_facts(entry public.journal) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entry.kind in ('disclosure.published', 'disclosure.corrected') and exists (
      select from public.disclosure_versions v where v.disclosure_id = entry.subject_id::uuid
        and v.version = entry.version and v.state = 'withdrawn') then
    return entry.facts - array['facts', 'note', 'changes', 'documents'] || '{"withdrawn": true}';
  elsif entry.subject_type in ('finding', 'rectification') and entry.kind <> 'finding.withheld' and exists (
      select from public.findings f where f.finding_id = split_part(entry.subject_id, '/', 1)::uuid and f.state = 'withheld') then
    return entry.facts - array['outcome', 'lines', 'items', 'reply_text', 'text', 'note', 'reason'] || '{"withheld": true}';
  end if;
  return entry.facts;
end $$;
comment on function private.told_facts(public.journal) is
  'The facts of an entry as pages and feeds tell them: of a version that the bureau withdrew, or of a finding that is withheld, only that it is, as on its page.';
grant execute on function private.told_facts(public.journal) to anon, authenticated, service_role;

create or replace function public.read_journal(
  scope jsonb default '{}',
  before bigint default null,
  page_size int default 50
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  size int := least(greatest(page_size, 1), 200);
  found bigint[];
begin
  -- nearly every entry is of the province, so that the primary key finds the newest of them soonest
  if scope - 'division_code' = '{}' and coalesce(scope ->> 'division_code' like '__0000', true) then
    found := array(select m.seq from private.matching_entries(scope, before) m order by m.seq desc limit size + 1);
  else
    found := array(select m.seq from private.matching_entries(scope, before) m order by -m.seq limit size + 1);
  end if;
  return jsonb_build_object(
    'entries', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', j.seq, 'kind', j.kind, 'version', j.version, 'facts', private.told_facts(j), 'supersedes', j.supersedes,
        'division_code', j.division_code, 'project_id', j.project_id,
        'subject_type', j.subject_type, 'subject_id', j.subject_id,
        'occurred_at', private.iso_time(j.occurred_at), 'recorded_at', private.iso_time(j.recorded_at)
      ) order by j.seq desc)
      from public.journal j where j.seq = any (found[:size])), '[]'),
    'more', cardinality(found) > size,
    -- what facts of disclosures are called and how they are read
    'fields', coalesce((select jsonb_object_agg(i.item, i.fields) from public.disclosure_items i where i.item in (
      select j.facts ->> 'item' from public.journal j where j.seq = any (found[:size])
        and j.kind in ('disclosure.published', 'disclosure.corrected'))), '{}'));
end $$;
comment on function public.read_journal(jsonb, bigint, int) is
  'Entries newest first, below `before` if given, at most 200: {entries, more, fields {item: fields of its facts}}. scope may hold project_id, division_code (with all inside it), organization_id, kind, and of disclosures item and stage.';
