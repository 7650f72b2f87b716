-- Import of a file of projects: stage → preview → commit, in batches that may be resumed. What a row means is decided by
-- private.apply_project alone.

create function private.own_import(run uuid) returns public.import_runs
language plpgsql security definer set search_path = ''
as $$
declare
  found_run public.import_runs;
begin
  select * into found_run from public.import_runs r
  where r.import_run_id = run and (r.user_id = auth.uid() or coalesce(auth.role(), '') = 'service_role') for update;
  if found_run.import_run_id is null then raise exception 'import_not_found' using errcode = 'P0002'; end if;
  return found_run;
end $$;
comment on function private.own_import(uuid) is 'Locks and returns the caller''s import. Raises P0002 import_not_found.';

create function public.begin_import(file_name text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  run uuid;
begin
  if coalesce(auth.role(), '') <> 'service_role'
    and not exists (select from private.current_memberships() m where m.role = 'officer') then
    raise exception 'officer_required' using errcode = '42501';
  end if;
  delete from public.import_runs r where r.state = 'staged' and r.created_at < now() - interval '7 days';
  delete from private.import_rows i using public.import_runs r
  where r.import_run_id = i.import_run_id and r.state = 'committed' and r.committed_at < now() - interval '7 days';
  insert into public.import_runs (user_id, file_name) values (auth.uid(), left(file_name, 200)) returning import_run_id into run;
  return run;
end $$;
comment on function public.begin_import(text) is 'Opens an import and returns its id. Raises 42501 officer_required.';
revoke execute on function public.begin_import(text) from public, anon;
grant execute on function public.begin_import(text) to authenticated, service_role;

create function public.stage_import(run uuid, rows jsonb) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  staged int;
begin
  if (private.own_import(run)).state <> 'staged' then raise exception 'import_not_open' using errcode = '55000'; end if;
  insert into private.import_rows (import_run_id, line, facts)
  select run, (r ->> 'line')::int, r -> 'facts' from jsonb_array_elements(rows) r;
  get diagnostics staged = row_count;
  update public.import_runs r set row_count = r.row_count + staged where r.import_run_id = run;
  return staged;
end $$;
comment on function public.stage_import(uuid, jsonb) is 'Adds parsed rows [{line, facts}] to an open import; returns how many. Raises P0002, 55000 import_not_open.';
revoke execute on function public.stage_import(uuid, jsonb) from public, anon;
grant execute on function public.stage_import(uuid, jsonb) to authenticated, service_role;

create function private.import_summary(run uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('total', count(*), 'pending', count(*) filter (where r.outcome is null),
    'new', count(*) filter (where r.outcome = 'new'), 'changed', count(*) filter (where r.outcome = 'changed'),
    'unchanged', count(*) filter (where r.outcome = 'unchanged'), 'refused', count(*) filter (where r.outcome = 'refused'))
  from private.import_rows r where r.import_run_id = run
$$;
comment on function private.import_summary(uuid) is 'Counts of an import by outcome.';

create function public.preview_import(run uuid, batch int default 1000) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  if (private.own_import(run)).state <> 'staged' then raise exception 'import_not_open' using errcode = '55000'; end if;
  update private.import_rows r set outcome = t.result ->> 'outcome', detail = t.result - 'outcome'
  from (
    select n.line, case when private.may_write_project(n.facts) then private.apply_project(n.facts, false)
      else jsonb_build_object('outcome', 'refused', 'reason', 'outside_jurisdiction') end as result
    from (select i.line, i.facts from private.import_rows i
      where i.import_run_id = run and i.outcome is null order by i.line limit batch) n
  ) t
  where r.import_run_id = run and r.line = t.line;
  return private.import_summary(run);
end $$;
comment on function public.preview_import(uuid, int) is
  'Judges the next rows without writing: {total, pending, new, changed, unchanged, refused}. Call until pending is 0.';
revoke execute on function public.preview_import(uuid, int) from public, anon;
grant execute on function public.preview_import(uuid, int) to authenticated, service_role;

create function public.read_import(run uuid, only_outcome text default null, page_number int default 1, page_size int default 50) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  r public.import_runs := private.own_import(run);
begin
  return jsonb_build_object('run', to_jsonb(r) - 'user_id', 'summary',
    case when r.state = 'staged' then private.import_summary(run) else r.summary end,
    'remaining', (select count(*) from private.import_rows i
      where i.import_run_id = run and r.state = 'committing' and i.outcome in ('new', 'changed')),
    'rows', coalesce((
      select jsonb_agg(jsonb_build_object('line', x.line, 'name', x.facts ->> 'name',
        'permit_no', x.facts ->> 'permit_no', 'project_code', x.facts ->> 'project_code',
        'outcome', x.outcome, 'detail', x.detail) order by x.line)
      from (select * from private.import_rows i where i.import_run_id = run
        and (only_outcome is null or i.outcome = only_outcome)
        order by i.line limit least(page_size, 200) offset (greatest(page_number, 1) - 1) * least(page_size, 200)) x), '[]'));
end $$;
comment on function public.read_import(uuid, text, int, int) is 'An import with a page of its rows: {run, summary, remaining, rows}. Raises P0002 import_not_found.';
revoke execute on function public.read_import(uuid, text, int, int) from public, anon;
grant execute on function public.read_import(uuid, text, int, int) to authenticated, service_role;

create function public.commit_import(run uuid, batch int default 500, skip_refused boolean default false, demo boolean default false) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  r public.import_runs := private.own_import(run);
  row record;
  result jsonb;
  violated text;
  remaining int;
begin
  if coalesce(auth.role(), '') <> 'service_role'
    and not exists (select from private.current_memberships() m where m.role = 'officer') then
    raise exception 'officer_required' using errcode = '42501';
  end if;
  if r.state = 'committed' then return r.summary || '{"remaining": 0}'; end if;
  if r.state = 'staged' then
    if exists (select from private.import_rows i where i.import_run_id = run and i.outcome is null) then
      raise exception 'import_not_previewed' using errcode = '55000';
    end if;
    if not skip_refused and exists (select from private.import_rows i where i.import_run_id = run and i.outcome = 'refused') then
      raise exception 'import_has_refused_rows' using errcode = '23514';
    end if;
    update public.import_runs i set state = 'committing', summary = private.import_summary(run) where i.import_run_id = run
    returning * into r;
  end if;
  for row in
    select i.line, i.facts from private.import_rows i
    where i.import_run_id = run and i.outcome in ('new', 'changed') order by i.line limit batch
  loop
    -- rights and facts may have moved since the preview: such a row is refused, the others go on
    begin
      result := case when private.may_write_project(row.facts)
        then private.apply_project(row.facts, true, demo and coalesce(auth.role(), '') = 'service_role')
        else '{"outcome": "refused", "reason": "outside_jurisdiction"}' end;
    exception when integrity_constraint_violation or data_exception then
      get stacked diagnostics violated = constraint_name;
      result := jsonb_build_object('outcome', 'refused', 'reason', coalesce(nullif(violated, ''), 'sql_' || lower(sqlstate)));
    end;
    update private.import_rows i set
      outcome = case when result ->> 'outcome' = 'refused' then 'refused' else 'written' end, detail = result - 'outcome'
    where i.import_run_id = run and i.line = row.line;
  end loop;
  select count(*) into remaining from private.import_rows i where i.import_run_id = run and i.outcome in ('new', 'changed');
  if remaining = 0 then
    -- refused rows stay for a week, to be looked up
    update public.import_runs i set state = 'committed', committed_at = now(), summary = i.summary || (
      select jsonb_build_object('written', count(*) filter (where x.outcome = 'written'),
        'refused', count(*) filter (where x.outcome = 'refused'))
      from private.import_rows x where x.import_run_id = run)
    where i.import_run_id = run returning * into r;
    delete from private.import_rows i where i.import_run_id = run and i.outcome <> 'refused';
    perform private.audit('import.committed', run::text, r.summary || jsonb_build_object('file_name', r.file_name));
    -- the embedded engine never does this by itself, and plans made for empty tables are bad ones
    if (r.summary ->> 'written')::int >= 500 then
      analyze public.projects, public.project_parties, public.milestones, public.organizations, public.journal;
    end if;
  end if;
  return r.summary || jsonb_build_object('remaining', remaining);
end $$;
comment on function public.commit_import(uuid, int, boolean, boolean) is
  'Writes the next rows of a previewed import: its counts and `remaining`. Call until remaining is 0; an interrupted import goes on where it stopped. What cannot be written any more is refused. At the end the counts have `written` too. Raises 55000 import_not_previewed, 23514 import_has_refused_rows, 42501 officer_required.';
revoke execute on function public.commit_import(uuid, int, boolean, boolean) from public, anon;
grant execute on function public.commit_import(uuid, int, boolean, boolean) to authenticated, service_role;

create function public.discard_import(run uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if (private.own_import(run)).state <> 'staged' then raise exception 'import_not_open' using errcode = '55000'; end if;
  delete from public.import_runs r where r.import_run_id = run;
end $$;
comment on function public.discard_import(uuid) is 'Throws a staged import away; nothing of it was written. Raises P0002, 55000 import_not_open.';
revoke execute on function public.discard_import(uuid) from public, anon;
grant execute on function public.discard_import(uuid) to authenticated, service_role;
