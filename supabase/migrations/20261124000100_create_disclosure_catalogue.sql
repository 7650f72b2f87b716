-- The disclosure catalogue 公示目录: what is to be disclosed, with which facts, and until when (seed, part three, 1 and 3).
-- Items are changed in place with their history beside them; rules of deadlines are never changed, only ended or added.

-- 1. Items --------------------------------------------------------------------------------------------------------

create table public.disclosure_items (
  item text not null,
  division_code text not null default '420000',
  name text not null,
  name_en text not null,
  stage text not null,
  sort int not null,
  mandatory boolean not null default false,
  provider_roles text[] not null,
  confirmer_roles text[] not null default '{supervising_engineer,third_party}',
  milestone_kind text not null,
  applies_when text not null default 'always',
  fields jsonb not null default '[]',
  what text not null,
  what_en text not null,
  why text not null,
  why_en text not null,
  how text not null,
  how_en text not null,
  basis text not null,
  basis_en text,
  valid_from date not null,
  valid_until date,
  version int not null default 1,
  demo boolean not null default false,
  constraint disclosure_items_pkey primary key (item),
  constraint disclosure_items_item_form check (item ~ '^[a-z][a-z0-9_]{1,39}$'),
  constraint disclosure_items_name_length check (length(name) between 2 and 60 and length(name_en) between 2 and 100),
  constraint disclosure_items_stage_known check (stage in ('permitting', 'construction', 'completion')),
  constraint disclosure_items_sort_range check (sort between 1 and 9999),
  constraint disclosure_items_mandatory_for_the_province check (not mandatory or division_code = '420000'),
  constraint disclosure_items_provider_roles_known check (cardinality(provider_roles) > 0 and provider_roles <@ array[
    'developer', 'contractor', 'supervising_engineer', 'surveyor', 'designer', 'testing_body', 'third_party']),
  constraint disclosure_items_confirmer_roles_known check (cardinality(confirmer_roles) > 0 and confirmer_roles <@ array[
    'developer', 'contractor', 'supervising_engineer', 'surveyor', 'designer', 'testing_body', 'third_party']),
  constraint disclosure_items_applies_when_known check (applies_when in ('always', 'fitted_out', 'affordable', 'commodity')),
  constraint disclosure_items_card_length check (
    length(what) between 2 and 800 and length(why) between 2 and 800 and length(how) between 2 and 800
    and length(what_en) between 2 and 1600 and length(why_en) between 2 and 1600 and length(how_en) between 2 and 1600),
  constraint disclosure_items_basis_length check (length(basis) between 2 and 400 and length(basis_en) between 2 and 800),
  constraint disclosure_items_period check (valid_until is null or valid_until >= valid_from - 1),
  constraint disclosure_items_division_fkey foreign key (division_code) references public.divisions (division_code),
  constraint disclosure_items_milestone_kind_fkey foreign key (milestone_kind) references public.milestone_kinds (kind)
);
comment on table public.disclosure_items is 'The catalogue: eleven mandatory items of the plan, and those that a city adds for itself.';
comment on column public.disclosure_items.item is 'Name in code, never reused.';
comment on column public.disclosure_items.division_code is 'Where it applies: the province, or the division that added it, with all inside it.';
comment on column public.disclosure_items.name is 'Chinese name.';
comment on column public.disclosure_items.name_en is 'English name.';
comment on column public.disclosure_items.stage is 'permitting 报建, construction 施工过程, completion 竣工验收.';
comment on column public.disclosure_items.sort is 'Order along the life of a project.';
comment on column public.disclosure_items.mandatory is 'Whether the plan itself demands it (province only).';
comment on column public.disclosure_items.provider_roles is 'Roles of project_parties that may supply it.';
comment on column public.disclosure_items.confirmer_roles is 'Roles of project_parties that may confirm it before it is published.';
comment on column public.disclosure_items.milestone_kind is 'The milestone whose day its deadline counts from.';
comment on column public.disclosure_items.applies_when is 'always, fitted_out (全装修 only), affordable (all but 商品住宅), commodity (商品住宅 only).';
comment on column public.disclosure_items.fields is
  'Fields of its facts in order: [{name, kind, label, label_en, unit, unit_en, required, choices, min, max, at_most, hint, hint_en}]. See private.check_fields.';
