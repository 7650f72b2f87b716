-- Which pages search engines are told of, in pages bounded by slugs.
-- Slugs are random, so an address of a sitemap tells nothing of when something was filed, as an id would.

create function private.sitemap_records(of_kind text) returns table (slug text, changed_at timestamptz)
language sql stable
as $$
  -- `of_kind`, since some of these tables have a column `kind`
  select p.slug, p.updated_at from public.projects p where of_kind = 'projects'
  union all
  select d.slug, d.changed_at from public.disclosures d
  where of_kind = 'disclosures' and d.status in ('due', 'overdue', 'published', 'withdrawn', 'withheld')
  union all
  -- seats are taken silently: changed_at tells of the announcement and its changes alone
  select o.slug, o.changed_at from public.open_days o
  where of_kind = 'open-days' and (o.announced_at is not null or o.origin = 'milestone') and o.status <> 'ahead'
  union all
  select f.slug, f.published_at from public.findings f
  where of_kind = 'findings' and f.published_at is not null and f.state <> 'withheld'
  union all
  -- when it changed is not told: a person may have asked for a coarse time
  select c.slug, null from public.complaints c
  where of_kind = 'complaints' and c.visibility in ('public', 'stub') and c.published_at is not null
  union all
  select g.slug, g.updated_at from public.organizations g where of_kind = 'organizations'
$$;
comment on function private.sitemap_records(text) is
  'Slugs of the public pages of one kind: projects, disclosures, open-days, findings, complaints, organizations; with the time of the last public change where that may be told. Without `set search_path`, or it could not be inlined; every name in it is qualified.';

-- a million slugs in order, without a look at their rows
create index disclosures_sitemap_idx on public.disclosures (slug) where status in ('due', 'overdue', 'published', 'withdrawn', 'withheld');
comment on index public.disclosures_sitemap_idx is 'Slugs of disclosures that sitemaps name, in order.';

create function public.sitemap_bounds(kind text, size int default 5000) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  step int := least(greatest(size, 2), 25000);
begin
  return (select jsonb_build_object('total', coalesce(max(s.n), 0),
      'bounds', coalesce(jsonb_agg(s.slug order by s.slug) filter (where s.n > 1 and s.n % step = 1), '[]'))
    from (select r.slug, row_number() over (order by r.slug) as n from private.sitemap_records(kind) r) s);
end $$;
comment on function public.sitemap_bounds(text, int) is
  'How many public pages of a kind there are, and the slugs at which the second and each further sitemap of `size` pages begins: {total, bounds}.';
revoke execute on function public.sitemap_bounds(text, int) from public;
grant execute on function public.sitemap_bounds(text, int) to anon, authenticated, service_role;

create function public.sitemap_page(kind text, from_slug text default '', until_slug text default '', most int default 25000) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
begin
  if until_slug = '' then
    return (select coalesce(jsonb_agg(jsonb_build_array(s.slug, private.iso_time(s.changed_at)) order by s.slug), '[]')
      from (select r.slug, r.changed_at from private.sitemap_records(kind) r where r.slug >= from_slug
        order by r.slug limit least(greatest(most, 1), 25000)) s);
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_array(s.slug, private.iso_time(s.changed_at)) order by s.slug), '[]')
    from (select r.slug, r.changed_at from private.sitemap_records(kind) r where r.slug >= from_slug and r.slug < until_slug
      order by r.slug limit least(greatest(most, 1), 25000)) s);
end $$;
comment on function public.sitemap_page(text, text, text, int) is
  'The public pages of a kind from one slug up to, without, another (empty: to the end): [[slug, changed or null], …]. At most 25,000, so that both languages of each fit into one sitemap.';
revoke execute on function public.sitemap_page(text, text, text, int) from public;
grant execute on function public.sitemap_page(text, text, text, int) to anon, authenticated, service_role;
