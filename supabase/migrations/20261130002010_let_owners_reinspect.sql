-- Owners look again: a registered resident representative who visited the project, or was appointed for it, reads a finding that
-- is said to be put right, is told of it, and says whether it is. Nobody who works or worked for a party is one.

create function private.is_owner_of(project uuid, person uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.supervisors s
    where s.user_id = person and s.category = 'resident' and s.state = 'registered' and private.today() between s.valid_from and s.valid_until
      and (exists (select from public.visits v where v.supervisor_id = s.supervisor_id and v.project_id = is_owner_of.project and v.void_reason is null)
        or exists (select from public.supervisor_appointments a
          where a.supervisor_id = s.supervisor_id and a.project_id = is_owner_of.project and a.state = 'accepted')))
    and not exists (select from public.memberships m join public.project_parties pp on pp.organization_id = m.organization_id
      where m.user_id = person and pp.project_id = is_owner_of.project);
end $$;
comment on function private.is_owner_of(uuid, uuid) is
  'Whether a person is a registered resident representative who visited the project or was appointed for it, and has never worked for a party.';

create function private.owners_of(project uuid) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct s.user_id), '{}') from public.supervisors s
  where s.supervisor_id in (select v.supervisor_id from public.visits v where v.project_id = project
      union select a.supervisor_id from public.supervisor_appointments a where a.project_id = project)
    and s.category = 'resident' and private.is_owner_of(project, s.user_id)
$$;
comment on function private.owners_of(uuid) is 'Everyone who is an owner there, see is_owner_of.';

create or replace function private.is_owner_there(f public.findings) returns boolean
language sql stable security definer set search_path = ''
as $$
  select f.published_at is not null and f.state <> 'withheld' and private.session_stands() and private.is_owner_of(f.project_id, auth.uid())
$$;
comment on function private.is_owner_there(public.findings) is 'Whether the caller may look again as an owner: the finding is public, and is_owner_of.';

create or replace function private.sends_photos(o public.open_days, person uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.visits v where v.open_day_id = o.open_day_id and v.user_id = person and v.void_reason is null)
    or exists (select from public.bookings b where b.open_day_id = o.open_day_id and b.user_id = person and b.state in ('confirmed', 'no_show')
      and not exists (select from public.visits v where v.open_day_id = o.open_day_id and v.user_id = person))
    -- whoever looks again may have come another day
    or (exists (select from public.findings f where f.open_day_id = o.open_day_id and f.rect_claimed > 0 and f.published_at is not null and f.state <> 'withheld')
      and private.is_owner_of(o.project_id, person))
$$;