comment on column public.disclosure_items.what is 'Plain-language card: what it is.';
comment on column public.disclosure_items.what_en is 'The same in English.';
comment on column public.disclosure_items.why is 'Plain-language card: why it matters to a buyer.';
comment on column public.disclosure_items.why_en is 'The same in English.';
comment on column public.disclosure_items.how is 'Plain-language card: how to read it.';
comment on column public.disclosure_items.how_en is 'The same in English.';
comment on column public.disclosure_items.basis is 'What the demand rests on.';
comment on column public.disclosure_items.basis_en is 'The same in English, where written.';
comment on column public.disclosure_items.valid_from is 'First day in force.';
comment on column public.disclosure_items.valid_until is 'Last day in force; null while open. The day before valid_from: never in force.';
comment on column public.disclosure_items.version is 'Counts the changes; a form must send the version it was made from.';
comment on column public.disclosure_items.demo is 'Demonstration data 示范数据.';
create index disclosure_items_milestone_kind_idx on public.disclosure_items (milestone_kind);

alter table public.disclosure_items enable row level security;
create policy "Everyone can read the disclosure catalogue" on public.disclosure_items for select to anon, authenticated using (true);
grant select on public.disclosure_items to anon, authenticated;

-- 2. Their history ------------------------------------------------------------------------------------------------

create table public.disclosure_item_revisions (
  item text not null,
  version int not null,
  facts jsonb not null,
  changed_at timestamptz not null default private.now(),
  constraint disclosure_item_revisions_pkey primary key (item, version),
  constraint disclosure_item_revisions_item_fkey foreign key (item) references public.disclosure_items (item)
);
comment on table public.disclosure_item_revisions is 'Each version of each item as it stood, append-only. Who changed it is told by the audit trail alone.';
comment on column public.disclosure_item_revisions.item is 'The item.';
comment on column public.disclosure_item_revisions.version is 'Its version.';
comment on column public.disclosure_item_revisions.facts is 'The whole row of that version.';
comment on column public.disclosure_item_revisions.changed_at is 'When that version came to be.';

create trigger disclosure_item_revisions_are_append_only before update or delete on public.disclosure_item_revisions
  for each row execute function private.refuse_change();
create trigger disclosure_item_revisions_are_never_emptied before truncate on public.disclosure_item_revisions
  for each statement execute function private.refuse_change();

alter table public.disclosure_item_revisions enable row level security;
create policy "Everyone can read the history of the catalogue" on public.disclosure_item_revisions
  for select to anon, authenticated using (true);
grant select on public.disclosure_item_revisions to anon, authenticated;

create function private.keep_disclosure_item() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' or new.version <> old.version then
    insert into public.disclosure_item_revisions (item, version, facts) values (new.item, new.version, to_jsonb(new));
  end if;
  return null;
end $$;
comment on function private.keep_disclosure_item() is 'Keeps each version of an item, whoever wrote it.';
create trigger keep_disclosure_item after insert or update on public.disclosure_items
  for each row execute function private.keep_disclosure_item();

-- 3. Rules of deadlines -------------------------------------------------------------------------------------------

create table public.deadline_rules (
  deadline_rule_id uuid not null default private.uuid_v7(),
  subject text not null default 'disclosure',
  item text not null,
  division_code text not null default '420000',
  days int not null,
  day_kind text not null,
  basis text not null,
  basis_en text,
  nature text not null,
  valid_from date not null,
  valid_until date,
  created_at timestamptz not null default private.now(),
  constraint deadline_rules_pkey primary key (deadline_rule_id),
  constraint deadline_rules_subject_known check (subject in ('disclosure', 'open_day', 'open_day_notice', 'finding')),
  constraint deadline_rules_days_range check (days between -30 and 365),
  constraint deadline_rules_day_kind_known check (day_kind in ('natural', 'working')),
  constraint deadline_rules_basis_length check (length(basis) between 2 and 400 and length(basis_en) between 2 and 800),
  constraint deadline_rules_nature_known check (nature in ('statutory', 'policy', 'default')),
  constraint deadline_rules_period check (valid_until is null or valid_until >= valid_from - 1),
  constraint deadline_rules_division_fkey foreign key (division_code) references public.divisions (division_code)
);
comment on table public.deadline_rules is 'How many days after its milestone an item is due, or an open day, by division and period. Rows are ended or added, never changed otherwise.';
comment on column public.deadline_rules.deadline_rule_id is 'UUIDv7.';
comment on column public.deadline_rules.subject is
  'What the deadline is of: disclosure (published by), open_day (held by), open_day_notice (announced by), finding (a step of it is done by).';
