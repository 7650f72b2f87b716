-- Open data: what changed, derived from the journal. Each entry names the records whose rows it may have changed; no row changes
-- without an entry in the same transaction that names it (see 20261130005050).

create table private.open_tombstones (
  dataset text not null,
  key text collate "C" not null,
  id text not null,
  seq bigint not null,
  constraint open_tombstones_pkey primary key (dataset, key)
);
comment on table private.open_tombstones is 'Records of open data whose rows are gone from their tables: parties, milestones, open days and deadlines that are owed no more.';
comment on column private.open_tombstones.dataset is 'The data set.';
comment on column private.open_tombstones.key is 'Its key there.';
comment on column private.open_tombstones.id is 'Its public id.';
comment on column private.open_tombstones.seq is 'The journal entry with which it went.';
create index open_tombstones_seq_idx on private.open_tombstones (seq);
create index open_tombstones_id_idx on private.open_tombstones (dataset, id);

create function private.open_touched_finding(finding uuid) returns table (dataset text, key text, id text)
language sql stable security definer set search_path = ''
as $$
  select t.* from public.findings f cross join lateral (
    select 'findings' as dataset, f.slug as key, f.slug as id
    union all select 'visits', f.open_day_id || '/' || f.category, o.slug || '/' || f.category from public.open_days o where o.open_day_id = f.open_day_id
    union all select 'rectifications', f.slug || '.' || lpad(r.position::text, 3, '0'), f.slug || '.' || r.position from public.rectifications r where r.finding_id = f.finding_id
    union all select 'deadlines', 'rectification/' || f.slug || '.' || lpad(r.position::text, 3, '0') || '/' || s || '/001', 'rectification/' || f.slug || '.' || r.position || '/' || s || '/1'
      from public.rectifications r cross join unnest('{fix,plan,reinspect}'::text[]) s where r.finding_id = f.finding_id
    -- how the disclosures stand that it speaks of
    union all select distinct 'disclosures', d.disclosure_id::text, d.slug from public.finding_items x join public.disclosures d on d.disclosure_id = x.disclosure_id
      where x.finding_id = f.finding_id) t
  where f.finding_id = finding
$$;
comment on function private.open_touched_finding(uuid) is 'Records of open data that an entry about a finding, or about putting right what it found, may have changed.';

