-- The registry of social supervisors: who registered, for what term, and what they declared. Verbs and reads follow.

-- 1. Terms --------------------------------------------------------------------------------------------------------

create table public.supervisor_rules (
  division_code text not null,
  term_months int not null,
  most_terms int not null,
  ask_days int not null,
  basis text not null,
  basis_en text not null,
  nature text not null,
  constraint supervisor_rules_pkey primary key (division_code),
  constraint supervisor_rules_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint supervisor_rules_term_range check (term_months between 1 and 60),
  constraint supervisor_rules_terms_range check (most_terms between 1 and 10),
  constraint supervisor_rules_ask_range check (ask_days between 1 and 365),
  constraint supervisor_rules_nature_known check (nature in ('statutory', 'policy', 'default'))
);
comment on table public.supervisor_rules is 'How long a registration lasts and how often it may be renewed, by division; the nearest division that has a row decides. The plan itself names no figures.';
comment on column public.supervisor_rules.division_code is 'Where it holds, with all inside it that has no row of its own.';
comment on column public.supervisor_rules.term_months is 'Months that one term may last at most.';
comment on column public.supervisor_rules.most_terms is 'Terms that may follow each other without a break.';
comment on column public.supervisor_rules.ask_days is 'Days before its end from when a term may be renewed, and the person is reminded.';
comment on column public.supervisor_rules.basis is 'What it rests on, in Chinese.';
comment on column public.supervisor_rules.basis_en is 'The same in English.';
comment on column public.supervisor_rules.nature is 'statutory, policy, or default: the hub''s own proposal.';

alter table public.supervisor_rules enable row level security;
create policy "Everyone can read the rules on terms" on public.supervisor_rules for select to anon, authenticated using (true);
grant select on public.supervisor_rules to anon, authenticated;

insert into public.supervisor_rules (division_code, term_months, most_terms, ask_days, basis, basis_en, nature) values
  ('420000', 24, 2, 60, '试点工作方案未规定任期；参照各地社会监督员办法中每届二至三年、连任不超过两届的做法，由平台设定',
    'The pilot plan names no term. Set by the hub after rules on social supervisors elsewhere: two to three years a term, at most two in a row', 'default');

create function private.supervisor_rule(division_code text) returns public.supervisor_rules
language plpgsql stable security definer set search_path = ''
as $$
declare
  rule public.supervisor_rules;
begin
  select r.* into rule from public.supervisor_rules r
  where starts_with(supervisor_rule.division_code, private.division_prefix(r.division_code))
  order by length(private.division_prefix(r.division_code)) desc limit 1;
  return rule;
end $$;
comment on function private.supervisor_rule(text) is 'The rule on terms that holds in a division.';

-- 2. Supervisors --------------------------------------------------------------------------------------------------