comment on column public.deadline_rules.item is
  'The item of the catalogue; for open days the kind of milestone; for findings the step: triage, reply, verify, publish, plan, fix, reinspect. What it must be depends on the subject, so that the guard looks at it and no key does.';
comment on column public.deadline_rules.division_code is 'Where it holds, with all inside; the most specific division wins.';
comment on column public.deadline_rules.days is 'Days after the milestone; 0: on its day; negative: before it. See private.add_days.';
comment on column public.deadline_rules.day_kind is 'natural (calendar days) or working (with 调休).';
comment on column public.deadline_rules.basis is 'What it rests on.';
comment on column public.deadline_rules.basis_en is 'The same in English, where written.';
comment on column public.deadline_rules.nature is 'statutory 法定, policy 政策, default (of this hub, where neither says a number).';
comment on column public.deadline_rules.valid_from is 'First day in force. A deadline follows the rule in force on the day its milestone was reached.';
comment on column public.deadline_rules.valid_until is 'Last day in force; null while open. The day before valid_from: never in force.';
comment on column public.deadline_rules.created_at is 'When it was entered.';
create index deadline_rules_item_idx on public.deadline_rules (item, division_code, valid_from);

alter table public.deadline_rules enable row level security;
create policy "Everyone can read the rules of deadlines" on public.deadline_rules for select to anon, authenticated using (true);
grant select on public.deadline_rules to anon, authenticated;

create function private.rule_item(subject text, item text) returns table (name text, division_code text)
language sql stable security definer set search_path = ''
as $$
  select i.name, i.division_code from public.disclosure_items i where rule_item.subject = 'disclosure' and i.item = rule_item.item
  union all
  select k.name, k.division_code from public.milestone_kinds k
  where rule_item.subject in ('open_day', 'open_day_notice') and k.kind = rule_item.item
  union all
  select s.name, '420000' from (values ('triage', '分办'), ('reply', '申辩答复'), ('verify', '核实'), ('publish', '公开'),
    ('plan', '整改计划'), ('fix', '整改'), ('reinspect', '复查')) as s (step, name)
  where rule_item.subject = 'finding' and s.step = rule_item.item
$$;
comment on function private.rule_item(text, text) is
  'What a rule is about: name and division of the item, of the milestone, or of the step of a finding; no row for an unknown one.';

create function private.guard_deadline_rule() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - 'valid_until' <> to_jsonb(old) - 'valid_until' then
    raise exception 'append_only' using errcode = '42501', detail = tg_table_name;
  end if;
  -- two officers at once must not each find the period free
  perform pg_advisory_xact_lock(4206, 4);
  if not exists (select from private.rule_item(new.subject, new.item) i
    where starts_with(new.division_code, private.division_prefix(i.division_code))) then
    raise exception 'deadline_rule_outside_item' using errcode = '23514';
  end if;
  if new.valid_until is distinct from new.valid_from - 1 and exists (
    select from public.deadline_rules r
    where r.subject = new.subject and r.item = new.item and r.division_code = new.division_code
      and r.deadline_rule_id <> new.deadline_rule_id
      and r.valid_from <= coalesce(new.valid_until, 'infinity')
      and new.valid_from <= coalesce(r.valid_until, 'infinity')
      and r.valid_until is distinct from r.valid_from - 1) then
    raise exception 'deadline_rules_overlap' using errcode = '23514';
  end if;
  return new;
