-- Everything public of one project in one statement, so that it is all as of one entry of the journal.

create function public.project_kit(slug text, max_entries int default 2000) returns jsonb
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  p public.projects;
  narrow jsonb;
begin
  select x.* into p from public.projects x where x.slug = project_kit.slug;
  if not found then return null; end if;
  narrow := private.open_filters(jsonb_build_object('project', p.slug));
  return jsonb_build_object('seq', private.open_head(), 'name', p.name,
    'rows', (select jsonb_object_agg(d.name, coalesce((select jsonb_agg(r."row" order by r.key collate "C") from private.open_page(d.name,
        case when d.name in ('divisions', 'catalogue') then '{}' else narrow end, null, null, case d.name
          when 'divisions' then array(select v.division_code from public.divisions v where private.is_above(v.division_code, p.division_code) or v.division_code = p.division_code)
          when 'catalogue' then array(select distinct x.item from public.disclosures x where x.project_id = p.project_id) end) r), '[]'))
      from unnest(private.open_datasets()) d (name)),
    -- the newest, in order; what a coarse place keeps from the project is not among them
    'entries', coalesce((select jsonb_agg(jsonb_build_object('seq', e.seq,
        'form', case when private.told_facts(e) = e.facts then private.journal_form(e) end) order by e.seq)
      from (select j.* from public.journal j where j.project_id = p.project_id and (j.subject_type <> 'complaint' or not private.hides_place(j))
        order by -j.seq limit least(greatest(max_entries, 1), 10000)) e), '[]'));
end $$;
comment on function public.project_kit(text, int) is
  'What the kit of a project holds: {seq, name, rows: {dataset: [row]}, entries: [{seq, form}]}, all as of the entry seq; divisions and catalogue as far as the project needs them; form is the RFC 8785 text of an entry, null where it is no longer told. null: no such project.';
revoke execute on function public.project_kit(text, int) from public;
grant execute on function public.project_kit(text, int) to anon, authenticated, service_role;

create function public.project_kit_size(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('documents', count(*), 'bytes', coalesce(sum(f.bytes), 0)) from (
    select d.sha256, max(d.bytes) as bytes from public.projects p
    join public.disclosures x on x.project_id = p.project_id
    join public.disclosure_versions v on v.disclosure_id = x.disclosure_id and v.state in ('published', 'superseded')
    join public.disclosure_documents c on c.disclosure_id = v.disclosure_id and c.version = v.version
    join public.documents d on d.document_id = c.document_id
    where p.slug = project_kit_size.slug group by d.sha256) f
$$;
comment on function public.project_kit_size(text) is 'How many public files a project has, of current and earlier versions, and their bytes together: {documents, bytes}.';
revoke execute on function public.project_kit_size(text) from public;
grant execute on function public.project_kit_size(text) to anon, authenticated, service_role;
