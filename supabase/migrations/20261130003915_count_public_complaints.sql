-- The list of complaints says how many are open, answered and ended. Counting a million rows for it takes longer than all the rest, so
-- they are counted as they change, as open findings are (20261130002020).

create table private.complaint_counts (
  division_code text not null,
  category text not null,
  stage text not null,
  outcome text not null,
  supervised boolean not null,
  n int not null,
  constraint complaint_counts_pkey primary key (division_code, category, stage, outcome, supervised)
);
comment on table private.complaint_counts is
  'How many complaints are public, by what the list is narrowed by, as far as complaint_moves was folded in. A count is the sum over both tables.';
comment on column private.complaint_counts.division_code is 'As in complaints.';
comment on column private.complaint_counts.category is 'As in complaints.';
comment on column private.complaint_counts.stage is 'open, answered, ended: private.complaint_group.';
comment on column private.complaint_counts.outcome is 'What the reply that stands found; empty: there is none.';
comment on column private.complaint_counts.supervised is 'Whether it ever came under supervision.';
comment on column private.complaint_counts.n is 'How many.';

create table private.complaint_moves (
  move_id bigint generated always as identity,
  division_code text not null,
  category text not null,
  stage text not null,
  outcome text not null,
  supervised boolean not null,
  n int not null,
  constraint complaint_moves_pkey primary key (move_id)
);
comment on table private.complaint_moves is
  'What changed since: rows are only added, so that no two steps of different complaints ever wait for each other; the sweep folds them into complaint_counts.';
comment on column private.complaint_moves.move_id is 'Order of entry.';
comment on column private.complaint_moves.division_code is 'As in complaint_counts.';
comment on column private.complaint_moves.category is 'As in complaint_counts.';
comment on column private.complaint_moves.stage is 'As in complaint_counts.';
comment on column private.complaint_moves.outcome is 'As in complaint_counts.';
comment on column private.complaint_moves.supervised is 'As in complaint_counts.';
comment on column private.complaint_moves.n is 'How many more, or fewer.';

create function private.complaint_counted(c public.complaints) returns table (division_code text, category text, stage text, outcome text, supervised boolean)
language sql immutable set search_path = ''
as $$
  select c.division_code, c.category, private.complaint_group(c.queue), coalesce(case when private.reply_stands(c) then c.outcome end, ''), c.supervised_at is not null
  where private.complaint_is_public(c)
$$;
comment on function private.complaint_counted(public.complaints) is 'Where a complaint counts in the public list; nowhere while it is not public.';

create function private.count_complaint() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and (old.division_code, old.category, old.queue, old.state, old.outcome, old.replied_at, old.supervised_at, old.visibility, old.published_at)
    is not distinct from (new.division_code, new.category, new.queue, new.state, new.outcome, new.replied_at, new.supervised_at, new.visibility, new.published_at) then
    return null;
  end if;
  insert into private.complaint_moves (division_code, category, stage, outcome, supervised, n)
  select x.division_code, x.category, x.stage, x.outcome, x.supervised, sum(x.n) from (
    select s.*, 1 as n from private.complaint_counted(new) s
    union all select s.*, -1 from private.complaint_counted(old) s where tg_op = 'UPDATE') x
  group by 1, 2, 3, 4, 5 having sum(x.n) <> 0;
  return null;
end $$;
comment on function private.count_complaint() is 'Trigger: a step that makes a complaint count elsewhere is entered in the ledger, in the same transaction.';
create trigger complaints_are_counted after insert or update on public.complaints for each row execute function private.count_complaint();

create function private.fold_complaint_counts() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- one folds at a time; whoever comes second leaves it to the first
  if not exists (select from private.complaint_moves) or not pg_try_advisory_xact_lock(4206, 21) then return; end if;
  with gone as (delete from private.complaint_moves returning division_code, category, stage, outcome, supervised, n)
  insert into private.complaint_counts as c (division_code, category, stage, outcome, supervised, n)
  select g.division_code, g.category, g.stage, g.outcome, g.supervised, sum(g.n) from gone g group by 1, 2, 3, 4, 5 having sum(g.n) <> 0
  on conflict on constraint complaint_counts_pkey do update set n = c.n + excluded.n;
  delete from private.complaint_counts c where c.n = 0;
end $$;
comment on function private.fold_complaint_counts() is 'Folds what changed into the counts. One statement moves a row from one table to the other, so that no reader sees it twice or not at all.';

create function private.recount_complaints() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  lock table public.complaints in share row exclusive mode;
  delete from private.complaint_moves;
  delete from private.complaint_counts;
  insert into private.complaint_counts (division_code, category, stage, outcome, supervised, n)
  select s.division_code, s.category, s.stage, s.outcome, s.supervised, count(*) from public.complaints c cross join lateral private.complaint_counted(c) s group by 1, 2, 3, 4, 5;
end $$;
comment on function private.recount_complaints() is 'Makes the ledger anew from the complaints. For migrations, and for loads that went past the triggers.';
select private.recount_complaints();

create function private.count_listed_complaints(filters jsonb) returns table (stage text, n bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set jit = off
as $$
declare
  given jsonb := jsonb_strip_nulls(case when (filters ->> 'overdue')::boolean then filters else filters - 'overdue' end);
begin
  if given - '{division,city,district,category,group,outcome,supervised}'::text[] = '{}' then
    return query
    select x.stage, sum(x.n)::bigint from (
      select c.division_code, c.category, c.stage, c.outcome, c.supervised, c.n from private.complaint_counts c
      union all select m.division_code, m.category, m.stage, m.outcome, m.supervised, m.n from private.complaint_moves m) x
    where (given ->> 'division' is null or x.division_code like private.division_prefix(given ->> 'division') || '%')
      and (given ->> 'city' is null or x.division_code like private.division_prefix(given ->> 'city') || '%')
      and (given ->> 'district' is null or x.division_code like private.division_prefix(given ->> 'district') || '%')
      and (given ->> 'category' is null or x.category = given ->> 'category')
      and (given ->> 'outcome' is null or x.outcome = given ->> 'outcome')
      and (not coalesce((given ->> 'supervised')::boolean, false) or x.supervised)
    group by 1 having sum(x.n) <> 0;
  else
    return query select private.complaint_group(m.queue), count(*) from private.matching_complaints(filters) m group by 1;
  end if;
end $$;
comment on function private.count_listed_complaints(jsonb) is
  'How many public complaints pass the filters of the list but the group, by group: out of the ledger where it knows, else counted.';

create index complaints_public_due_idx on public.complaints ((case when coarse_time then null else due_on end), complaint_id) where visibility in ('public', 'stub');
create index complaints_public_late_idx on public.complaints (due_on, queue) where queue <> 'done' and visibility in ('public', 'stub') and published_at is not null;