end $$;
comment on function private.guard_deadline_rule() is
  'A rule lies within the division of its item, never overlaps another of the same item and division, and only its end may change. Raises 42501 append_only, 23514 deadline_rule_outside_item, deadline_rules_overlap.';
create trigger guard_deadline_rule before insert or update or delete on public.deadline_rules
  for each row execute function private.guard_deadline_rule();

-- 4. What holds where and when ------------------------------------------------------------------------------------

create function private.item_applies(i public.disclosure_items, p public.projects, day date) returns boolean
language sql immutable parallel safe
as $$
  select day between i.valid_from and coalesce(i.valid_until, 'infinity')
    and starts_with(p.division_code, private.division_prefix(i.division_code))
    and case i.applies_when
      when 'fitted_out' then coalesce(p.fit_out = 'fitted_out', false)
      when 'affordable' then p.housing_type <> 'commodity'
      when 'commodity' then p.housing_type = 'commodity'
      else true
    end
$$;
comment on function private.item_applies(public.disclosure_items, public.projects, date) is
  'Whether a project has to disclose an item on a day: in force, in its division, and for its kind of works. Without `set search_path`, so that a sweep over all projects inlines it; every name in it is qualified.';
grant execute on function private.item_applies(public.disclosure_items, public.projects, date) to anon, authenticated, service_role;

create function private.deadline_rules_for(subject text, item text, division_code text, day date) returns setof public.deadline_rules
language sql stable rows 1
as $$
  select r.* from public.deadline_rules r
  where r.subject = deadline_rules_for.subject and r.item = deadline_rules_for.item
    and starts_with(deadline_rules_for.division_code, private.division_prefix(r.division_code))
    and deadline_rules_for.day between r.valid_from and coalesce(r.valid_until, 'infinity')
  order by length(private.division_prefix(r.division_code)) desc
  limit 1
$$;
comment on function private.deadline_rules_for(text, text, text, date) is
  'The rule for an item in a division on a day, or no row: that of the most specific division among those in force. Without `set search_path`, so that a sweep over all projects inlines it; every name in it is qualified.';
grant execute on function private.deadline_rules_for(text, text, text, date) to anon, authenticated, service_role;

create function private.deadline_rule_for(subject text, item text, division_code text, day date) returns public.deadline_rules
language sql stable set search_path = ''
as $$ select r.* from private.deadline_rules_for(subject, item, division_code, day) r $$;
comment on function private.deadline_rule_for(text, text, text, date) is 'The same as one row, null where there is none.';
grant execute on function private.deadline_rule_for(text, text, text, date) to anon, authenticated, service_role;

create function private.deadline_rules_by_division() returns table (
  subject text, item text, division_code text, deadline_rule_id uuid, days int, day_kind text, nature text,
  valid_from date, valid_until date)
language sql stable rows 2000 set search_path = ''
as $$
  with candidates as materialized (
    select r.*, d.division_code as place, length(private.division_prefix(r.division_code)) as reach
    from public.deadline_rules r join public.divisions d on starts_with(d.division_code, private.division_prefix(r.division_code))
  ), turns as (
    select c.subject, c.item, c.place, t.day from candidates c
    cross join lateral (values (c.valid_from), (c.valid_until + 1)) t (day) where t.day is not null group by 1, 2, 3, 4
  ), periods as (
    select t.*, lead(t.day) over (partition by t.subject, t.item, t.place order by t.day) - 1 as last from turns t
  )
  select distinct on (p.subject, p.item, p.place, p.day)
    p.subject, p.item, p.place, c.deadline_rule_id, c.days, c.day_kind, c.nature, p.day, coalesce(p.last, 'infinity')
  from periods p join candidates c on c.subject = p.subject and c.item = p.item and c.place = p.place
    and p.day between c.valid_from and coalesce(c.valid_until, 'infinity')
  order by p.subject, p.item, p.place, p.day, c.reach desc
$$;
comment on function private.deadline_rules_by_division() is
  'The same as deadline_rule_for, for everywhere and always: for each item and division the rule that wins, in periods that do not overlap (valid_until infinity while open). A sweep joins it by item, division and day between.';
grant execute on function private.deadline_rules_by_division() to anon, authenticated, service_role;
