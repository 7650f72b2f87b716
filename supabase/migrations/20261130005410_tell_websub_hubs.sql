-- WebSub: which feeds have news since a hub was told last.

create table private.websub (
  only_row boolean not null default true,
  told_seq bigint not null,
  constraint websub_pkey primary key (only_row),
  constraint websub_has_one_row check (only_row)
);
comment on table private.websub is 'How far the WebSub hub was told of news. Without a row nothing was told yet.';
comment on column private.websub.only_row is 'Always true.';
comment on column private.websub.told_seq is 'The entry of the journal up to which it was told.';

create function public.websub_news(max_entries int default 500) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  head bigint := coalesce((select j.seq from public.journal j order by j.seq desc limit 1), 0);
  told bigint;
  upto bigint;
begin
  -- what was there before a hub was set is no news
  insert into private.websub (told_seq) values (head) on conflict on constraint websub_pkey do nothing;
  select w.told_seq into told from private.websub w;
  upto := least(head, told + greatest(max_entries, 1));
  return (with news as materialized (
      select j.kind, j.division_code, case when not h.hidden then j.project_id end as project_id, case when not h.hidden then j.organization_ids end as organization_ids
      from public.journal j cross join lateral (select j.subject_type = 'complaint' and private.hides_place(j) as hidden) h
      where j.seq > told and j.seq <= upto)
    select jsonb_build_object('after', told, 'seq', upto, 'more', upto < head,
      'kinds', coalesce((select jsonb_agg(distinct n.kind) from news n), '[]'),
      'divisions', coalesce((select jsonb_agg(distinct d.division_code) from public.divisions d
        where exists (select from news n where n.division_code like private.division_prefix(d.division_code) || '%')), '[]'),
      'projects', coalesce((select jsonb_agg(distinct p.slug) from news n join public.projects p on p.project_id = n.project_id), '[]'),
      'organizations', coalesce((select jsonb_agg(distinct o.slug) from public.organizations o
        where o.organization_id in (select unnest(n.organization_ids) from news n)), '[]')));
end $$;
comment on function public.websub_news(int) is
  'What the entries since the hub was told last are about: {after, seq, more, kinds, divisions (with those they lie in), projects, organizations (slugs)}. The first time there are none. Service role only.';

create function public.websub_told(seq bigint) returns void
language sql security definer set search_path = ''
as $$
  update private.websub w set told_seq = websub_told.seq where w.told_seq < websub_told.seq
$$;
comment on function public.websub_told(bigint) is 'The hub was told up to this entry. Service role only.';

revoke execute on function public.websub_news(int), public.websub_told(bigint) from public;
grant execute on function public.websub_news(int), public.websub_told(bigint) to service_role;
