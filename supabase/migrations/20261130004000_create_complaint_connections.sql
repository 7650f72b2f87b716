-- What bureaus connect to complaints from outside: keys of Open311, senders of 12345 work orders, receivers of events.

create table private.complaint_connections (
  connection_id uuid not null,
  kind text not null,
  organization_id uuid not null,
  name text not null,
  secret_hash text,
  sealed text,
  url text,
  state text not null default 'on',
  after_event bigint,
  failures int not null default 0,
  used_on date,
  created_by uuid,
  created_at timestamptz not null default private.now(),
  ended_at timestamptz,
  constraint complaint_connections_pkey primary key (connection_id),
  constraint complaint_connections_kind_known check (kind in ('open311', 'hotline', 'webhook')),
  constraint complaint_connections_name_length check (length(name) between 2 and 60),
  constraint complaint_connections_secret_key unique (secret_hash),
  constraint complaint_connections_secret_form check (secret_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint complaint_connections_secret_fits check ((kind = 'open311') = (secret_hash is not null) and (kind <> 'open311') = (sealed is not null)),
  constraint complaint_connections_sealed_length check (length(sealed) between 40 and 400),
  constraint complaint_connections_url_fits check ((kind = 'webhook') = (url is not null)),
  constraint complaint_connections_url_form check (length(url) <= 300 and url ~ '^https?://[^/\s@]+(/[^\s]*)?$'),
  constraint complaint_connections_state_known check (state in ('on', 'paused', 'ended')),
  constraint complaint_connections_end_is_whole check ((state = 'ended') = (ended_at is not null)),
  constraint complaint_connections_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table private.complaint_connections is
  'What a bureau connected to complaints: a key of Open311, a sender of 12345 work orders, a receiver of events. Of a key there is a hash alone; secrets that sign are encrypted by the server.';
comment on column private.complaint_connections.connection_id is 'Random UUID made by the server, since the secret is bound to it.';
comment on column private.complaint_connections.kind is 'open311 (files complaints with a key), hotline (sends 12345 work orders, signed), webhook (is told of events).';
comment on column private.complaint_connections.organization_id is 'The bureau. A key and a sender reach its division alone; a receiver its own cases.';
comment on column private.complaint_connections.name is 'What the bureau calls it.';
comment on column private.complaint_connections.secret_hash is 'HMAC-SHA-256 of the key with a secret outside the database. The key was shown once.';
comment on column private.complaint_connections.sealed is 'The signing secret, encrypted with a key outside the database and bound to this row.';
comment on column private.complaint_connections.url is 'Where events are sent.';
comment on column private.complaint_connections.state is 'on, paused (too many sendings failed, or the receiver said that it is gone), ended.';
comment on column private.complaint_connections.after_event is 'Events up to this one were looked at.';
comment on column private.complaint_connections.failures is 'Sendings that failed one after the other.';
comment on column private.complaint_connections.used_on is 'Day of the last use.';
comment on column private.complaint_connections.created_by is 'The officer who made it. A bare number.';
comment on column private.complaint_connections.created_at is 'When it was made.';
comment on column private.complaint_connections.ended_at is 'When it was ended. It is not opened again.';
create index complaint_connections_organization_idx on private.complaint_connections (organization_id, kind, created_at);

create table private.complaint_deliveries (
  delivery_id uuid not null default private.uuid_v7(),
  connection_id uuid not null,
  event_id bigint not null,
  state text not null default 'queued',
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  claimed_by text,
  claimed_until timestamptz,
  status int,
  last_error text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint complaint_deliveries_pkey primary key (delivery_id),
  constraint complaint_deliveries_once_key unique (connection_id, event_id),
  constraint complaint_deliveries_state_known check (state in ('queued', 'sending', 'sent', 'failed', 'skipped')),
  constraint complaint_deliveries_connection_fkey foreign key (connection_id) references private.complaint_connections (connection_id)
);
comment on table private.complaint_deliveries is 'Events on their way to receivers, and how it went. What is sent is made when it is sent, so that nothing leaves that is no longer public.';
comment on column private.complaint_deliveries.delivery_id is 'UUIDv7; the receiver gets it as the id of the message, the same at each attempt.';
comment on column private.complaint_deliveries.connection_id is 'The receiver.';
comment on column private.complaint_deliveries.event_id is 'The event, of complaint_events, from which nothing is ever deleted.';
comment on column private.complaint_deliveries.state is 'queued, sending, sent, failed (given up), skipped (the complaint is no longer public).';
comment on column private.complaint_deliveries.attempts is 'How often it was tried.';
comment on column private.complaint_deliveries.next_attempt_at is 'When it is tried next.';
comment on column private.complaint_deliveries.claimed_by is 'The node that sends it.';
comment on column private.complaint_deliveries.claimed_until is 'Until when that node has it.';
comment on column private.complaint_deliveries.status is 'HTTP status of the last answer.';
comment on column private.complaint_deliveries.last_error is 'A code for what went wrong, never what the receiver wrote.';
comment on column private.complaint_deliveries.created_at is 'When it was queued.';
comment on column private.complaint_deliveries.settled_at is 'When it was sent, given up or skipped.';
create index complaint_deliveries_due_idx on private.complaint_deliveries (next_attempt_at, delivery_id) where state = 'queued';
create index complaint_deliveries_sending_idx on private.complaint_deliveries (claimed_until) where state = 'sending';
create index complaint_deliveries_settled_idx on private.complaint_deliveries (settled_at) where settled_at is not null;

create table private.complaint_orders (
  connection_id uuid not null,
  key_hash text not null,
  body_hash text not null,
  answer jsonb,
  at timestamptz not null default now(),
  constraint complaint_orders_pkey primary key (connection_id, key_hash),
  constraint complaint_orders_key_form check (key_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint complaint_orders_body_form check (body_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint complaint_orders_connection_fkey foreign key (connection_id) references private.complaint_connections (connection_id)
);
comment on table private.complaint_orders is 'Which messages of a sender were answered, and how: the same message again has the same answer. Forgotten after 30 days.';
comment on column private.complaint_orders.connection_id is 'The sender.';
comment on column private.complaint_orders.key_hash is 'HMAC of the Idempotency-Key.';
comment on column private.complaint_orders.body_hash is 'HMAC of the body, which itself is kept nowhere.';
comment on column private.complaint_orders.answer is 'The answer, without anything of the person; null while the first is under way.';
comment on column private.complaint_orders.at is 'When it came first.';
create index complaint_orders_at_idx on private.complaint_orders (at);

create table private.complaint_order_refs (
  ref_hash text not null,
  complaint_id uuid not null,
  at timestamptz not null default now(),
  constraint complaint_order_refs_pkey primary key (ref_hash),
  constraint complaint_order_refs_form check (ref_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint complaint_order_refs_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_order_refs is
  'Which work order of 12345 is which complaint, whether it came by file or by message, and after the number of the order was erased from the complaint.';
comment on column private.complaint_order_refs.ref_hash is 'HMAC of bureau and number of the work order.';
comment on column private.complaint_order_refs.complaint_id is 'The complaint.';
comment on column private.complaint_order_refs.at is 'When it was taken in.';

create table private.complaint_tokens (
  token uuid not null,
  complaint_id uuid not null,
  constraint complaint_tokens_pkey primary key (token),
  constraint complaint_tokens_complaint_fkey foreign key (complaint_id) references public.complaints (complaint_id)
);
comment on table private.complaint_tokens is 'Tokens of Open311: what was filed beyond the limits has one until an officer looked at it.';
comment on column private.complaint_tokens.token is 'Random.';
comment on column private.complaint_tokens.complaint_id is 'The complaint.';

-- Who keeps connections -------------------------------------------------------------------------------------------

create function private.bureaus_with_duty(duties text[]) returns table (organization_id uuid, slug text, name text, division_code text)
language sql stable security definer set search_path = ''
as $$
  select distinct o.organization_id, o.slug, o.name, o.division_code
  from private.current_memberships() m join public.organizations o on o.organization_id = m.organization_id
  where m.role = 'officer' and o.kind = 'bureau' and m.duties && bureaus_with_duty.duties
$$;
comment on function private.bureaus_with_duty(text[]) is 'Bureaus in which the caller has one of these duties today.';

create function private.keep_own_connection(connection uuid) returns private.complaint_connections
language plpgsql security definer set search_path = ''
as $$
declare
  x private.complaint_connections;
begin
  select * into x from private.complaint_connections y where y.connection_id = connection
    and y.organization_id in (select b.organization_id from private.bureaus_with_duty('{reviewer}') b) for update;
  if x.connection_id is null then raise exception 'connection_not_found' using errcode = 'P0002'; end if;
  return x;
end $$;
comment on function private.keep_own_connection(uuid) is 'A connection of a bureau of which the caller is a reviewer, locked. Raises P0002 connection_not_found.';

create function public.complaint_connections() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not exists (select from private.bureaus_with_duty('{intake,reviewer}')) then raise exception 'not_your_act' using errcode = '42501'; end if;
  return jsonb_build_object(
    'bureaus', (select jsonb_agg(jsonb_build_object('slug', b.slug, 'name', b.name, 'division_code', b.division_code,
        'keeps', exists (select from private.bureaus_with_duty('{reviewer}') r where r.organization_id = b.organization_id)) order by b.division_code, b.slug)
      from private.bureaus_with_duty('{intake,reviewer}') b),
    'connections', (select coalesce(jsonb_agg(jsonb_build_object('connection_id', x.connection_id, 'kind', x.kind, 'bureau', b.name, 'name', x.name, 'url', x.url,
        'state', x.state, 'failures', x.failures, 'used_on', x.used_on, 'created_at', private.iso_time(x.created_at), 'ended_at', private.iso_time(x.ended_at))
        order by x.state = 'ended', x.created_at desc, x.connection_id), '[]')
      from private.complaint_connections x join private.bureaus_with_duty('{reviewer}') b on b.organization_id = x.organization_id));
end $$;
comment on function public.complaint_connections() is
  'Bureaus in which the caller takes complaints in or reviews, and the connections of those where the caller reviews (keeps): {bureaus, connections}. No secret and no hash of one. Raises 42501 not_your_act.';

create function public.create_complaint_connection(connection uuid, kind text, bureau text, name text, secret_hash text default null, sealed text default null,
  url text default null) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  organization uuid := (select b.organization_id from private.bureaus_with_duty('{reviewer}') b where b.slug = bureau);
begin
  if organization is null then raise exception 'not_your_act' using errcode = '42501'; end if;
  perform from public.organizations o where o.organization_id = organization for no key update;
  if (select count(*) from private.complaint_connections x where x.organization_id = organization and x.state <> 'ended') >= 50 then
    raise exception 'connection_limit' using errcode = '23514';
  end if;
  insert into private.complaint_connections (connection_id, kind, organization_id, name, secret_hash, sealed, url, created_by, after_event)
  values (connection, create_complaint_connection.kind, organization, trim(create_complaint_connection.name), create_complaint_connection.secret_hash,
    create_complaint_connection.sealed, create_complaint_connection.url, auth.uid(),
    case when create_complaint_connection.kind = 'webhook' then coalesce((select max(e.event_id) from public.complaint_events e), 0) end);
  perform private.audit('complaint.connection_made', connection::text, jsonb_build_object('kind', create_complaint_connection.kind, 'bureau', bureau));
  return true;
end $$;
comment on function public.create_complaint_connection(uuid, text, text, text, text, text, text) is
  'Connects something to the complaints of a bureau of which the caller is a reviewer. The server made the secret and hands in its hash (open311) or its ciphertext (hotline, webhook). At most 50 a bureau. Raises 42501 not_your_act; 23514 connection_limit.';

create function public.end_complaint_connection(connection uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  x private.complaint_connections := private.keep_own_connection(connection);
begin
  if x.state = 'ended' then return false; end if;
  update private.complaint_connections y set state = 'ended', ended_at = private.now() where y.connection_id = connection;
  perform private.audit('complaint.connection_ended', connection::text, jsonb_build_object('kind', x.kind));
  return true;
end $$;
comment on function public.end_complaint_connection(uuid) is 'Ends a connection for good. False when it was ended before. Raises P0002 connection_not_found.';

create function public.resume_complaint_webhook(connection uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  x private.complaint_connections := private.keep_own_connection(connection);
begin
  if x.state <> 'paused' then return false; end if;
  update private.complaint_connections y set state = 'on', failures = 0 where y.connection_id = connection;
  update private.complaint_deliveries d set next_attempt_at = now() where d.connection_id = connection and d.state = 'queued';
  perform private.audit('complaint.webhook_resumed', connection::text);
  return true;
end $$;
comment on function public.resume_complaint_webhook(uuid) is 'Goes on sending to a receiver that was paused; what waited is sent now. Raises P0002 connection_not_found.';

create function public.complaint_deliveries(connection uuid, page int default 1, size int default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  x private.complaint_connections;
begin
  select * into x from private.complaint_connections y where y.connection_id = connection and y.kind = 'webhook'
    and y.organization_id in (select b.organization_id from private.bureaus_with_duty('{reviewer}') b);
  if x.connection_id is null then raise exception 'connection_not_found' using errcode = 'P0002'; end if;
  return jsonb_build_object('name', x.name, 'url', x.url, 'state', x.state, 'failures', x.failures,
    'total', (select count(*) from private.complaint_deliveries d where d.connection_id = connection),
    'deliveries', (select coalesce(jsonb_agg(jsonb_build_object('delivery_id', d.delivery_id, 'event', e.event, 'number', c.number, 'state', d.state, 'attempts', d.attempts,
        'next_attempt_at', case when d.state = 'queued' then private.iso_time(d.next_attempt_at) end, 'status', d.status, 'last_error', d.last_error,
        'created_at', private.iso_time(d.created_at), 'settled_at', private.iso_time(d.settled_at)) order by d.event_id desc), '[]')
      from (select * from private.complaint_deliveries z where z.connection_id = connection order by z.event_id desc
        limit least(greatest(size, 1), 100) offset (greatest(page, 1) - 1) * least(greatest(size, 1), 100)) d
      join public.complaint_events e on e.event_id = d.event_id join public.complaints c on c.complaint_id = e.complaint_id));
end $$;
comment on function public.complaint_deliveries(uuid, int, int) is
  'The log of a receiver, newest first, for reviewers of its bureau: {name, url, state, failures, total, deliveries}. Raises P0002 connection_not_found.';

create function public.redeliver_complaint_event(delivery uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  d private.complaint_deliveries;
begin
  select * into d from private.complaint_deliveries x where x.delivery_id = delivery;
  if d.delivery_id is null then raise exception 'connection_not_found' using errcode = 'P0002'; end if;
  perform private.keep_own_connection(d.connection_id);
  update private.complaint_deliveries x set state = 'queued', attempts = 0, next_attempt_at = now(), settled_at = null, claimed_by = null, claimed_until = null
  where x.delivery_id = delivery and x.state <> 'sending';
  if found then perform private.audit('complaint.event_redelivered', delivery::text); end if;
  return found;
end $$;
comment on function public.redeliver_complaint_event(uuid) is 'Has one event sent to its receiver again. False while it is being sent. Raises P0002 connection_not_found.';

create function public.note_complaint_import(bureau text, counts jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from private.bureaus_with_duty('{intake,reviewer}') b where b.slug = bureau) then raise exception 'not_your_act' using errcode = '42501'; end if;
  perform private.audit('complaint.imported', bureau, jsonb_build_object('filed', (counts ->> 'filed')::int, 'known', (counts ->> 'known')::int));
  return true;
end $$;
comment on function public.note_complaint_import(text, jsonb) is 'Writes into the audit that the caller took work orders in for a bureau: {filed, known}. Raises 42501 not_your_act.';

revoke execute on function public.complaint_connections(), public.create_complaint_connection(uuid, text, text, text, text, text, text), public.end_complaint_connection(uuid),
  public.resume_complaint_webhook(uuid), public.complaint_deliveries(uuid, int, int), public.redeliver_complaint_event(uuid), public.note_complaint_import(text, jsonb)
  from public, anon, authenticated;
grant execute on function public.complaint_connections(), public.create_complaint_connection(uuid, text, text, text, text, text, text), public.end_complaint_connection(uuid),
  public.resume_complaint_webhook(uuid), public.complaint_deliveries(uuid, int, int), public.redeliver_complaint_event(uuid), public.note_complaint_import(text, jsonb)
  to authenticated;
