-- The page of a disclosure, for the public and for the desk, and the search for a file by its hash.

create function private.bureau_of(division_code text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('name', o.name, 'slug', o.slug, 'contact', o.contact) from public.organizations o
  where o.kind = 'bureau' and starts_with(bureau_of.division_code, private.division_prefix(o.division_code))
  order by length(private.division_prefix(o.division_code)) desc limit 1
$$;
comment on function private.bureau_of(text) is 'The bureau nearest to a division, with its contact, or null.';

create function private.parties_shown(project_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('role', pp.role, 'leader', pp.leader_name, 'name', o.name, 'slug', o.slug)
    order by array_position(array['developer', 'contractor', 'supervising_engineer', 'surveyor', 'designer', 'testing_body', 'third_party'], pp.role), pp.project_party_id), '[]')
  from public.project_parties pp join public.organizations o using (organization_id) where pp.project_id = parties_shown.project_id
$$;
comment on function private.parties_shown(uuid) is 'The parties of a project with their leaders, as pages show them.';

create function private.public_version(v public.disclosure_versions) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('version', v.version, 'state', v.state, 'reason', v.reason, 'content_hash', v.content_hash,
    'journal_seq', v.journal_seq, 'leaf_hash', (select encode(j.leaf_hash, 'hex') from public.journal j where j.seq = v.journal_seq),
    'published_at', private.iso_time(v.published_at), 'superseded_at', private.iso_time(v.superseded_at))
    || case when v.state = 'withdrawn' then '{}' else jsonb_build_object(
      'facts', v.facts, 'note', v.note, 'changes', v.changes,
      'chain', jsonb_build_array(
        jsonb_build_object('step', 'supplied', 'at', private.iso_time(v.submitted_at), 'organization', s.name, 'slug', s.slug,
          'role', (select pp.role from public.project_parties pp, public.disclosures d where d.disclosure_id = v.disclosure_id
            and pp.project_id = d.project_id and pp.organization_id = v.supplied_by order by pp.role = 'developer' limit 1)),
        jsonb_build_object('step', 'confirmed', 'at', private.iso_time(v.confirmed_at), 'organization', c.name, 'slug', c.slug, 'role', v.confirmed_role),
        jsonb_build_object('step', 'published', 'at', private.iso_time(v.published_at), 'organization', p.name, 'slug', p.slug, 'role', 'developer')),
      'documents', coalesce((select jsonb_agg(jsonb_build_object('document_id', x.document_id, 'file_name', x.file_name, 'caption', dd.caption,
          'media_type', x.media_type, 'bytes', x.bytes, 'sha256', x.sha256, 'original_sha256', x.original_sha256,
          'width', x.width, 'height', x.height, 'pages', x.pages, 'text', x.text) order by dd.position)
        from public.disclosure_documents dd join public.documents x using (document_id)
        where dd.disclosure_id = v.disclosure_id and dd.version = v.version), '[]'),
      'channels', coalesce((select jsonb_agg(jsonb_build_object('channel', h.channel, 'url', h.url, 'note', h.note, 'posted_on', h.posted_on,
          'document_id', h.document_id, 'file_name', x.file_name, 'recorded_at', private.iso_time(h.recorded_at)) order by h.posted_on, h.channel_record_id)
        from public.disclosure_channels h left join public.documents x using (document_id)
        where h.disclosure_id = v.disclosure_id and h.version = v.version), '[]')) end
  from (select 1) one
  left join public.organizations s on s.organization_id = v.supplied_by
  left join public.organizations c on c.organization_id = v.confirmed_by
  left join public.organizations p on p.organization_id = v.published_by
$$;
comment on function private.public_version(public.disclosure_versions) is
  'A version as the public reads it; of a withdrawn one only that there was one.';

