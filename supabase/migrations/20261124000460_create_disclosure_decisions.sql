-- What bureaus decide on disclosures, reminders, and what stands beside a disclosure: documents and channels.

-- 1. The bureau's decisions ---------------------------------------------------------------------------------------

create function private.bureau_for(d public.disclosures) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  bureau uuid;
begin
  select c.organization_id into bureau from private.disclosure_capacities(d) c where c.capacity = 'bureau' limit 1;
  if bureau is null then raise exception 'reviewer_required' using errcode = '42501'; end if;
  return bureau;
end $$;
comment on function private.bureau_for(public.disclosures) is 'The bureau for which the caller may decide. Raises 42501 reviewer_required.';

create function public.withdraw_disclosure(slug text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  bureau uuid := private.bureau_for(d);
begin
  if d.state <> 'published' then raise exception 'step_not_possible' using errcode = '55000', detail = d.state; end if;
  if coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  perform private.append_disclosure(d, 'withdrawn', jsonb_build_object('version', d.version, 'reason', trim(reason),
    'decided_by', (select o.name from public.organizations o where o.organization_id = bureau)), d.version,
    (select v.journal_seq from public.disclosure_versions v where v.disclosure_id = d.disclosure_id and v.version = d.version));
  update public.disclosure_versions v set state = 'withdrawn', updated_at = private.now()
  where v.disclosure_id = d.disclosure_id and v.version = d.version;
  update public.disclosures x set state = 'withdrawn', status = 'withdrawn', withdrawn_version = d.version, version = null,
    withdrawn_reason = trim(reason), withdrawn_by = bureau, withdrawn_at = private.now(), changed_at = private.now()
  where x.disclosure_id = d.disclosure_id;
  perform private.act_on(d, d.version, 'withdraw', bureau, trim(reason));
  perform private.tell_people(d, 'withdrawn', jsonb_build_object('reason', trim(reason)));
end $$;
comment on function public.withdraw_disclosure(text, text) is
  'The bureau takes a published version back, with a public reason. Its stub stays. Raises 42501 reviewer_required, 55000 step_not_possible, 23514 reason_missing.';
revoke execute on function public.withdraw_disclosure(text, text) from public, anon;
grant execute on function public.withdraw_disclosure(text, text) to authenticated;

create function public.withhold_disclosure(slug text, ground text, reason text, until date) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  bureau uuid := private.bureau_for(d);
begin
  -- what is public is withdrawn first, so that its stub tells both
  if d.state not in ('owed', 'withdrawn') then raise exception 'step_not_possible' using errcode = '55000', detail = d.state; end if;
  if coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  if until is null or until not between private.today() and private.today() + 3660 then
    raise exception 'withheld_until_range' using errcode = '23514';
  end if;
  perform private.append_disclosure(d, 'withheld', jsonb_build_object('ground', ground, 'reason', trim(reason), 'until', until,
    'decided_by', (select o.name from public.organizations o where o.organization_id = bureau)), 0);
  update public.disclosures x set state = 'withheld', status = 'withheld', withheld_ground = ground, withheld_reason = trim(reason),
    withheld_until = until, withheld_by = bureau, withheld_at = private.now(), overdue_seq = null, changed_at = private.now()
  where x.disclosure_id = d.disclosure_id;
  perform private.act_on(d, 0, 'withhold', bureau, trim(reason));
  perform private.tell_people(d, 'withheld', jsonb_build_object('reason', trim(reason)));
end $$;
comment on function public.withhold_disclosure(text, text, text, date) is
  'The bureau decides that an item is not published: ground (state_secret, third_party, internal: 政府信息公开条例 Art 14–16), reason, last day. A public stub says so. Raises 42501 reviewer_required, 55000 step_not_possible, 23514.';
revoke execute on function public.withhold_disclosure(text, text, text, date) from public, anon;
grant execute on function public.withhold_disclosure(text, text, text, date) to authenticated;

create function private.release(d public.disclosures, bureau uuid, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.append_disclosure(d, 'released', jsonb_build_object('reason', reason), 0, (
    select max(j.seq) from public.journal j where j.project_id = d.project_id and j.kind = 'disclosure.withheld'
      and j.subject_id = d.disclosure_id::text));
  update public.disclosures x set state = 'owed', status = 'ahead', changed_at = private.now() where x.disclosure_id = d.disclosure_id;
  perform private.act_on(d, 0, 'release', bureau, reason);
  perform private.refresh_disclosures(array[d.project_id]);
end $$;
comment on function private.release(public.disclosures, uuid, text) is 'What was withheld is owed again; appends disclosure.released.';

create function public.release_disclosure(slug text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  bureau uuid := private.bureau_for(d);
begin
  if d.state <> 'withheld' then raise exception 'step_not_possible' using errcode = '55000', detail = d.state; end if;
  if coalesce(length(trim(reason)), 0) < 5 then raise exception 'reason_missing' using errcode = '23514'; end if;
  perform private.release(d, bureau, trim(reason));
end $$;
comment on function public.release_disclosure(text, text) is
  'The bureau ends a withholding before its day. Raises 42501 reviewer_required, 55000 step_not_possible, 23514 reason_missing.';
revoke execute on function public.release_disclosure(text, text) from public, anon;
grant execute on function public.release_disclosure(text, text) to authenticated;

create function public.release_expired() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures;
  released int := 0;
begin
  perform pg_advisory_xact_lock(4206, 1);
  for d in select x.* from public.disclosures x where x.state = 'withheld' and x.withheld_until < private.today() for update loop
    perform private.release(d, null, null);
    released := released + 1;
  end loop;
  return released;
end $$;
comment on function public.release_expired() is 'Ends withholdings whose last day has passed; returns how many. Only the service role may call it.';
revoke execute on function public.release_expired() from public, anon, authenticated;
grant execute on function public.release_expired() to service_role;
create index disclosures_withheld_until_idx on public.disclosures (withheld_until) where state = 'withheld';

-- 2. Reminders ----------------------------------------------------------------------------------------------------

create table private.disclosure_reminders (
  disclosure_id uuid not null,
  due_on date not null,
  days int not null,
  constraint disclosure_reminders_pkey primary key (disclosure_id, due_on, days),
  constraint disclosure_reminders_disclosure_fkey foreign key (disclosure_id) references public.disclosures (disclosure_id) on delete cascade
);
comment on table private.disclosure_reminders is 'Reminders that were sent, so that none is sent twice.';
comment on column private.disclosure_reminders.disclosure_id is 'The disclosure.';
comment on column private.disclosure_reminders.due_on is 'The last day it was about.';
comment on column private.disclosure_reminders.days is 'Days before it; negative: after.';

create function public.remind_disclosures(max_rows int default 500) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures;
  apart int;
  told int := 0;
begin
  for d in
    select x.* from public.disclosures x
    where x.status in ('due', 'overdue')
      and x.due_on = any (array(select private.today() + n from unnest(array[7, 3, 1, 0, -1, -7, -30]) n))
      and not exists (select from private.disclosure_reminders m where m.disclosure_id = x.disclosure_id and m.due_on = x.due_on
        and m.days = x.due_on - private.today())
    limit max_rows for update skip locked
  loop
    apart := d.due_on - private.today();
    insert into private.disclosure_reminders (disclosure_id, due_on, days) values (d.disclosure_id, d.due_on, apart)
    on conflict do nothing;
    if found then
      perform private.tell_people(d, case when apart < 0 then 'overdue' else 'due_soon' end, jsonb_build_object('days', abs(apart),
        'dedupe', 'due/' || d.disclosure_id || '/' || d.due_on || '/' || apart));
      told := told + 1;
    end if;
  end loop;
  return jsonb_build_object('reminded', told, 'more', told = max_rows);
end $$;
comment on function public.remind_disclosures(int) is
  'Reminds developer and providing parties 7, 3 and 1 days before the last day, on it, and 1, 7 and 30 days after it: {reminded, more}. Each reminder once. Only the service role may call it.';
revoke execute on function public.remind_disclosures(int) from public, anon, authenticated;
grant execute on function public.remind_disclosures(int) to service_role;

-- 3. Documents and channels ---------------------------------------------------------------------------------------

create function public.register_document(uploader uuid, project uuid, facts jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  id uuid;
  org uuid;
begin
  select pp.organization_id into org from public.memberships m
  join public.project_parties pp on pp.organization_id = m.organization_id
  where m.user_id = uploader and m.role = 'company_member' and m.duties && array['edit', 'confirm', 'reply'] and pp.project_id = project
    and private.today() between m.valid_from and coalesce(m.valid_until, 'infinity')
  order by pp.role = 'developer' limit 1;
  if org is null then raise exception 'not_a_party' using errcode = '42501'; end if;
  select x.document_id into id from public.documents x where x.project_id = project and x.sha256 = facts ->> 'sha256';
  if id is not null then return id; end if;
  insert into public.documents (project_id, organization_id, sha256, original_sha256, media_type, bytes, original_bytes, file_name,
    width, height, pages, text)
  values (project, org, facts ->> 'sha256', facts ->> 'original_sha256', facts ->> 'media_type', (facts ->> 'bytes')::int,
    (facts ->> 'original_bytes')::int, facts ->> 'file_name', (facts ->> 'width')::int, (facts ->> 'height')::int,
    (facts ->> 'pages')::int, facts ->> 'text')
  on conflict on constraint documents_once_per_project_key do nothing returning document_id into id;
  if id is null then
    return (select x.document_id from public.documents x where x.project_id = project and x.sha256 = facts ->> 'sha256');
  end if;
  insert into private.document_uploads (document_id, user_id, warnings) values (id, uploader, coalesce(facts -> 'warnings', '[]'));
  return id;
end $$;
comment on function public.register_document(uuid, uuid, jsonb) is
  'Enters a file that the server has checked, hashed and stored, for a project that the uploader''s organization takes part in; the same file twice is one document. Only the service role may call it, since it vouches for hash and type. Raises 42501 not_a_party, 23514.';
revoke execute on function public.register_document(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.register_document(uuid, uuid, jsonb) to service_role;

create function public.record_channel(slug text, channel text, posted_on date, url text default null, document uuid default null, note text default null)
returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  d public.disclosures := private.lock_disclosure(slug);
  org uuid;
  id uuid;
begin
  select c.organization_id into org from private.disclosure_capacities(d) c where c.capacity = 'publisher' limit 1;
  if org is null then raise exception 'developer_required' using errcode = '42501'; end if;
  if d.state <> 'published' then raise exception 'step_not_possible' using errcode = '55000', detail = d.state; end if;
  if document is not null and not exists (select from public.documents x where x.document_id = document and x.project_id = d.project_id) then
    raise exception 'document_not_found' using errcode = 'P0002';
  end if;
  if posted_on is null or posted_on not between private.day_of(d.first_published_at) - 366 and private.today() then
    raise exception 'posted_on_range' using errcode = '23514';
  end if;
  insert into public.disclosure_channels (disclosure_id, version, channel, url, document_id, note, posted_on, organization_id, recorded_at)
  values (d.disclosure_id, d.version, record_channel.channel, nullif(trim(url), ''), document, nullif(trim(note), ''), record_channel.posted_on, org, private.now())
  returning channel_record_id into id;
  -- moves the caches; no news for feeds
  perform private.audit('disclosure_channel.recorded', id::text, jsonb_build_object('disclosure', d.slug, 'channel', channel));
  return id;
end $$;
comment on function public.record_channel(text, text, date, text, uuid, text) is
  'The developer records where else the published version was shown, with a link or a photo. Raises 42501 developer_required, 55000 step_not_possible, 23514, P0002.';
revoke execute on function public.record_channel(text, text, date, text, uuid, text) from public, anon;
grant execute on function public.record_channel(text, text, date, text, uuid, text) to authenticated;