create function private.open_touched(entry public.journal) returns table (dataset text, key text, id text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  case entry.subject_type
    when 'project' then
      return query select 'projects', p.project_id::text, p.slug from public.projects p where p.project_id = entry.project_id
        union all select 'parties', x.project_party_id::text, x.project_party_id::text from public.project_parties x where x.project_id = entry.project_id
        union all select 'milestones', x.milestone_id::text, x.milestone_id::text from public.milestones x where x.project_id = entry.project_id
        -- complaints are drawn where their project is
        union all select 'complaints', c.slug, c.slug from public.complaints c where c.project_id = entry.project_id and entry.kind <> 'project.registered'
          and c.published_at is not null and not c.coarse_place;
    when 'milestone' then
      return query select 'projects', p.project_id::text, p.slug from public.projects p where p.project_id = entry.project_id
        union all select 'milestones', x.milestone_id::text, x.milestone_id::text from public.milestones x
          where x.project_id = entry.project_id and x.kind = split_part(entry.subject_id, '/', 2);
    when 'organization' then
      return query select 'parties', x.project_party_id::text, x.project_party_id::text from public.project_parties x where x.organization_id = entry.subject_id::uuid;
    when 'disclosure' then
      return query select 'disclosures', d.disclosure_id::text, d.slug from public.disclosures d where d.disclosure_id = entry.subject_id::uuid
        union all select 'deadlines', 'disclosure/' || d.disclosure_id || '/publish/001', 'disclosure/' || d.slug || '/publish/1' from public.disclosures d
          where d.disclosure_id = entry.subject_id::uuid
        union all select 'documents', x.disclosure_id || '/' || lpad(x.version::text, 4, '0') || '/' || x.document_id, x.document_id || '.' || d.slug || '.' || x.version
          from public.disclosure_documents x join public.disclosures d on d.disclosure_id = x.disclosure_id
          join public.disclosure_versions v on v.disclosure_id = x.disclosure_id and v.version = x.version and v.state in ('published', 'superseded', 'withdrawn')
          where x.disclosure_id = entry.subject_id::uuid;
    when 'schedule' then
      -- what is owed, and what was once: of what is only expected nobody ever had a row
      return query with told as (select d.disclosure_id, d.slug from public.disclosures d where d.project_id = entry.project_id
          and (private.disclosure_is_open(d.status) or exists (select from private.open_versions v where v.dataset = 'disclosures' and v.key = d.disclosure_id::text)))
        select 'disclosures', d.disclosure_id::text, d.slug from told d
        union all select 'deadlines', 'disclosure/' || d.disclosure_id || '/publish/001', 'disclosure/' || d.slug || '/publish/1' from told d;
    when 'open_day' then
      return query select 'open_days', o.open_day_id::text, o.slug from public.open_days o where o.open_day_id = entry.subject_id::uuid
        union all select 'visits', o.open_day_id || '/' || c, o.slug || '/' || c from public.open_days o cross join unnest('{deputy,expert,media,public,resident}'::text[]) c
          where o.open_day_id = entry.subject_id::uuid and o.state in ('held', 'not_held')
        union all select 'deadlines', 'open_day/' || o.open_day_id || '/' || s || '/001', 'open_day/' || o.slug || '/' || s || '/1'
          from public.open_days o cross join unnest('{announce,hold}'::text[]) s where o.open_day_id = entry.subject_id::uuid and o.origin = 'milestone';
    when 'finding', 'rectification' then
      return query select x.* from private.open_touched_finding(split_part(entry.subject_id, '/', 1)::uuid) x;
    when 'complaint' then
      return query select 'complaints', c.slug, c.slug from public.complaints c where c.complaint_id = entry.subject_id::uuid
        union all select 'deadlines', 'complaint/' || c.slug || '/' || k.clock || '/' || lpad(k.round::text, 3, '0'), 'complaint/' || c.slug || '/' || k.clock || '/' || k.round
          from public.complaints c join public.complaint_clocks k on k.complaint_id = c.complaint_id where c.complaint_id = entry.subject_id::uuid
            and k.clock in ('notice', 'objection', 'answer', 'follow_up', 'review', 'final');
    when 'item' then
      return query select 'catalogue', entry.subject_id, entry.subject_id;
    else
      return;
  end case;
end $$;
comment on function private.open_touched(public.journal) is
  'Records of open data that an entry may have changed: {dataset, key, id}. Plans, supervisors and snapshots have none. Those whose rows are gone are in open_tombstones.';

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

create function public.open_entries(after bigint, page_size int default 500) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('head', private.open_head(), 'entries', coalesce(jsonb_agg(jsonb_build_object('seq', e.seq,
    'occurred_at', private.iso_time(e.occurred_at), 'recorded_at', private.iso_time(e.recorded_at), 'kind', e.kind,
    'project_id', case when not e.hidden then e.project_id end, 'organization_ids', case when e.hidden then '[]'::jsonb else to_jsonb(e.organization_ids) end,
    'division_code', e.division_code, 'subject_type', e.subject_type, 'subject_id', e.subject_id, 'version', e.version, 'facts', e.told, 'supersedes', e.supersedes,
    'leaf_hash', encode(e.leaf_hash, 'hex'), 'withheld', e.hidden or e.told <> e.facts) order by e.seq), '[]'))
  from (select j.*, private.told_facts(j) as told, j.subject_type = 'complaint' and private.hides_place(j) as hidden
    from public.journal j where j.seq > coalesce(after, 0) order by j.seq limit least(greatest(page_size, 1), 5000)) e
$$;
comment on function public.open_entries(bigint, int) is
  'Entries of the journal after one, in order, as leaves of the log: {head, entries}. Of what is told less than was written, withheld is true: the hash stays, the leaf cannot be made again from what is told.';

create function private.open_key(dataset text, id text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  part text[] := string_to_array(id, '/');
  ids text[] := string_to_array(id, '.');
  found text;
begin
  case dataset
    when 'projects' then select p.project_id::text into found from public.projects p where p.slug = id;
    when 'disclosures' then select d.disclosure_id::text into found from public.disclosures d where d.slug = id;
    when 'open_days' then select o.open_day_id::text into found from public.open_days o where o.slug = id;
    when 'visits' then select o.open_day_id || '/' || part[2] into found from public.open_days o where o.slug = part[1];
    when 'documents' then select d.disclosure_id || '/' || lpad(ids[3], 4, '0') || '/' || ids[1] into found from public.disclosures d
      where d.slug = ids[2] and ids[3] ~ '^[0-9]{1,4}$' and ids[1] ~ '^[0-9a-f-]{36}$';
    when 'rectifications' then found := case when ids[2] ~ '^[0-9]{1,3}$' then ids[1] || '.' || lpad(ids[2], 3, '0') end;
    when 'deadlines' then
      if part[4] is null or part[4] !~ '^[0-9]{1,3}$' then return null; end if;
      found := part[1] || '/' || case part[1] when 'disclosure' then (select d.disclosure_id::text from public.disclosures d where d.slug = part[2])
        when 'open_day' then (select o.open_day_id::text from public.open_days o where o.slug = part[2])
        when 'rectification' then private.open_key('rectifications', part[2]) else part[2] end || '/' || part[3] || '/' || lpad(part[4], 3, '0');
    when 'parties', 'milestones' then found := case when id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then id end;
    else found := id;
  end case;
  return found;
end $$;
comment on function private.open_key(text, text) is 'The key of a record by its public id, where one may be; null where none can.';

create function public.open_record(dataset text, id text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  named text := private.open_key(dataset, id);
  told jsonb;
  gone bigint;
begin
  if dataset is null or not dataset = any (private.open_datasets()) then raise exception 'unknown_dataset' using errcode = 'P0002'; end if;
  select x."row" into told from private.open_page(dataset, '{}', null, null, array[named]) x where named is not null;
  if told is null then
    select max(t.seq) into gone from private.open_tombstones t where t.dataset = open_record.dataset and t.id = open_record.id;
    gone := coalesce(gone, private.open_gone(dataset, named));
  end if;
  return jsonb_build_object('head', private.open_head(), 'key', named, 'row', told, 'removed_at', gone);
end $$;
comment on function public.open_record(text, text) is
  'One record by its public id: {head, key, row, removed_at}. row null with removed_at: it was public until that journal entry; both null: nothing is known by that id. Raises P0002 unknown_dataset.';

create function private.open_gone(dataset text, key text) returns bigint
language plpgsql stable security definer set search_path = ''
as $$
declare
  subject text;
begin
  subject := case
    when dataset = 'complaints' or (dataset = 'deadlines' and starts_with(key, 'complaint/')) then (select c.complaint_id::text from public.complaints c
      where c.slug = case dataset when 'complaints' then open_gone.key else split_part(open_gone.key, '/', 2) end and c.published_at is not null)
    when dataset in ('findings', 'rectifications') or (dataset = 'deadlines' and starts_with(key, 'rectification/')) then (select f.finding_id::text from public.findings f
      where f.slug = case dataset when 'deadlines' then split_part(split_part(open_gone.key, '/', 2), '.', 1) else split_part(open_gone.key, '.', 1) end
        and f.published_at is not null)
    when dataset = 'documents' then (select v.disclosure_id::text from public.disclosure_versions v join public.disclosure_documents x
      on x.disclosure_id = v.disclosure_id and x.version = v.version where v.disclosure_id = split_part(open_gone.key, '/', 1)::uuid
        and v.version = split_part(open_gone.key, '/', 2)::int and x.document_id = split_part(open_gone.key, '/', 3)::uuid and v.state = 'withdrawn') end;
  if subject is null then return null; end if;
  return (select max(j.seq) from public.journal j where j.subject_id = subject and j.subject_type = case
    when dataset = 'documents' then 'disclosure' when dataset = 'complaints' or starts_with(key, 'complaint/') then 'complaint' else 'finding' end
    and (dataset <> 'documents' or (j.kind = 'disclosure.withdrawn' and j.project_id = (select d.project_id from public.disclosures d where d.disclosure_id = subject::uuid))));
end $$;
comment on function private.open_gone(text, text) is 'The journal entry since which a record that was public once is not: withheld findings, complaints that are kept private now, documents of versions that were withdrawn.';

revoke execute on function public.open_changes(bigint, int), public.open_entries(bigint, int), public.open_record(text, text) from public;
grant execute on function public.open_changes(bigint, int), public.open_entries(bigint, int), public.open_record(text, text) to anon, authenticated, service_role;
