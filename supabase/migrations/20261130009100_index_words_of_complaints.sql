-- Words in the list of public complaints: pairs of characters narrow the rows as they do for projects, and each branch of the
-- question has an index of its own. Before, every public complaint was read for each word that somebody looked for.

create index complaints_public_words_idx on public.complaints using gin (private.bigrams(public_title)) where visibility = 'public';

create or replace function private.matching_complaints(filters jsonb) returns setof public.complaints
language sql stable
as $$
  select c.* from public.complaints c
  where c.visibility in ('public', 'stub') and c.published_at is not null
    and (filters ->> 'division' is null or c.division_code like private.division_prefix(filters ->> 'division') || '%')
    and (filters ->> 'city' is null or c.division_code like private.division_prefix(filters ->> 'city') || '%')
    and (filters ->> 'district' is null or c.division_code like private.division_prefix(filters ->> 'district') || '%')
    -- which project it is about is not told where the person asked for a coarse place
    and (filters ->> 'project' is null or (not c.coarse_place and c.project_id = (select p.project_id from public.projects p where p.slug = filters ->> 'project')))
    and (filters ->> 'organization' is null or (not c.coarse_place and exists (select from public.project_parties x join public.organizations o on o.organization_id = x.organization_id
      where x.project_id = c.project_id and o.slug = filters ->> 'organization')))
    and (filters ->> 'bureau' is null or c.bureau_id = (select o.organization_id from public.organizations o where o.slug = filters ->> 'bureau'))
    and (filters ->> 'category' is null or c.category = filters ->> 'category')
    and (filters ->> 'outcome' is null or c.outcome = filters ->> 'outcome' and private.reply_stands(c))
    and (not coalesce((filters ->> 'overdue')::boolean, false) or (c.queue <> 'done' and c.due_on < private.today()))
    and (not coalesce((filters ->> 'supervised')::boolean, false) or c.supervised_at is not null)
    and (filters ->> 'q' is null or c.number = upper(filters ->> 'q')
      -- a single character has no pairs: it is looked for without the index
      or (c.visibility = 'public' and (private.bigrams(filters ->> 'q') = '{}' or private.bigrams(c.public_title) @> private.bigrams(filters ->> 'q'))
        and strpos(lower(c.public_title), lower(filters ->> 'q')) > 0)
      or (not c.coarse_place and c.project_id = any (array(select p.project_id from private.matching_projects(jsonb_build_object('q', filters ->> 'q')) p))))
$$;
