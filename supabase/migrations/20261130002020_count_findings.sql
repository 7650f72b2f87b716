-- A ledger of what is open, so that a desk's counts cost the same whether a thousand findings wait or a million. It is kept by each
-- day they are due on, since which of them are overdue changes with the day alone.

create table private.finding_counts (
  scope text not null,
  queue text not null,
  due_on date not null,
  n int not null,
  constraint finding_counts_pkey primary key (scope, queue, due_on)
);
comment on table private.finding_counts is
  'How many findings are open, by scope, queue and last day, as far as finding_moves was folded in. A count is the sum over both tables.';
comment on column private.finding_counts.scope is
  'The beginning of a division code (province, prefecture, county), each finding in all three; or the officer whom findings are assigned to.';
comment on column private.finding_counts.queue is 'As in findings; never done.';
comment on column private.finding_counts.due_on is 'Last day of the step that is on; infinity where it has none.';
comment on column private.finding_counts.n is 'How many.';

create table private.finding_moves (
  move_id bigint generated always as identity,
  scope text not null,
  queue text not null,
  due_on date not null,
  n int not null,
  constraint finding_moves_pkey primary key (move_id)
);
comment on table private.finding_moves is
  'What changed since: rows are only added, so that no two steps of different findings ever wait for each other; the sweep folds them into finding_counts.';
comment on column private.finding_moves.move_id is 'Order of entry.';
comment on column private.finding_moves.scope is 'As in finding_counts.';
comment on column private.finding_moves.queue is 'As in finding_counts.';
comment on column private.finding_moves.due_on is 'As in finding_counts.';
comment on column private.finding_moves.n is 'How many more, or fewer.';

create function private.finding_scopes(f public.findings) returns table (scope text, queue text, due_on date)
language sql immutable set search_path = ''
as $$
  select s.scope, f.queue, coalesce(f.due_on, 'infinity') from (
    values (left(f.division_code, 2)), (left(f.division_code, 4)), (f.division_code), (f.assignee::text)) s (scope)
  where s.scope is not null and f.queue <> 'done'
$$;
comment on function private.finding_scopes(public.findings) is 'Where a finding counts: under which scopes, in which queue, on which day; nowhere once it is done.';

create function private.count_finding() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and (old.queue, old.due_on, old.division_code, old.assignee) is not distinct from (new.queue, new.due_on, new.division_code, new.assignee) then
    return null;
  end if;
  insert into private.finding_moves (scope, queue, due_on, n)
  select x.scope, x.queue, x.due_on, sum(x.n) from (
    select s.*, 1 as n from private.finding_scopes(new) s
    union all select s.*, -1 from private.finding_scopes(old) s where tg_op = 'UPDATE') x
  group by 1, 2, 3 having sum(x.n) <> 0;
  return null;
end $$;
comment on function private.count_finding() is 'Trigger: a step that moves a finding to another queue, day or officer is entered in the ledger, in the same transaction.';
create trigger findings_are_counted after insert or update on public.findings for each row execute function private.count_finding();

create function private.fold_finding_counts() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- one folds at a time; whoever comes second leaves it to the first
  if not exists (select from private.finding_moves) or not pg_try_advisory_xact_lock(4206, 20) then return; end if;
  with gone as (delete from private.finding_moves returning scope, queue, due_on, n)
  insert into private.finding_counts as c (scope, queue, due_on, n)
  select g.scope, g.queue, g.due_on, sum(g.n) from gone g group by 1, 2, 3 having sum(g.n) <> 0
  on conflict on constraint finding_counts_pkey do update set n = c.n + excluded.n;
  delete from private.finding_counts c where c.n = 0;
end $$;
comment on function private.fold_finding_counts() is 'Folds what changed into the counts. One statement moves a row from one table to the other, so that no reader sees it twice or not at all.';

create function private.recount_findings() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  lock table public.findings in share row exclusive mode;
  delete from private.finding_moves;
  delete from private.finding_counts;
  insert into private.finding_counts (scope, queue, due_on, n)
  select s.scope, s.queue, s.due_on, count(*) from public.findings f cross join lateral private.finding_scopes(f) s group by 1, 2, 3;
end $$;
comment on function private.recount_findings() is 'Makes the ledger anew from the findings. For migrations, and for loads that went past the triggers.';
select private.recount_findings();

create function private.count_open(scopes text[]) returns table (scope text, queue text, due_on date, n bigint)
language sql stable security definer set search_path = ''
as $$
  select x.scope, x.queue, x.due_on, sum(x.n) from (
    select c.scope, c.queue, c.due_on, c.n from private.finding_counts c where c.scope = any (scopes)
    union all select m.scope, m.queue, m.due_on, m.n from private.finding_moves m where m.scope = any (scopes)) x
  group by 1, 2, 3 having sum(x.n) <> 0
$$;
comment on function private.count_open(text[]) is 'How many findings are open under these scopes, by queue and last day.';

