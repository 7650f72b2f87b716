-- Counting a hundred thousand complaints takes seconds, and everybody may ask for the figures of each place in turn. What took
-- long is kept for a hundred times as long, an hour at most, for all places; what is counted quickly is counted each time.

create table private.complaint_tallies_kept (
  one boolean default true,
  since date not null,
  tallies jsonb not null,
  made_at timestamptz not null,
  took interval not null,
  constraint complaint_tallies_kept_pkey primary key (one),
  constraint complaint_tallies_kept_one check (one)
);
comment on table private.complaint_tallies_kept is 'What was counted for the figures of complaints, where counting takes long. One row or none.';
comment on column private.complaint_tallies_kept.one is 'Always true: there is one.';
comment on column private.complaint_tallies_kept.since is 'The first day that was counted.';
comment on column private.complaint_tallies_kept.tallies is 'Rows of private.complaint_tallies, before anything is hidden. Never told as it is.';
comment on column private.complaint_tallies_kept.made_at is 'When it was counted, by the clock of the machine.';
comment on column private.complaint_tallies_kept.took is 'How long that took.';

create function private.kept_tallies(since date, out tallies jsonb, out counted_at timestamptz)
language plpgsql volatile set search_path = ''
as $$
declare
  slow constant interval := '500 milliseconds';
  begun timestamptz := clock_timestamp();
  kept private.complaint_tallies_kept;
  took interval;
begin
  select * into kept from private.complaint_tallies_kept k where k.since = kept_tallies.since;
  -- who comes while another counts gets what stands
  if kept.made_at > begun - least(kept.took * 100, '1 hour') or (kept.made_at is not null and not pg_try_advisory_xact_lock(4206, 8)) then
    tallies := kept.tallies;
    counted_at := kept.made_at;
    return;
  end if;
  select coalesce(jsonb_agg(to_jsonb(t)), '[]') into tallies from private.complaint_tallies(since) t;
  took := clock_timestamp() - begun;
  if took > slow then
    counted_at := begun;
    insert into private.complaint_tallies_kept (since, tallies, made_at, took) values (since, tallies, begun, took)
    on conflict (one) do update set since = excluded.since, tallies = excluded.tallies, made_at = excluded.made_at, took = excluded.took;
  elsif kept.made_at is not null then
    delete from private.complaint_tallies_kept;
  end if;
end $$;
comment on function private.kept_tallies(date) is
  'Rows of private.complaint_tallies since a day: counted now where that is quick (counted_at is null), else as they were counted at most an hour ago.';
revoke execute on function private.kept_tallies(date) from public;

-- it may write down what it counted
create or replace function public.complaint_figures(scope jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = '' set jit = off
as $$
declare
  since date := (date_trunc('month', private.today()) - interval '12 months')::date;
  code text := coalesce(scope ->> 'division', '420000');
  d public.divisions;
  counted record;
  told jsonb;
begin
  select * into d from public.divisions x where x.division_code = code;
  if d.division_code is null then return null; end if;
  select * into counted from private.kept_tallies(since);
  told := private.told_figures(counted.tallies, code, d.level, d.parent_code);
  return jsonb_build_object('from', since, 'to', private.today(), 'counted_at', private.iso_time(counted.counted_at), 'division_code', code, 'level', d.level,
    'total', case when told -> 'mine' ->> 'key' is null then private.figure_row(array_fill(0, array[11]), null, null, null)
      else (private.figure_rows(jsonb_build_array(told -> 'mine')) -> 0) - 'key' end,
    'by_place', (select coalesce(jsonb_agg(x || jsonb_build_object('name', p.name, 'name_en', p.name_en) order by x ->> 'key'), '[]')
      from jsonb_array_elements(private.figure_rows(told -> 'places')) x join public.divisions p on p.division_code = x ->> 'key'),
    -- finer than the whole province these would tell of single complaints
    'by_category', (select coalesce(jsonb_agg(x || jsonb_build_object('name', k.name, 'name_en', k.name_en) order by k.sort), '[]')
      from jsonb_array_elements(private.figure_rows(told -> 'categories')) x join public.complaint_categories k on k.category = x ->> 'key'),
    'by_month', private.figure_rows(told -> 'months'));
end $$;
comment on function public.complaint_figures(jsonb) is
  'Figures of complaints filed in this month and the twelve before, of a division {division}: {from, to, counted_at, total, by_place, by_category, by_month}; null for an unknown one. counted_at: null, or when it was counted, an hour ago at most, where counting takes long. A row: filed, accepted, answered (by a reply that stands), verified (found substantiated, wholly or partly), could_not_verify, fixed, reopened, overdue, rated, solved, withdrawn (apart from filed), rating, to_decision and to_reply {days, longest}. Counts are in fives, rounded up or down, sums so that they narrow down no part. null: below five, or it would reveal one that is. Counted is each matter once, if an officer looked at it or a deadline passed.';
