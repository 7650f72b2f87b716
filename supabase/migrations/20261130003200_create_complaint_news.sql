-- What the person, officers and the public hear of a complaint: notices, messages, entries of the journal.

-- 1. The person ---------------------------------------------------------------------------------------------------

create function private.tell_person(c public.complaints, kind text, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.complaint_keys;
  event bigint := (select max(e.event_id) from public.complaint_events e where e.complaint_id = c.complaint_id);
  told jsonb := jsonb_strip_nulls(jsonb_build_object('number', c.number, 'due_on', c.due_on) || tell_person.facts);
begin
  select * into k from private.complaint_keys x where x.complaint_id = c.complaint_id;
  -- whoever withdrew is left in peace
  if c.ex_officio then return; end if;
  insert into private.complaint_notices (complaint_id, event_id, kind, facts, at) values (c.complaint_id, event, tell_person.kind, told, private.now());
  if k.user_id is not null then
    perform private.notify_people(array[k.user_id], tell_person.kind, told, '/account/complaints/' || c.slug, tell_person.kind || ':' || c.complaint_id || ':' || coalesce(event, 0));
  end if;
  if k.wants_mail and private.setting('clock') is null then
    -- a mail lies about openly: it says that there is news, and which number it is about
    insert into private.mails (to_complaint, kind, facts, path, locale, dedupe)
    values (c.complaint_id, tell_person.kind, jsonb_build_object('number', c.number), '/complaints/track', k.locale, 'complaint:' || c.complaint_id || ':' || coalesce(event, 0) || ':' || tell_person.kind)
    on conflict on constraint mails_dedupe_key do nothing;
  end if;
end $$;
comment on function private.tell_person(public.complaints, text, jsonb) is
  'Writes a notice for the person of a complaint, and sends it where they wanted: to the account, by mail. The mail holds the number alone.';

create function private.tell_merged(c public.complaints, kind text, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
declare
  other public.complaints;
begin
  perform private.tell_person(c, kind, facts);
  for other in select x.* from public.complaints x where x.merged_into = c.complaint_id and x.state = 'merged' order by x.complaint_id loop
    perform private.tell_person(other, kind, facts);
  end loop;
end $$;
comment on function private.tell_merged(public.complaints, text, jsonb) is 'Tells the person of a complaint and of each that is handled with it.';

-- 2. Officers -----------------------------------------------------------------------------------------------------

create function private.tell_bureau(c public.complaints, bureau uuid, duties text[], kind text, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.notify_people(array(
      select distinct m.user_id from public.memberships m where m.organization_id = bureau and m.role = 'officer' and m.duties && tell_bureau.duties
        and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity') and m.user_id is distinct from auth.uid()
        and not exists (select from private.complaint_recusals r where r.complaint_id = c.complaint_id and r.user_id = m.user_id)),
    tell_bureau.kind, jsonb_strip_nulls(jsonb_build_object('number', c.number, 'category', c.category, 'due_on', c.due_on) || tell_bureau.facts),
    '/desk/complaints/' || c.slug, tell_bureau.kind || ':' || c.complaint_id || ':' || c.edits);
end $$;
comment on function private.tell_bureau(public.complaints, uuid, text[], text, jsonb) is
  'Tells officers of one bureau who have one of the duties today, but whoever acts and whoever recused themselves. Facts hold nothing of the person.';

create function private.tell_superiors(c public.complaints, kind text, facts jsonb default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
declare
  bureau uuid;
begin
  for bureau in select o.organization_id from public.organizations o where o.kind = 'bureau' and o.organization_id is distinct from c.bureau_id
    and private.is_above(o.division_code, coalesce(c.bureau_division, c.division_code)) order by length(private.division_prefix(o.division_code)) desc, 1 limit 1 loop
    perform private.tell_bureau(c, bureau, '{reviewer}', kind, facts);
  end loop;
end $$;
comment on function private.tell_superiors(public.complaints, text, jsonb) is 'Tells reviewers of the nearest bureau above the one in charge.';

-- 3. Journal ------------------------------------------------------------------------------------------------------

create function private.complaint_facts(c public.complaints) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
  select jsonb_build_object('complaint', c.slug, 'number', c.number, 'category', c.category, 'category_name', k.name, 'category_name_en', k.name_en,
    'state', c.state, 'urgent', case when c.urgent then true end, 'demo', case when c.demo then true end,
    'title', case when c.visibility = 'public' then c.public_title end,
    'bureau', (select o.name from public.organizations o where o.organization_id = c.bureau_id),
    'slug', p.slug, 'name', p.name, 'stage', p.stage, 'lat', p.lat, 'lng', p.lng,
    'filed', case when c.coarse_time then to_char(private.shanghai_day(c.filed_at), 'YYYY-MM') else private.shanghai_day(c.filed_at)::text end)
  from public.complaint_categories k left join public.projects p on p.project_id = c.project_id and not c.coarse_place
  where k.category = c.category);
end $$;
comment on function private.complaint_facts(public.complaints) is
  'What every journal entry about a complaint says: kind, place as coarse as the person asked, state. Never words or marks of the person.';

create function private.append_complaint(c public.complaints, event text, facts jsonb default '{}', supersedes bigint default null) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  -- of what is not public the journal says nothing; the entry that publishes it tells how it stands
  if c.published_at is null or c.visibility not in ('public', 'stub') and event <> 'withheld' then return null; end if;
  return private.append_journal('complaint.' || event, 'complaint', c.complaint_id::text, private.complaint_facts(c) || append_complaint.facts
      -- what is public without words is told without them
      - case when c.visibility = 'public' then '{}'::text[] else '{text,reply_text,reason,channel}'::text[] end,
    case when not c.coarse_place then c.project_id end, case when c.project_id is null or c.coarse_place then '{}' else private.parties_of(c.project_id) end,
    c.division_code, 1, null, append_complaint.supersedes);
end $$;
comment on function private.append_complaint(public.complaints, text, jsonb, bigint) is 'Appends one entry complaint.<event> where the complaint is public; returns its seq.';
create index journal_complaint_idx on public.journal (subject_id, seq) where subject_type = 'complaint';

create function private.complaint_due_facts(c public.complaints) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- a due day tells the day of filing
  return (select case when c.coarse_time or c.due_on is null then '{}' else jsonb_build_object('due_on', c.due_on, 'clock', c.clock, 'basis', r.basis, 'basis_en', r.basis_en) end
  from (select) one left join public.deadline_rules r on r.deadline_rule_id = c.deadline_rule_id);
end $$;
comment on function private.complaint_due_facts(public.complaints) is 'The deadline that is on and the article it rests on, where the person did not ask for coarse times.';

create function private.complaint_publish(c public.complaints, visibility text, title text, body text) returns public.complaints
language plpgsql security definer set search_path = ''
as $$
declare
  seq bigint;
begin
  update public.complaints x set visibility = complaint_publish.visibility, public_title = coalesce(nullif(trim(title), ''), x.public_title),
    public_text = coalesce(nullif(trim(body), ''), x.public_text), published_at = coalesce(x.published_at, private.now()), private_reason = null
  where x.complaint_id = c.complaint_id returning * into c;
  seq := private.append_complaint(c, 'published', private.complaint_due_facts(c) || jsonb_build_object('as', c.visibility,
    'text', case when c.visibility = 'public' then c.public_text end, 'outcome', case when private.reply_stands(c) then c.outcome end,
    'result', case when private.reply_stands(c) then c.result end, 'reply_text', case when private.reply_stands(c) then c.public_reply end,
    'accepted', case when c.accepted_at is not null then true end, 'overdue', case when c.ever_overdue then true end,
    'supervised', case when c.supervised_at is not null then true end), c.published_seq);
  update public.complaints x set published_seq = seq where x.complaint_id = c.complaint_id returning * into c;
  return c;
end $$;
comment on function private.complaint_publish(public.complaints, text, text, text) is 'Makes a complaint public, with words or as a stub, or its words anew.';
