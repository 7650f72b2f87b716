-- What the public, people and lists hear of findings: entries of the journal, messages, and how disclosures stand.

-- 1. Journal ------------------------------------------------------------------------------------------------------

create function private.finding_facts(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng, 'demo', case when p.demo then true end,
    'finding', f.slug, 'number', f.number, 'category', f.category, 'urgent', case when f.urgent then true end,
    'open_day', (select o.slug from public.open_days o where o.open_day_id = f.open_day_id), 'visited_on', f.visited_on,
    'items', coalesce((select jsonb_agg(jsonb_build_object('item', i.item, 'name', i.name, 'name_en', i.name_en) order by x.position)
      from public.finding_items x join public.disclosure_items i on i.item = x.item where x.finding_id = f.finding_id), '[]'))
  from public.projects p where p.project_id = f.project_id
$$;
comment on function private.finding_facts(public.findings) is 'What every journal entry about a finding says. It names no finder.';

create function private.finding_told(f public.findings) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('as', f.published_as, 'outcome', f.outcome, 'reply', coalesce(f.stance, case when f.needs_reply then 'none' end),
    'reply_text', f.reply_text, 'photos', f.photos, 'manifest_hash', f.manifest_hash,
    'decided_by', (select o.name from public.organizations o where o.organization_id = f.decided_by),
    'lines', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('position', x.position, 'kind', x.kind, 'item', x.item, 'item_name', i.name,
        'item_name_en', i.name_en, 'disclosure', d.slug, 'version', x.version, 'content_hash', x.content_hash, 'verdict', x.verdict, 'note', x.note,
        'out_of_tolerance', x.out_of_tolerance, 'decision', x.decision, 'decision_reason', x.decision_reason)) order by x.position)
      from public.finding_items x left join public.disclosure_items i on i.item = x.item
      left join public.disclosures d on d.disclosure_id = x.disclosure_id where x.finding_id = f.finding_id))
$$;
comment on function private.finding_told(public.findings) is 'What the journal tells of a finding that is public: lines, decisions, reply.';

create function private.append_finding(f public.findings, event text, facts jsonb, supersedes bigint default null, at timestamptz default null) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  return private.append_journal('finding.' || event, 'finding', f.finding_id::text, private.finding_facts(f) || facts, f.project_id,
    private.parties_of(f.project_id), f.division_code, 1, at, supersedes);
end $$;
comment on function private.append_finding(public.findings, text, jsonb, bigint, timestamptz) is 'Appends one entry finding.<event>; returns its seq.';

create function private.append_rectification(f public.findings, r public.rectifications, event text, facts jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- of what is not public the journal says nothing; the entry that publishes it tells how it stands
  if f.published_at is null or f.state = 'withheld' then return; end if;
  perform private.append_journal('rectification.' || event, 'rectification', f.finding_id || '/' || r.position, private.finding_facts(f) || (
    select jsonb_build_object('position', x.position, 'item', x.item, 'item_name', i.name, 'item_name_en', i.name_en, 'round', r.rounds)
    from public.finding_items x left join public.disclosure_items i on i.item = x.item
    where x.finding_id = r.finding_id and x.position = r.position) || facts,
    f.project_id, private.parties_of(f.project_id), f.division_code);
end $$;
comment on function private.append_rectification(public.findings, public.rectifications, text, jsonb) is 'Appends one entry rectification.<event>, where the finding is public.';
create index journal_finding_idx on public.journal (subject_id, seq) where subject_type in ('finding', 'rectification');

-- 2. People -------------------------------------------------------------------------------------------------------

create function private.tell_finding(f public.findings, who text, kind text, facts jsonb default '{}') returns void
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
  'Tells the finder, the expert, the officer it is assigned to, the developer (duties reply and edit), or officers by their duty, and reviewers with them. Facts never name the finder.';

-- 3. How disclosures stand ----------------------------------------------------------------------------------------

create function private.refresh_verifications(finding uuid) returns void
language sql security definer set search_path = ''
as $$
  insert into public.disclosure_verifications as t (disclosure_id, version, status, confirmed, disputed, resolved, pending, categories, last_at)
  select c.disclosure_id, c.version, case when c.disputed > 0 then 'disputed' when c.confirmed + c.resolved > 0 then 'confirmed' else 'unverified' end,
    c.confirmed, c.disputed, c.resolved, c.pending, c.categories, c.last_at
  from (
    select a.disclosure_id, a.version, count(*) filter (where x.counts = 'confirmed') as confirmed, count(*) filter (where x.counts = 'disputed') as disputed,
      count(*) filter (where x.counts = 'resolved') as resolved, count(*) filter (where x.counts = 'pending') as pending,
      coalesce((select jsonb_object_agg(k.category, k.n) from (
        select g.category, count(*) as n from unnest(array_agg(x.category) filter (where x.counts in ('confirmed', 'disputed', 'resolved'))) g (category) group by 1) k), '{}') as categories,
      coalesce(max(x.published_at), private.now()) as last_at
    -- in one order for all, so that two findings at once wait for each other and no more
    from (select distinct i.disclosure_id, i.version from public.finding_items i where i.finding_id = finding and i.disclosure_id is not null) a
    left join lateral (
      select f.category, f.published_at, case
        when i.verdict in ('matched', 'differs') and i.decision is null then 'pending'
        when i.decision not in ('substantiated', 'partly') then null
        when i.verdict = 'matched' then 'confirmed'
        when i.verdict = 'differs' and r.state = 'closed' then 'resolved'
        when i.verdict = 'differs' then 'disputed' end as counts
      from public.finding_items i join public.findings f on f.finding_id = i.finding_id
      left join public.rectifications r on r.finding_id = i.finding_id and r.position = i.position
      where i.disclosure_id = a.disclosure_id and i.version = a.version and f.published_at is not null and f.state <> 'withheld') x on true
    group by 1, 2 order by 1, 2) c
  on conflict on constraint disclosure_verifications_pkey do update set status = excluded.status, confirmed = excluded.confirmed,
    disputed = excluded.disputed, resolved = excluded.resolved, pending = excluded.pending, categories = excluded.categories, last_at = excluded.last_at
$$;
comment on function private.refresh_verifications(uuid) is 'Reckons anew how the versions stand that a finding speaks of.';
