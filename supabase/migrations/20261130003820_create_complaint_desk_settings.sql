-- What a bureau keeps for its desk: words for its steps, and where complaints go.

create function public.desk_templates() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  return jsonb_build_object(
    'bureaus', (select coalesce(jsonb_agg(jsonb_build_object('slug', o.slug, 'name', o.name) order by o.name), '[]') from private.current_memberships() m
      join public.organizations o on o.organization_id = m.organization_id where m.role = 'officer' and o.kind = 'bureau' and m.duties && '{handler,reviewer}'),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('template_id', t.template_id, 'act', t.act, 'category', t.category, 'title', t.title, 'text', t.text,
        'bureau', o.name, 'bureau_slug', o.slug, 'mine', exists (select from private.current_memberships() m where m.organization_id = t.organization_id and m.role = 'officer'
          and m.duties && '{handler,reviewer}')) order by t.act, t.category nulls first, t.title), '[]')
      from public.complaint_templates t join public.organizations o on o.organization_id = t.organization_id
      where exists (select from private.complaint_scopes() s where s.kind = 'own' and (s.bureau_id = t.organization_id
        or starts_with(s.division_code, private.division_prefix(o.division_code)) and s.division_code <> o.division_code))));
end $$;
comment on function public.desk_templates() is
  'Words that the caller''s bureaus and those above keep for steps with complaints: {bureaus (for which the caller may write), rows}. Raises 42501 sign_in_required.';

create function public.save_complaint_template(template uuid, bureau text, act text, category text, title text, body text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  own uuid := (select o.organization_id from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau' and m.duties && '{handler,reviewer}' and o.slug = save_complaint_template.bureau limit 1);
  saved uuid;
begin
  if own is null then raise exception 'not_your_act' using errcode = '42501'; end if;
  if save_complaint_template.template is null then
    if (select count(*) from public.complaint_templates t where t.organization_id = own) >= 200 then raise exception 'complaint_template_wrong' using errcode = '23514'; end if;
    insert into public.complaint_templates as t (organization_id, act, category, title, text)
    values (own, save_complaint_template.act, nullif(save_complaint_template.category, ''), trim(save_complaint_template.title), trim(body)) returning t.template_id into saved;
  else
    update public.complaint_templates t set act = save_complaint_template.act, category = nullif(save_complaint_template.category, ''), title = trim(save_complaint_template.title),
      text = trim(body) where t.template_id = save_complaint_template.template and t.organization_id = own returning t.template_id into saved;
    if saved is null then raise exception 'complaint_template_not_found' using errcode = 'P0002'; end if;
  end if;
  perform private.audit('complaint_template.saved', saved::text, jsonb_build_object('name', trim(save_complaint_template.title)));
  return saved;
exception when unique_violation then raise exception 'complaint_template_exists' using errcode = '23505';
  when check_violation or foreign_key_violation or not_null_violation then raise exception 'complaint_template_wrong' using errcode = '23514';
end $$;
comment on function public.save_complaint_template(uuid, text, text, text, text, text) is
  'Keeps words for a step, for the bureau of an officer with the duty handler or reviewer; at most 200. Raises 42501 not_your_act; P0002 complaint_template_not_found; 23505 complaint_template_exists; 23514 complaint_template_wrong.';

create function public.remove_complaint_template(template uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  t public.complaint_templates;
begin
  select * into t from public.complaint_templates x where x.template_id = remove_complaint_template.template for update;
  if t.template_id is null then raise exception 'complaint_template_not_found' using errcode = 'P0002'; end if;
  if not exists (select from private.current_memberships() m where m.organization_id = t.organization_id and m.role = 'officer' and m.duties && '{handler,reviewer}') then
    raise exception 'not_your_act' using errcode = '42501';
  end if;
  delete from public.complaint_templates x where x.template_id = t.template_id;
  perform private.audit('complaint_template.removed', t.template_id::text, jsonb_build_object('name', t.title));
end $$;
comment on function public.remove_complaint_template(uuid) is
  'Removes words that the caller''s bureau keeps (duty handler or reviewer). Raises 42501 not_your_act; P0002 complaint_template_not_found.';

create function private.may_route(division_code text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
    where m.role = 'officer' and o.kind = 'bureau' and m.duties && '{reviewer}' and starts_with(may_route.division_code, private.division_prefix(o.division_code)))
$$;
comment on function private.may_route(text) is 'Whether the caller is a reviewer of a bureau whose jurisdiction holds the division.';

create function public.save_complaint_route(division text, category text, bureau text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  target uuid := private.named_bureau(save_complaint_route.bureau);
  saved uuid;
begin
  if not private.session_stands() or not private.may_route(coalesce(division, '')) then raise exception 'outside_own_division' using errcode = '42501'; end if;
  if not exists (select from public.organizations o where o.organization_id = target and starts_with(division, private.division_prefix(o.division_code))) then
    raise exception 'complaint_route_wrong' using errcode = '23514';
  end if;
  insert into public.complaint_routes as r (division_code, category, organization_id) values (division, nullif(save_complaint_route.category, ''), target)
  on conflict on constraint complaint_routes_place_key do update set organization_id = excluded.organization_id returning r.route_id into saved;
  perform private.audit('complaint_route.saved', saved::text, jsonb_build_object('name', (select d.name from public.divisions d where d.division_code = division), 'division', division, 'category', save_complaint_route.category, 'bureau', save_complaint_route.bureau));
  return saved;
exception when foreign_key_violation then raise exception 'complaint_route_wrong' using errcode = '23514';
end $$;
comment on function public.save_complaint_route(text, text, text) is
  'Complaints of a place, and kind where one is given, go to a bureau whose jurisdiction holds the place from now on. For reviewers of a bureau over it. Raises 42501 outside_own_division; P0002 bureau_unknown; 23514 complaint_route_wrong.';

create function public.remove_complaint_route(route uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  r public.complaint_routes;
begin
  select * into r from public.complaint_routes x where x.route_id = remove_complaint_route.route for update;
  if r.route_id is null then raise exception 'complaint_route_not_found' using errcode = 'P0002'; end if;
  if not private.session_stands() or not private.may_route(r.division_code) then raise exception 'outside_own_division' using errcode = '42501'; end if;
  delete from public.complaint_routes x where x.route_id = r.route_id;
  perform private.audit('complaint_route.removed', r.route_id::text, jsonb_build_object('name', (select d.name from public.divisions d where d.division_code = r.division_code), 'division', r.division_code, 'category', r.category));
end $$;
comment on function public.remove_complaint_route(uuid) is
  'Complaints of that place go to the nearest bureau again. Raises 42501 outside_own_division; P0002 complaint_route_not_found.';

revoke execute on function public.desk_templates(), public.save_complaint_template(uuid, text, text, text, text, text), public.remove_complaint_template(uuid),
  public.save_complaint_route(text, text, text), public.remove_complaint_route(uuid) from public, anon;
grant execute on function public.desk_templates(), public.save_complaint_template(uuid, text, text, text, text, text), public.remove_complaint_template(uuid),
  public.save_complaint_route(text, text, text), public.remove_complaint_route(uuid) to authenticated;