create or replace function private.tell_finding(f public.findings, who text, kind text, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
declare
  told jsonb := jsonb_strip_nulls(jsonb_build_object('finding', f.slug, 'number', f.number, 'due_on', f.due_on,
    'project', (select p.name from public.projects p where p.project_id = f.project_id)) || facts);
  once text := kind || ':' || f.finding_id || ':' || f.edits || coalesce(':' || (facts ->> 'position'), '');
  dev uuid;
begin
  if who = 'finder' then
    perform private.notify_people(array[private.finder_of(f)], kind, told, '/account/findings/' || f.slug, once);
  elsif who = 'owners' then
    -- of what is not public only the finder hears
    if f.published_at is null or f.state = 'withheld' then return; end if;
    perform private.notify_people(array_remove(private.owners_of(f.project_id), private.finder_of(f)), kind, told, '/account/reinspections/' || f.slug, once);
  elsif who = 'expert' then
    perform private.notify_people(array(select s.user_id from public.finding_opinions o join public.supervisors s on s.supervisor_id = o.supervisor_id
      where o.finding_id = f.finding_id and o.state = 'asked' and s.user_id is not null), kind, told, '/account/opinions/' || f.slug, once);
  elsif who = 'assignee' then
    perform private.notify_people(array[f.assignee], kind, told, '/desk/findings/' || f.slug, once);
  elsif who = 'developer' then
    for dev in select distinct pp.organization_id from public.project_parties pp where pp.project_id = f.project_id and pp.role = 'developer' loop
      perform private.notify_duty(dev, 'reply', kind, told, '/desk/findings/' || f.slug, once);
      perform private.notify_duty(dev, 'edit', kind, told, '/desk/findings/' || f.slug, once);
    end loop;
  else
    -- a bureau without the duty has a reviewer; nobody is told twice
    perform private.notify_officers(f.division_code, who, kind, told, '/desk/findings/' || f.slug, once);
    perform private.notify_officers(f.division_code, 'reviewer', kind, told, '/desk/findings/' || f.slug, once);
  end if;
end $$;
comment on function private.tell_finding(public.findings, text, text, jsonb) is
  'Tells the finder, the owners, the expert, the officer it is assigned to, the developer (duties reply and edit), or officers by their duty, and reviewers with them. Facts never name the finder.';

create or replace function public.claim_rectification(slug text, line int, note text, before jsonb, after jsonb, expected_edits int default null) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '3s'
as $$
declare
  r public.rectifications := private.lock_rectification(slug, claim_rectification.line, 'claim', '', expected_edits);
  f public.findings;
  shown int;
begin
  select * into f from public.findings x where x.finding_id = r.finding_id;
  if coalesce(length(trim(note)), 0) not between 2 and 2000 then raise exception 'reason_missing' using errcode = '23514'; end if;
  r.state := 'claimed_fixed';
  r.rounds := r.rounds + 1;
  r.claimed_at := coalesce(r.claimed_at, private.now());
  shown := private.attach_documents(f, r.position, 'before', r.rounds, before);
  if shown = 0 then raise exception 'photos_missing' using errcode = '23514'; end if;
  shown := private.attach_documents(f, r.position, 'after', r.rounds, after);
  if shown = 0 then raise exception 'photos_missing' using errcode = '23514'; end if;
  f := private.move_rectification(r, 'claimed', 'developer', 'reinspect', note);
  perform private.tell_finding(f, 'finder', 'rectification.claimed', jsonb_build_object('position', r.position));
  perform private.tell_finding(f, 'owners', 'rectification.claimed', jsonb_build_object('position', r.position));
  perform private.append_rectification(f, r, 'claimed', jsonb_build_object('note', trim(note), 'photos', jsonb_array_length(before) + jsonb_array_length(after)));
  return private.moved_line(f, r.position);
end $$;
comment on function public.claim_rectification(text, int, text, jsonb, jsonb, int) is
  'The developer says that a line was put right, with at least one photo before and one after [{document_id, caption}]. The finder and the owners are asked to look again. Raises 42501 not_your_act; 55000 finding_act_refused; 40001 finding_changed_meanwhile; 23514 reason_missing, photos_missing, photo_limit; P0002 finding_not_found, rectification_not_found, document_not_found.';

-- Reading ---------------------------------------------------------------------------------------------------------

create function public.my_reinspections() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.session_stands() then raise exception 'sign_in_required' using errcode = '42501'; end if;
  return (
    with sites as (
      select distinct x.project_id from public.supervisors s cross join lateral (
        select v.project_id from public.visits v where v.supervisor_id = s.supervisor_id and v.void_reason is null
        union select a.project_id from public.supervisor_appointments a where a.supervisor_id = s.supervisor_id and a.state = 'accepted') x
      where s.user_id = auth.uid() and s.category = 'resident'
    ), chosen as (
      select f as finding, min(r.due_on) as due_on, count(*)::int as lines
      from sites t join public.findings f on f.project_id = t.project_id and f.rect_claimed > 0
      join public.rectifications r on r.finding_id = f.finding_id and r.state = 'claimed_fixed'
      where private.is_owner_there(f) and private.finder_of(f) is distinct from auth.uid()
      group by f.finding_id, f order by min(r.due_on), f.finding_id limit 100
    )
    select coalesce(jsonb_agg(jsonb_build_object('slug', (c.finding).slug, 'number', (c.finding).number, 'project', private.project_place((c.finding).project_id),
      'headline', (c.finding).headline, 'due_on', c.due_on, 'lines', c.lines) order by c.due_on, (c.finding).finding_id), '[]') from chosen c);
end $$;
comment on function public.my_reinspections() is
  'What the caller may look at again as an owner, what is due first before: [{slug, number, project, headline, due_on, lines (how many are said to be put right)}], at most 100. What the caller found is not among it. Raises 42501 sign_in_required.';

create function public.owner_finding(slug text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.finding_whole(f, false) || jsonb_build_object('acts', to_jsonb(private.finding_acts_now(f)))
  from public.findings f where f.slug = owner_finding.slug and private.session_stands() and f.rect_total > 0 and private.is_owner_there(f) and private.finder_of(f) is distinct from auth.uid()
$$;
comment on function public.owner_finding(text) is
  'A public finding with something to put right, for an owner of the project who did not find it, with what may be done to each line; null for others.';

revoke execute on function public.my_reinspections(), public.owner_finding(text) from public, anon;
grant execute on function public.my_reinspections(), public.owner_finding(text) to authenticated;