create table public.supervisors (
  supervisor_id uuid not null default private.uuid_v7(),
  slug text not null default private.short_code(),
  number text,
  user_id uuid,
  category text not null,
  kind text not null,
  division_code text not null,
  shown_name text not null,
  fields text[] not null default '{}',
  state text not null default 'applied',
  valid_from date,
  valid_until date,
  terms int not null default 0,
  renewal_asked_at timestamptz,
  reason text,
  bureau_id uuid,
  demo boolean not null default false,
  edits int not null default 1,
  created_at timestamptz not null default private.now(),
  registered_at timestamptz,
  changed_at timestamptz not null default private.now(),
  constraint supervisors_pkey primary key (supervisor_id),
  constraint supervisors_slug_key unique (slug),
  constraint supervisors_number_key unique (number),
  constraint supervisors_number_form check (number ~ '^[0-9]{6}-[0-9]{4}-[0-9]{4,}$'),
  constraint supervisors_category_known check (category in ('deputy', 'expert', 'media', 'resident')),
  constraint supervisors_kind_fits_category check (case category
    when 'deputy' then kind in ('party_deputy', 'peoples_deputy', 'cppcc_member')
    when 'media' then kind in ('press', 'self_media')
    when 'expert' then kind = 'expert'
    else kind = 'resident_representative' end),
  constraint supervisors_fields_known check (fields <@ array['structure', 'decoration', 'waterproofing', 'energy', 'installation',
    'testing', 'fire_safety', 'indoor_environment']),
  constraint supervisors_shown_name_length check (length(shown_name) between 2 and 40),
  constraint supervisors_state_known check (state in
    ('applied', 'registered', 'suspended', 'expired', 'dismissed', 'refused', 'withdrawn')),
  constraint supervisors_registered_is_whole check (
    (number is not null) = (state in ('registered', 'suspended', 'expired', 'dismissed'))
    and (number is null) = (valid_from is null) and (number is null) = (valid_until is null)
    and (number is null) = (registered_at is null) and (number is null) = (terms = 0)
    and (number is null or bureau_id is not null)),
  constraint supervisors_term_order check (valid_until >= valid_from),
  constraint supervisors_reason_where_due check (state not in ('suspended', 'dismissed', 'refused') or length(reason) >= 5),
  constraint supervisors_reason_length check (length(reason) <= 500),
  constraint supervisors_user_fkey foreign key (user_id) references auth.users (id) on delete set null,
  constraint supervisors_bureau_fkey foreign key (bureau_id) references public.organizations (organization_id),
  constraint supervisors_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.supervisors is 'Applications and registrations of social supervisors, one row for each. Read directly by the person alone; what is public is told by functions.';
comment on column public.supervisors.supervisor_id is 'UUIDv7.';
comment on column public.supervisors.slug is 'Short code of the case in addresses of the desk.';
comment on column public.supervisors.number is 'Number of the registration: division of the bureau, year, running number. Null until registered.';
comment on column public.supervisors.user_id is 'The person; null when that account is gone.';
comment on column public.supervisors.category is 'deputy, expert, media or resident: the category that seats of open days count in.';
comment on column public.supervisors.kind is 'Of deputies party_deputy, peoples_deputy, cppcc_member; of media press, self_media; else expert, resident_representative.';
comment on column public.supervisors.division_code is 'City or district the person applied in: its bureaus decide.';
comment on column public.supervisors.shown_name is 'The name the person chose to be shown by. Public once registered.';
comment on column public.supervisors.fields is 'Fields of expertise: structure, decoration, waterproofing, energy, installation, testing, fire_safety, indoor_environment.';
comment on column public.supervisors.state is 'applied, registered, suspended, expired, dismissed (by the bureau), refused, withdrawn (the person took the application back).';
comment on column public.supervisors.valid_from is 'First day of the registration (Asia/Shanghai); a renewal moves its last day alone.';
comment on column public.supervisors.valid_until is 'Last day of the running term.';
comment on column public.supervisors.terms is 'Terms in a row, the running one counted; 0 until registered.';
comment on column public.supervisors.renewal_asked_at is 'When the person asked for a further term; null when not, or once decided.';
comment on column public.supervisors.reason is 'Why suspended, dismissed or ended (public), or refused (told to the person).';
comment on column public.supervisors.bureau_id is 'The bureau that decided last.';
comment on column public.supervisors.demo is 'Demonstration data.';
comment on column public.supervisors.edits is 'Counts changes, so that of two decisions at once the second is refused.';
comment on column public.supervisors.created_at is 'When the person applied.';
comment on column public.supervisors.registered_at is 'When the bureau first registered the person.';
comment on column public.supervisors.changed_at is 'When the state or the term last changed.';
create unique index supervisors_one_open_per_person_key on public.supervisors (user_id)
  where state in ('applied', 'registered', 'suspended');
create index supervisors_directory_idx on public.supervisors (division_code, state, number) where number is not null;
create index supervisors_ends_idx on public.supervisors (valid_until) where state in ('registered', 'suspended');
create index supervisors_inbox_idx on public.supervisors (division_code, created_at) where state = 'applied';
create index supervisors_user_idx on public.supervisors (user_id);

alter table public.supervisors enable row level security;
create policy "People can read their own registration" on public.supervisors for select to authenticated
  using (user_id = (select auth.uid()) and (select private.session_stands()));
grant select on public.supervisors to authenticated;

create function private.registered_as(user_id uuid, category text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (select from public.supervisors s
    where s.user_id = registered_as.user_id and s.category = registered_as.category and s.state = 'registered'
      and private.today() between s.valid_from and s.valid_until);
end $$;
comment on function private.registered_as(uuid, text) is
  'Whether a person is a registered supervisor of the category today: registered, not suspended, and within the term.';
