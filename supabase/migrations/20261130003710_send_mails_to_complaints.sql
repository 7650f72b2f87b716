-- Mails to the person of a complaint: their address is sealed, so the server opens it when it sends. And what retention erases.

create or replace function public.claim_mails(node text, max_rows int, seconds int, to_people boolean default true) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  looked int;
  claimed jsonb;
begin
  -- its node died: before, while or after the mail server took it, nobody can tell
  update private.mails m set state = 'unknown' where m.state = 'sending' and m.claimed_until < now();
  loop
    with due as (
      select m.mail_id, case
          when m.to_user is not null then to_people and exists (
            select from auth.users u where u.id = m.to_user and u.email is not null and u.email_confirmed_at is not null)
          -- without a mail server each mail is a file with the address on it, which is no place for that of a complaint
          when m.to_complaint is not null then to_people and exists (
            select from private.complaint_keys k join private.complaint_contacts x on x.complaint_id = k.complaint_id
            where k.complaint_id = m.to_complaint and k.wants_mail and 'email' = any (x.has))
          else exists (
            select from private.subscriptions s where s.subscription_id = m.to_subscription
              and s.state = case m.kind when 'subscription.asked' then 'pending' else 'active' end)
        end as wanted
      from private.mails m
      where m.state = 'queued' and m.next_attempt_at <= now()
      order by m.next_attempt_at, m.mail_id limit greatest(max_rows, 1) for update skip locked
    ), decided as (
      update private.mails m set state = case when d.wanted then 'sending' else 'skipped' end,
        attempts = m.attempts + d.wanted::int, claimed_by = node, claimed_until = now() + make_interval(secs => seconds)
      from due d where m.mail_id = d.mail_id
      returning m.*
    )
    select count(*), jsonb_agg(jsonb_build_object('mail_id', t.mail_id, 'kind', t.kind, 'facts', t.facts, 'path', t.path,
        'locale', t.locale, 'created_at', t.created_at, 'address', u.email, 'subscription_id', s.subscription_id,
        'sealed_address', s.sealed_address, 'scope', s.scope, 'subject', private.scope_subject(s.scope), 'frequency', s.frequency,
        'complaint_id', t.to_complaint, 'sealed_contact', x.sealed)
      order by t.mail_id) filter (where t.state = 'sending')
    into looked, claimed
    from decided t
    left join auth.users u on u.id = t.to_user
    left join private.subscriptions s on s.subscription_id = t.to_subscription
    left join private.complaint_contacts x on x.complaint_id = t.to_complaint;
    exit when looked = 0 or claimed is not null;
  end loop;
  return coalesce(claimed, '[]');
end $$;
comment on function public.claim_mails(text, int, int, boolean) is
  'Takes mails that are due for some seconds, with where they go: an address, a sealed address, or for the person of a complaint the sealed contact data, which the server opens. What another node took and did not settle in its time becomes unknown; what must not be sent (ended subscriptions; persons of complaints who want none any more; addresses not confirmed; mails to persons unless to_people) is skipped. Service role only.';

create function private.erase_complaint() returns jsonb
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
