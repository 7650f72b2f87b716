-- Work orders of 12345, by message and by file.

create function public.hotline_source(connection uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  x private.complaint_connections;
  b public.organizations;
begin
  select * into x from private.complaint_connections y where y.connection_id = connection and y.kind = 'hotline' and y.state = 'on';
  if x.connection_id is null then return null; end if;
  select * into b from public.organizations o where o.organization_id = x.organization_id;
  return jsonb_build_object('connection_id', x.connection_id, 'sealed', x.sealed, 'bureau', b.slug, 'division_code', b.division_code);
end $$;
comment on function public.hotline_source(uuid) is
  'A sender of work orders with its encrypted secret, its bureau and the division of that, or null: {connection_id, sealed, bureau, division_code}. Service role only.';

create function public.begin_hotline_order(connection uuid, key_hash text, body_hash text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  o private.complaint_orders;
begin
  delete from private.complaint_orders x where (x.connection_id, x.key_hash) in
    (select y.connection_id, y.key_hash from private.complaint_orders y where y.at < now() - interval '30 days' order by y.at limit 20);
  update private.complaint_connections c set used_on = private.today() where c.connection_id = connection and c.used_on is distinct from private.today();
  insert into private.complaint_orders (connection_id, key_hash, body_hash)
  values (connection, begin_hotline_order.key_hash, begin_hotline_order.body_hash) on conflict on constraint complaint_orders_pkey do nothing;
  select * into o from private.complaint_orders x where x.connection_id = connection and x.key_hash = begin_hotline_order.key_hash;
  return jsonb_build_object('same', o.body_hash = begin_hotline_order.body_hash, 'answer', case when o.body_hash = begin_hotline_order.body_hash then o.answer end);
end $$;
comment on function public.begin_hotline_order(uuid, text, text) is
  'A message came: {same: whether the key was not used for another body, answer: what was answered before, or null}. Forgets keys after 30 days. Service role only.';

create function public.finish_hotline_order(connection uuid, key_hash text, answer jsonb) returns jsonb
language sql security definer set search_path = ''
as $$
  update private.complaint_orders x set answer = coalesce(x.answer, finish_hotline_order.answer)
  where x.connection_id = connection and x.key_hash = finish_hotline_order.key_hash returning x.answer
$$;
comment on function public.finish_hotline_order(uuid, text, jsonb) is 'Keeps what is answered to a message; what was kept first counts, and is returned. Service role only.';

create function public.drop_hotline_order(connection uuid, key_hash text) returns boolean
language sql security definer set search_path = ''
as $$
  with gone as (delete from private.complaint_orders x where x.connection_id = connection and x.key_hash = drop_hotline_order.key_hash and x.answer is null returning 1)
  select exists (select from gone)
$$;
comment on function public.drop_hotline_order(uuid, text) is 'A message could not be taken in: its key may be used for a corrected one. Service role only.';

create function public.known_orders(ref_hashes text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_object_agg(r.ref_hash, jsonb_build_object('number', c.number, 'state', c.state, 'filed_at', private.iso_time(c.filed_at))), '{}')
  from private.complaint_order_refs r join public.complaints c on c.complaint_id = r.complaint_id where r.ref_hash = any (ref_hashes)
$$;
comment on function public.known_orders(text[]) is 'Which of these work orders were taken in before: {hash: {number, state, filed_at}}. Service role only.';

create function public.keep_order(ref_hash text, complaint uuid) returns boolean
language sql security definer set search_path = ''
as $$
  with kept as (insert into private.complaint_order_refs as r (ref_hash, complaint_id) values (keep_order.ref_hash, complaint)
    on conflict on constraint complaint_order_refs_pkey do nothing returning 1)
  select exists (select from kept)
$$;
comment on function public.keep_order(text, uuid) is 'Remembers which complaint a work order became. Service role only.';

create function public.hotline_bureau(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', o.slug, 'name', o.name, 'division_code', o.division_code) from public.organizations o
  where o.kind = 'bureau' and o.slug = hotline_bureau.slug
$$;
comment on function public.hotline_bureau(text) is 'A bureau by its slug, for the command that takes work orders in: {slug, name, division_code}, or no row. Service role only.';

create function public.find_works(division_code text, wanted text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  -- by key it is that one; by name it is where no other in the division has the name
  select coalesce(jsonb_object_agg(x.word, x.project), '{}') from (
    select w.word, coalesce(
      (select jsonb_build_object('slug', p.slug, 'division_code', p.division_code) from public.projects p
        where (p.slug = w.word or p.permit_no = w.word or p.project_code = w.word) and starts_with(p.division_code, private.division_prefix(find_works.division_code))
        order by p.permit_no = w.word desc limit 1),
      (select jsonb_build_object('slug', min(p.slug), 'division_code', min(p.division_code)) from public.projects p
        where p.name = w.word and starts_with(p.division_code, private.division_prefix(find_works.division_code)) having count(*) = 1)) as project
    from unnest(wanted) w (word)) x
  where x.project is not null
$$;
comment on function public.find_works(text, text[]) is
  'Projects of a division by slug, permit number, project code, or a name that only one has: {word: {slug, division_code}}. Service role only.';

revoke execute on function public.hotline_source(uuid), public.begin_hotline_order(uuid, text, text), public.finish_hotline_order(uuid, text, jsonb),
  public.drop_hotline_order(uuid, text), public.known_orders(text[]), public.keep_order(text, uuid), public.hotline_bureau(text), public.find_works(text, text[])
  from public, anon, authenticated;
grant execute on function public.hotline_source(uuid), public.begin_hotline_order(uuid, text, text), public.finish_hotline_order(uuid, text, jsonb),
  public.drop_hotline_order(uuid, text), public.known_orders(text[]), public.keep_order(text, uuid), public.hotline_bureau(text), public.find_works(text, text[])
  to service_role;
