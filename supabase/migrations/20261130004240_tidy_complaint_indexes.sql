-- Indexes of complaints, as the queries use them with 100,000 of them: what no plan takes costs every step a write.

-- (due_on, complaint_id) of what is open stands in complaints_desk_all_idx already
drop index public.complaints_due_idx;
-- what awaits a look is found by bureau (complaints_desk_awaiting_idx) or by its clock
drop index public.complaints_awaiting_idx;
-- a state that is over is asked for inside a bureau or a division, along complaints_desk_done_idx and complaints_desk_done_below_idx
drop index public.complaints_desk_state_idx;
-- the history is read by complaint or by number, never by time alone
drop index public.complaint_events_recent_idx;
-- of clocks that run only those of publication are looked for by their day
drop index public.complaint_clocks_open_idx;
create index complaint_clocks_publish_idx on public.complaint_clocks (due_on, complaint_id) where clock = 'publish' and stopped_on is null;

-- 3 s with 20,000 closed complaints before, at each turn of the clock; now only those are read whose time may have come
create or replace function private.erase_complaint() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  c public.complaints;
  files jsonb;
begin
  select x.* into c from public.complaints x
  cross join lateral private.deadline_rules_for('complaint', 'retention', coalesce(x.bureau_division, x.division_code), private.shanghai_day(x.ended_at)) r
  where x.ended_at is not null and x.anonymised_at is null and x.queue = 'done'
    -- none ends before the shortest retention that there is: of the rest no rule has to be looked up
    and x.ended_at < (private.today() + 1 - (select min(d.days) from public.deadline_rules d where d.subject = 'complaint' and d.item = 'retention'))::timestamp at time zone 'Asia/Shanghai'
    and private.add_days(private.shanghai_day(x.ended_at), r.days, r.day_kind) < private.today()
  order by x.ended_at limit 1 for no key update of x skip locked;
  if c.complaint_id is null then return null; end if;
  -- files that no other complaint has and the public does not see
  files := (select coalesce(jsonb_agg(p.sha256), '[]') from private.complaint_photos p where p.complaint_id = c.complaint_id and not p.shown
    and not exists (select from private.complaint_photos o where o.sha256 = p.sha256 and o.photo_id <> p.photo_id and (o.complaint_id <> c.complaint_id or o.shown)));
  delete from private.complaint_photos p where p.complaint_id = c.complaint_id and not p.shown;
  delete from private.complaint_contacts x where x.complaint_id = c.complaint_id;
  delete from private.complaint_messages m where m.complaint_id = c.complaint_id;
  delete from private.complaint_notices n where n.complaint_id = c.complaint_id;
  delete from private.complaint_statements s where s.complaint_id = c.complaint_id;
  delete from private.mails m where m.to_complaint = c.complaint_id;
  -- what the account was told says whose complaint it was
  delete from private.mails m using private.complaint_keys k where k.complaint_id = c.complaint_id and m.to_user = k.user_id and m.path = '/account/complaints/' || c.slug;
  delete from public.notifications n using private.complaint_keys k where k.complaint_id = c.complaint_id and n.user_id = k.user_id and n.path = '/account/complaints/' || c.slug;
  update private.complaint_keys k set tracking_hash = null, user_id = null, wants_mail = false, seen_at = null where k.complaint_id = c.complaint_id;
  -- who found something and complained on is one person: the link goes too
  update public.complaints x set anonymised_at = private.now(), naming = 'anonymous', shown_name = null, lat = null, lng = null, external_ref = null, reply_text = x.public_reply,
    finding_id = null
  where x.complaint_id = c.complaint_id;
  perform private.step_complaint(c.complaint_id, 'anonymised', 'clock');
  if c.shown_name is not null then perform private.audit('complaint.anonymised', c.slug); end if;
  return files;
end $$;
comment on function private.erase_complaint() is
  'Erases what belongs to the person of one complaint whose retention ended: contact data, words, messages, notices, code, account and what it was told, the link to their finding, photos that are not public. Returns the hashes of files to be removed; null: there was none.';