create function public.disclosure_page(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.disclosure_card(d) || jsonb_build_object(
    'disclosure_id', d.disclosure_id, 'state', d.state,
    'catalogue', to_jsonb(i) - array['demo'],
    'rule', (select jsonb_build_object('days', r.days, 'day_kind', r.day_kind, 'basis', r.basis, 'basis_en', r.basis_en, 'nature', r.nature)
      from public.deadline_rules r where r.deadline_rule_id = d.deadline_rule_id),
    'milestone', (select jsonb_build_object('kind', k.kind, 'name', k.name, 'name_en', k.name_en, 'planned_on', m.planned_on, 'reached_on', m.reached_on)
      from public.milestone_kinds k left join public.milestones m on m.kind = k.kind and m.project_id = d.project_id where k.kind = i.milestone_kind),
    'project', private.project_card(p) || jsonb_build_object('permit_no', p.permit_no, 'project_code', p.project_code,
      'parties', private.parties_shown(p.project_id)),
    'bureau', private.bureau_of(p.division_code),
    'withheld', case when d.state = 'withheld' then jsonb_build_object('ground', d.withheld_ground, 'reason', d.withheld_reason,
      'until', d.withheld_until, 'at', private.iso_time(d.withheld_at), 'by', (select o.name from public.organizations o where o.organization_id = d.withheld_by)) end,
    'withdrawn', case when d.state = 'withdrawn' then jsonb_build_object('version', d.withdrawn_version, 'reason', d.withdrawn_reason,
      'at', private.iso_time(d.withdrawn_at), 'by', (select o.name from public.organizations o where o.organization_id = d.withdrawn_by)) end,
    'plan', (select jsonb_build_object('planned_on', x.planned_on, 'provider_role', x.provider_role, 'confirmer_role', x.confirmer_role,
        'channels', x.channels, 'left_out_reason', x.left_out_reason)
      from public.disclosure_plan_items x where x.project_id = d.project_id and x.item = d.item),
    'versions', coalesce((select jsonb_agg(private.public_version(v) order by v.version desc)
      from public.disclosure_versions v where v.disclosure_id = d.disclosure_id and v.state in ('published', 'superseded', 'withdrawn')), '[]'))
  from public.disclosures d
  join public.disclosure_items i on i.item = d.item
  join public.projects p on p.project_id = d.project_id
  where d.slug = disclosure_page.slug
$$;
comment on function public.disclosure_page(text) is
  'Everything the permanent page of a disclosure shows, from the day it is owed: card, catalogue, rule, milestone, project, plan, withheld or withdrawn with reason, and the versions that are or were public, newest first. Null when there is none.';
revoke execute on function public.disclosure_page(text) from public;
grant execute on function public.disclosure_page(text) to anon, authenticated, service_role;

-- The desk --------------------------------------------------------------------------------------------------------

create function public.desk_disclosure(slug text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  d public.disclosures;
  v public.disclosure_versions;
  able text[];
begin
  select * into d from public.disclosures x where x.slug = desk_disclosure.slug;
  if d.disclosure_id is null or not private.takes_part(d.project_id) then return null; end if;
  select * into v from public.disclosure_versions x where x.disclosure_id = d.disclosure_id
    and x.state in ('draft', 'submitted', 'returned', 'confirmed');
  select coalesce(array_agg(distinct c.capacity), '{}') into able from private.disclosure_capacities(d) c;
  return public.disclosure_page(d.slug) || jsonb_build_object(
    'project_id', d.project_id,
    'capacities', able,
    'open', case when v.version is not null then jsonb_build_object('version', v.version, 'state', v.state, 'edits', v.edits,
      'facts', v.facts, 'note', v.note, 'reason', v.reason, 'returned_reason', v.returned_reason, 'publish_at', private.iso_time(v.publish_at),
      'submitted_at', private.iso_time(v.submitted_at), 'confirmed_at', private.iso_time(v.confirmed_at),
      'supplied_by', (select o.name from public.organizations o where o.organization_id = v.supplied_by),
      'confirmed_by', (select o.name from public.organizations o where o.organization_id = v.confirmed_by),
      'own', exists (select from private.disclosure_acts a where a.disclosure_id = d.disclosure_id and a.version = v.version
        and a.act in ('write', 'correct', 'submit') and a.user_id = auth.uid()),
      'documents', coalesce((select jsonb_agg(jsonb_build_object('document_id', x.document_id, 'file_name', x.file_name, 'caption', dd.caption,
          'media_type', x.media_type, 'bytes', x.bytes, 'sha256', x.sha256, 'original_sha256', x.original_sha256, 'width', x.width, 'height', x.height,
          'pages', x.pages, 'text', x.text, 'warnings', coalesce(u.warnings, '[]')) order by dd.position)
        from public.disclosure_documents dd join public.documents x using (document_id)
        left join private.document_uploads u using (document_id)
        where dd.disclosure_id = d.disclosure_id and dd.version = v.version), '[]')) end,
    'acts', coalesce((select jsonb_agg(jsonb_build_object('act', t.act, 'capacity', t.capacity, 'needs_reason', t.needs_reason) order by t.sort)
      from public.disclosure_transitions t where t.capacity = any (able)
        and t.from_state = coalesce(v.state, case when d.state = 'published' then 'published' end)
        and (t.act <> 'unschedule' or v.publish_at is not null) and (t.act <> 'schedule' or v.publish_at is null)), '[]'),
    'history', coalesce((select jsonb_agg(jsonb_build_object('version', a.version, 'act', a.act, 'at', private.iso_time(a.at), 'reason', a.reason,
        'organization', (select o.name from public.organizations o where o.organization_id = a.organization_id), 'mine', a.user_id = auth.uid()) order by a.at desc, a.version desc)
      from private.disclosure_acts a where a.disclosure_id = d.disclosure_id), '[]'));
end $$;
comment on function public.desk_disclosure(text) is
  'A disclosure as those who take part see it: the public page, the open version with warnings, the acts that the caller may do (from disclosure_transitions), and the history by organization. Null for others.';
revoke execute on function public.desk_disclosure(text) from public, anon;
grant execute on function public.desk_disclosure(text) to authenticated;

create function public.browse_desk_disclosures(filters jsonb default '{}', page_number int default 1, page_size int default 20) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
  with mine as materialized (
    select distinct pp.project_id, pp.organization_id, pp.role, d.duty
    from private.current_memberships() m join public.project_parties pp on pp.organization_id = m.organization_id
    cross join lateral unnest(m.duties) as d (duty) where m.role = 'company_member'
  ), bureaus as materialized (
    select private.division_prefix(o.division_code) as prefix, 'reviewer' = any (m.duties) as reviews
    from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau'
  ), seen as (
    select d.disclosure_id, d.project_id, d.changed_at, v.state as open_state, v.updated_at as open_at, v.publish_at,
      case
        -- nobody may judge the own work, nor that of the own organization
        when v.state = 'submitted' and exists (select from mine x where x.project_id = d.project_id and x.duty = 'confirm'
            and x.role = any (i.confirmer_roles) and x.organization_id <> v.supplied_by)
          and not exists (select from private.disclosure_acts a where a.disclosure_id = d.disclosure_id and a.version = v.version
            and a.act in ('write', 'correct', 'submit') and a.user_id = auth.uid()) then 'confirm'
        when v.state = 'confirmed' and v.publish_at is null and exists (select from mine x where x.project_id = d.project_id and x.duty = 'edit' and x.role = 'developer') then 'publish'
        when v.state in ('draft', 'returned') and exists (select from mine x where x.project_id = d.project_id and x.duty = 'edit' and (x.role = 'developer' or x.role = any (i.provider_roles))) then 'finish'
        when v.state is null and d.status in ('due', 'overdue', 'withdrawn') and exists (select from mine x where x.project_id = d.project_id and x.duty = 'edit' and (x.role = 'developer' or x.role = any (i.provider_roles))) then 'begin'
      end as todo,
      -- late and due first, then what is to come, then what is done
      array_position(array['overdue', 'due', 'withdrawn', 'ahead', 'withheld', 'published'], d.status) as rank,
      case when d.status in ('overdue', 'due', 'withdrawn', 'ahead') then coalesce(d.due_on, d.expected_on) end as clock
    from public.disclosures d join public.disclosure_items i on i.item = d.item
    left join public.disclosure_versions v on v.disclosure_id = d.disclosure_id and v.state in ('draft', 'submitted', 'returned', 'confirmed')
    where d.status <> 'not_applicable'
      and (d.project_id in (select x.project_id from mine x)
        or exists (select from bureaus b where d.division_code like b.prefix || '%'))
      and (filters ->> 'item' is null or d.item = filters ->> 'item')
      and (filters ->> 'status' is null or d.status = filters ->> 'status')
      and (filters ->> 'open' is null or v.state = filters ->> 'open')
      and (filters ->> 'project' is null or d.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project'))
      and (filters ->> 'q' is null or d.project_id in (select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))
  ), wanted as (
    select * from seen s where (filters ->> 'todo' is null or (filters ->> 'todo' = 'mine' and s.todo is not null) or s.todo = filters ->> 'todo')
  )
  select jsonb_build_object(
    'total', (select count(*) from wanted),
    'todos', coalesce((select jsonb_object_agg(t.todo, t.n) from (select s.todo, count(*) as n from seen s where s.todo is not null group by 1) t), '{}'),
    'rows', coalesce((select jsonb_agg(x.card order by x.n) from (
      select row_number() over (order by w.todo is null, w.rank, w.clock nulls last, w.changed_at desc, w.disclosure_id) as n,
        private.disclosure_card(d) || jsonb_build_object('open_state', w.open_state, 'open_at', private.iso_time(w.open_at),
          'publish_at', private.iso_time(w.publish_at), 'todo', w.todo, 'project', private.project_card(p)) as card
      from (select w0.* from wanted w0 order by w0.todo is null, w0.rank, w0.clock nulls last, w0.changed_at desc, w0.disclosure_id
        limit least(greatest(page_size, 1), 100) offset (least(greatest(page_number, 1), 1000) - 1) * least(greatest(page_size, 1), 100)) w
      join public.disclosures d on d.disclosure_id = w.disclosure_id
      join public.projects p on p.project_id = w.project_id) x), '[]'))
$$;
comment on function public.browse_desk_disclosures(jsonb, int, int) is
  'The work list of those who take part, by clock: {total, todos {confirm, publish, finish, begin}, rows}. filters: item, status, open (state of the open version), project (slug), q, todo (mine or one of the four).';
revoke execute on function public.browse_desk_disclosures(jsonb, int, int) from public, anon;
grant execute on function public.browse_desk_disclosures(jsonb, int, int) to authenticated;

-- Files -----------------------------------------------------------------------------------------------------------

create function public.read_document(document uuid) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('document_id', x.document_id, 'sha256', x.sha256, 'original_sha256', x.original_sha256,
    'media_type', x.media_type, 'file_name', x.file_name, 'bytes', x.bytes, 'width', x.width, 'height', x.height,
    'pages', x.pages, 'text', x.text, 'state', coalesce(u.state, 'draft'), 'disclosure_slug', u.slug, 'version', u.version)
  from public.documents x
  left join lateral (
    select v.state, d.slug, v.version from public.disclosure_documents dd
    join public.disclosure_versions v on v.disclosure_id = dd.disclosure_id and v.version = dd.version
    join public.disclosures d on d.disclosure_id = v.disclosure_id
    where dd.document_id = x.document_id
    order by v.state = 'published' desc, v.state = 'superseded' desc, v.version desc limit 1) u on true
  where x.document_id = read_document.document
$$;
comment on function public.read_document(uuid) is
  'What is known of a document, as the caller may see it, or null: hash, type, name, sizes, text, and the state of the version it belongs to.';
revoke execute on function public.read_document(uuid) from public;
grant execute on function public.read_document(uuid) to anon, authenticated, service_role;

create function public.find_file(hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('disclosure_slug', d.slug, 'version', v.version, 'item', d.item, 'item_name', i.name, 'item_name_en', i.name_en,
    'project_slug', p.slug, 'project_name', p.name, 'published_at', private.iso_time(v.published_at), 'state', v.state,
    'current_version', d.version, 'superseded_at', private.iso_time(v.superseded_at),
    'withdrawn_at', case when v.state = 'withdrawn' and d.withdrawn_version = v.version then private.iso_time(d.withdrawn_at) end,
    'withdrawn_reason', case when v.state = 'withdrawn' and d.withdrawn_version = v.version then d.withdrawn_reason end,
    'matched', case when x.sha256 = find_file.hash then 'copy' else 'original' end, 'file_name', x.file_name, 'media_type', x.media_type,
    'bytes', x.bytes, 'document_id', x.document_id, 'journal_seq', v.journal_seq) order by v.published_at desc, d.slug), '[]')
  from (
    select y.* from public.documents y where y.sha256 = find_file.hash
    union select y.* from public.documents y where y.original_sha256 = find_file.hash
  ) x
  join public.disclosure_documents dd using (document_id)
  join public.disclosure_versions v on v.disclosure_id = dd.disclosure_id and v.version = dd.version
  join public.disclosures d on d.disclosure_id = v.disclosure_id
  join public.disclosure_items i on i.item = d.item
  join public.projects p on p.project_id = d.project_id
  where v.state in ('published', 'superseded', 'withdrawn')
$$;
comment on function public.find_file(text) is
  'The versions that are or were public and hold exactly the file with this SHA-256 (hex), as served or as uploaded; of a withdrawn one that it did and why not any more. Newest first.';
revoke execute on function public.find_file(text) from public;
grant execute on function public.find_file(text) to anon, authenticated, service_role;
