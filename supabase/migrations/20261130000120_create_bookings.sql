-- Bookings, what hosts keep at hand, and who came. Persons stand in rows that they alone can read, or in `private`; the
-- journal names none.

-- 1. Bookings -----------------------------------------------------------------------------------------------------

create table public.bookings (
  booking_id uuid not null default private.uuid_v7(),
  code text not null default private.short_code(8),
  open_day_id uuid not null,
  user_id uuid not null,
  category text not null,
  party_size int not null,
  party jsonb not null default '[]',
  state text not null,
  queue_no int not null,
  offer_expires_at timestamptz,
  offer_token_hash text,
  declaration jsonb not null default '{}',
  delegation text,
  idempotency_key text not null,
  cancelled_reason text,
  called_off_from text,
  changes int not null default 0,
  created_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  constraint bookings_pkey primary key (booking_id),
  constraint bookings_code_key unique (code),
  constraint bookings_idempotency_key unique (user_id, idempotency_key),
  constraint bookings_queue_no_key unique (open_day_id, queue_no),
  constraint bookings_state_known check (state in
    ('confirmed', 'waiting', 'offered', 'cancelled', 'refused', 'expired', 'lapsed', 'attended', 'no_show')),
  constraint bookings_party_size_range check (party_size between 1 and 50),
  constraint bookings_party_array check (jsonb_typeof(party) = 'array' and length(party::text) <= 8000),
  constraint bookings_offer_is_whole check (state <> 'offered' or offer_expires_at is not null),
  constraint bookings_key_length check (length(idempotency_key) between 8 and 80),
  constraint bookings_declaration_object check (jsonb_typeof(declaration) = 'object' and length(declaration::text) <= 3000),
  constraint bookings_delegation_length check (length(delegation) between 1 and 100),
  constraint bookings_cancelled_reason_length check (length(cancelled_reason) <= 300),
  constraint bookings_called_off_from_known check (called_off_from in ('confirmed', 'waiting', 'offered')),
  constraint bookings_seats_fkey foreign key (open_day_id, category) references public.open_day_seats (open_day_id, category),
  constraint bookings_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint bookings_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.bookings is
  'Who booked, waits, was offered a seat, came or did not. Each row is seen by its person; hosts see it through functions. Written by the verbs alone.';
comment on column public.bookings.booking_id is 'UUIDv7.';
comment on column public.bookings.code is 'Short code that the guest shows.';
comment on column public.bookings.open_day_id is 'The day.';
comment on column public.bookings.user_id is 'The person.';
comment on column public.bookings.category is 'Whose seats it takes.';
comment on column public.bookings.party_size is 'People who come.';
comment on column public.bookings.party is 'Sizes and age bands of the guests: [{shoe_size, helmet_size, age_band}]; no names.';
comment on column public.bookings.state is
  'confirmed; waiting → offered → confirmed, refused or expired; lapsed (waited in vain); cancelled; attended; no_show.';
comment on column public.bookings.queue_no is 'Order of coming on this day, over all categories; never given twice.';
comment on column public.bookings.offer_expires_at is 'Until when the offer holds.';
comment on column public.bookings.offer_token_hash is 'SHA-256 (hex) of the token of the link that refuses the offer.';
comment on column public.bookings.declaration is 'Conflicts of interest as declared: {employer, supplier, kin, purchase, note}.';
comment on column public.bookings.delegation is 'Delegation the person comes with; a booking may be handed on within it.';
comment on column public.bookings.idempotency_key is 'Made once a form: the same key twice is one booking.';
comment on column public.bookings.cancelled_reason is 'What the person said on cancelling.';
comment on column public.bookings.called_off_from is 'How it stood when its day was called off: who gets priority on the day that replaces it, and in what order.';
comment on column public.bookings.changes is 'Counts the changes, so that each is told once.';
comment on column public.bookings.created_at is 'When it was made.';
comment on column public.bookings.changed_at is 'When it last changed.';
create unique index bookings_one_active_key on public.bookings (open_day_id, user_id) where state in ('confirmed', 'waiting', 'offered');
create unique index bookings_offer_token_key on public.bookings (offer_token_hash) where offer_token_hash is not null;
create index bookings_line_idx on public.bookings (open_day_id, category, queue_no) where state = 'waiting';
create index bookings_offers_idx on public.bookings (offer_expires_at) where state = 'offered';
create index bookings_user_idx on public.bookings (user_id, created_at desc);

alter table public.bookings enable row level security;
create policy "People can read their own bookings" on public.bookings for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.bookings to authenticated;

-- 2. Templates, requests, reports ---------------------------------------------------------------------------------

create function private.works_for(organization uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.current_memberships() m where m.role = 'company_member' and m.organization_id = works_for.organization)
$$;
comment on function private.works_for(uuid) is 'Whether the caller is a member of the company today.';
grant execute on function private.works_for(uuid) to authenticated;

create table public.open_day_templates (
  template_id uuid not null default private.uuid_v7(),
  organization_id uuid not null,
  name text not null,
  facts jsonb not null,
  changed_at timestamptz not null default private.now(),
  constraint open_day_templates_pkey primary key (template_id),
  constraint open_day_templates_name_key unique (organization_id, name),
  constraint open_day_templates_name_length check (length(name) between 2 and 60),
  constraint open_day_templates_facts_object check (jsonb_typeof(facts) = 'object' and length(facts::text) <= 20000),
  constraint open_day_templates_organization_fkey foreign key (organization_id) references public.organizations (organization_id)
);
comment on table public.open_day_templates is 'What a developer says on each of its open days, to begin a new one from.';
comment on column public.open_day_templates.template_id is 'UUIDv7.';
comment on column public.open_day_templates.organization_id is 'The developer.';
comment on column public.open_day_templates.name is 'Name.';
comment on column public.open_day_templates.facts is 'As save_open_day takes them, without hours.';
comment on column public.open_day_templates.changed_at is 'When it last changed.';
alter table public.open_day_templates enable row level security;
create policy "Members can read the templates of their company" on public.open_day_templates for select to authenticated
  using (private.works_for(organization_id));
grant select on public.open_day_templates to authenticated;

create table public.open_day_requests (
  request_id uuid not null default private.uuid_v7(),
  project_id uuid not null,
  user_id uuid not null,
  category text not null,
  wish text not null,
  wished_on date,
  state text not null default 'open',
  answer text,
  open_day_id uuid,
  created_at timestamptz not null default private.now(),
  answered_at timestamptz,
  constraint open_day_requests_pkey primary key (request_id),
  constraint open_day_requests_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint open_day_requests_wish_length check (length(wish) between 5 and 500),
  constraint open_day_requests_answer_length check (length(answer) between 2 and 500),
  constraint open_day_requests_state_known check (state in ('open', 'accepted', 'declined')),
  constraint open_day_requests_answered check (state = 'open' or (answer is not null and answered_at is not null)),
  constraint open_day_requests_project_fkey foreign key (project_id) references public.projects (project_id) on delete cascade,
  constraint open_day_requests_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete set null,
  constraint open_day_requests_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.open_day_requests is 'Supervisors and residents ask for an open day. Seen by who asked; developer and bureau read it without the person.';
comment on column public.open_day_requests.request_id is 'UUIDv7.';
comment on column public.open_day_requests.project_id is 'The project.';
comment on column public.open_day_requests.user_id is 'Who asks.';
comment on column public.open_day_requests.category is 'As what they ask.';
comment on column public.open_day_requests.wish is 'What they want to see, and why.';
comment on column public.open_day_requests.wished_on is 'Day they would like.';
comment on column public.open_day_requests.state is 'open, accepted, declined.';
comment on column public.open_day_requests.answer is 'What the developer answered.';
comment on column public.open_day_requests.open_day_id is 'The day that came of it.';
comment on column public.open_day_requests.created_at is 'When it was asked.';
comment on column public.open_day_requests.answered_at is 'When it was answered.';
create index open_day_requests_project_idx on public.open_day_requests (project_id, state);
create unique index open_day_requests_one_open_key on public.open_day_requests (project_id, user_id) where state = 'open';
alter table public.open_day_requests enable row level security;
create policy "People can read their own requests" on public.open_day_requests for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.open_day_requests to authenticated;

create table public.open_day_reports (
  report_id uuid not null default private.uuid_v7(),
  open_day_id uuid not null,
  user_id uuid not null,
  kind text not null,
  note text not null,
  reported_at timestamptz not null default private.now(),
  constraint open_day_reports_pkey primary key (report_id),
  constraint open_day_reports_once_key unique (open_day_id, user_id, kind),
  constraint open_day_reports_kind_known check (kind in ('host_absent', 'access_refused')),
  constraint open_day_reports_note_length check (length(note) between 5 and 500),
  constraint open_day_reports_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint open_day_reports_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.open_day_reports is 'Those who booked say that the host was absent or that access was refused. The public sees counts; the words go to the bureau.';
comment on column public.open_day_reports.report_id is 'UUIDv7.';
comment on column public.open_day_reports.open_day_id is 'The day.';
comment on column public.open_day_reports.user_id is 'Who reports.';
comment on column public.open_day_reports.kind is 'host_absent 接待方缺席, access_refused 拒绝进入.';
comment on column public.open_day_reports.note is 'What happened.';
comment on column public.open_day_reports.reported_at is 'When.';
create index open_day_reports_open_day_idx on public.open_day_reports (open_day_id, kind);
alter table public.open_day_reports enable row level security;
create policy "People can read their own reports" on public.open_day_reports for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.open_day_reports to authenticated;

-- 3. At the gate --------------------------------------------------------------------------------------------------

create table private.check_ins (
  check_in_id uuid not null,
  open_day_id uuid not null,
  booking_id uuid,
  name text,
  category text not null,
  party_size int not null,
  at timestamptz not null,
  device text not null,
  kind text not null,
  duplicate_of uuid,
  declaration jsonb,
  conflict boolean not null default false,
  briefed boolean not null default false,
  signature text,
  recorded_by uuid,
  recorded_at timestamptz not null default private.now(),
  purged_at timestamptz,
  constraint check_ins_pkey primary key (check_in_id),
  constraint check_ins_category_known check (category in ('deputy', 'expert', 'media', 'resident', 'public')),
  constraint check_ins_kind_known check (kind in ('booked', 'walk_in')),
  constraint check_ins_party_size_range check (party_size between 1 and 50),
  constraint check_ins_name_length check (length(name) <= 100),
  constraint check_ins_device_length check (length(device) <= 80),
  constraint check_ins_signature_length check (length(signature) <= 8192),
  constraint check_ins_purged_is_bare check (purged_at is null or num_nonnulls(name, signature, declaration) = 0),
  constraint check_ins_open_day_fkey foreign key (open_day_id) references public.open_days (open_day_id) on delete cascade,
  constraint check_ins_booking_fkey foreign key (booking_id) references public.bookings (booking_id) on delete set null,
  constraint check_ins_duplicate_of_fkey foreign key (duplicate_of) references private.check_ins (check_in_id)
);
comment on table private.check_ins is
  'Who came, as devices at the gate recorded it. Append-only: a second check-in of a booking is kept as a duplicate, never dropped. Personal data go after a set time, counts stay.';
comment on column private.check_ins.check_in_id is 'UUID made on the device, so that sending twice is harmless.';
comment on column private.check_ins.open_day_id is 'The day.';
comment on column private.check_ins.booking_id is 'The booking; null of a walk-in.';
comment on column private.check_ins.name is 'Name as given at the gate; null after the purge.';
comment on column private.check_ins.category is 'Category.';
comment on column private.check_ins.party_size is 'People.';
comment on column private.check_ins.at is 'When, by the device.';
comment on column private.check_ins.device is 'Which device.';
comment on column private.check_ins.kind is 'booked or walk_in.';
comment on column private.check_ins.duplicate_of is 'The first check-in of the same booking.';
comment on column private.check_ins.declaration is 'Conflicts as declared at the gate; null after the purge.';
comment on column private.check_ins.conflict is 'Whether a declared conflict stands against the category.';
comment on column private.check_ins.briefed is 'Whether the safety briefing was given.';
comment on column private.check_ins.signature is 'Signature as an SVG path; null after the purge.';
comment on column private.check_ins.recorded_by is 'The member who sent it. A bare number: it outlives the account.';
comment on column private.check_ins.recorded_at is 'When it reached the hub.';
comment on column private.check_ins.purged_at is 'When personal data were deleted.';
create index check_ins_open_day_idx on private.check_ins (open_day_id, at);
create index check_ins_booking_idx on private.check_ins (booking_id);
create index check_ins_unpurged_idx on private.check_ins (recorded_at) where purged_at is null;

create function private.keep_check_in() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- the purge, and an account that goes with its bookings, take away; nothing else changes
  if tg_op = 'DELETE' and exists (select from public.open_days o where o.open_day_id = old.open_day_id)
    or tg_op = 'UPDATE' and (
      to_jsonb(new) - array['name', 'signature', 'declaration', 'purged_at', 'booking_id']
        <> to_jsonb(old) - array['name', 'signature', 'declaration', 'purged_at', 'booking_id']
      or new.name is not null and new.name is distinct from old.name
      or new.signature is not null and new.signature is distinct from old.signature
      or new.booking_id is not null and new.booking_id is distinct from old.booking_id) then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
comment on function private.keep_check_in() is 'Trigger: check-ins are append-only but for what the purge takes away.';
create trigger check_ins_keep before update or delete on private.check_ins for each row execute function private.keep_check_in();

create table private.calendar_tokens (
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  constraint calendar_tokens_pkey primary key (user_id),
  constraint calendar_tokens_token_hash_key unique (token_hash),
  constraint calendar_tokens_token_hash_form check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint calendar_tokens_user_fkey foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table private.calendar_tokens is 'Secret links of personal calendars, by hash.';
comment on column private.calendar_tokens.user_id is 'The person.';
comment on column private.calendar_tokens.token_hash is 'SHA-256 (hex) of the token in the link.';
comment on column private.calendar_tokens.created_at is 'When the link was made.';
