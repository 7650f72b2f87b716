import { z } from 'zod';
import type { Facts } from './projects.ts';

/**
 * A walk through the life of one complaint in one statement, undone at its end, so that a thousand of them take a minute.
 * Each step is done by the same verbs as in the product, as the officer whose claims are set, or by the tracking code.
 */
export const walkSql = `
create function private.test_walk(steps jsonb, actors jsonb, first_day date, filing jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  step jsonb;
  c public.complaints;
  receipt jsonb;
  out jsonb := '[]';
  final jsonb;
  problem text;
  day date := first_day;
  n int := 0;
  more boolean;
  told int;
begin
  begin
    insert into private.settings values ('clock', day || 'T04:00:00Z') on conflict (name) do update set value = excluded.value;
    receipt := public.file_complaint(gen_random_uuid(), repeat('x', 43), filing);
    for step in select e from jsonb_array_elements(steps) e loop
      n := n + 1;
      problem := null;
      select count(*) into told from private.complaint_notices x where x.complaint_id = (receipt ->> 'complaint_id')::uuid;
      begin
        day := day + case when step ->> 'act' = 'wait' then (step #>> '{facts,days}')::int else 0 end;
        update private.settings set value = day || 'T04:00:' || lpad(n::text, 2, '0') || 'Z' where name = 'clock';
        if step ->> 'act' = 'calendar' then
          insert into public.calendar_days (day, source, works, name, basis)
          values ((step #>> '{facts,day}')::date, 'officer', (step #>> '{facts,works}')::boolean, '调整', '通知')
          on conflict on constraint calendar_days_pkey do update set works = excluded.works;
        elsif step ->> 'act' = 'rule' then
          insert into public.deadline_rules (subject, item, division_code, days, day_kind, basis, nature, valid_from)
          values ('complaint', step #>> '{facts,item}', '420100', (step #>> '{facts,days}')::int, step #>> '{facts,kind}', '市规', 'policy', day);
        elsif step ->> 'actor' = 'person' then
          perform set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true);
          perform public.act_by_code(repeat('x', 43), step ->> 'act', step -> 'facts');
        elsif step ->> 'act' <> 'wait' then
          perform set_config('request.jwt.claims', actors ->> (step ->> 'actor'), true),
            set_config('request.jwt.claim.sub', (actors ->> (step ->> 'actor'))::jsonb ->> 'sub', true);
          perform public.advance_complaint(receipt ->> 'slug', step ->> 'act', step -> 'facts');
        end if;
      exception when others then
        get stacked diagnostics problem = message_text;
      end;
      if step ->> 'act' in ('wait', 'calendar', 'rule') then
        for i in 1..60 loop
          more := (public.sweep_complaints() ->> 'more')::boolean;
          exit when not more;
        end loop;
      end if;
      select * into c from public.complaints x where x.slug = receipt ->> 'slug';
      out := out || jsonb_build_array(jsonb_build_object('problem', problem, 'state', c.state, 'queue', c.queue, 'clock', c.clock, 'due_on', c.due_on, 'day', day,
        'visibility', c.visibility, 'overdue', c.ever_overdue, 'supervised', c.supervised_at is not null, 'bureau', c.bureau_division,
        'notices', (select coalesce(jsonb_agg(x.kind order by x.at, x.notice_id), '[]') from (select * from private.complaint_notices y
          where y.complaint_id = c.complaint_id order by y.at, y.notice_id offset told) x)));
    end loop;
    final := jsonb_build_object('steps', out,
      'clocks', (select coalesce(jsonb_agg(jsonb_build_object('clock', k.clock, 'round', k.round, 'started_on', k.started_on, 'due_on', k.due_on, 'stopped_on', k.stopped_on)
        order by k.clock, k.round), '[]') from public.complaint_clocks k where k.complaint_id = c.complaint_id),
      'events', (select jsonb_agg(jsonb_build_object('event', e.event, 'day', private.shanghai_day(e.at), 'starts', e.starts, 'stops', e.stops, 'extra', e.extra_days,
        'moves', e.facts ->> 'moves', 'division', e.division_code) order by e.event_id) from public.complaint_events e where e.complaint_id = c.complaint_id),
      'journal', (select coalesce(jsonb_agg(j.kind order by j.seq), '[]') from public.journal j where j.subject_type = 'complaint' and j.subject_id = c.complaint_id::text),
      -- where the ledger of the public list has it, beside where it counts
      'ledger', (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from (select x.division_code, x.category, x.stage, x.outcome, x.supervised, sum(x.n) as n from (
          select k.division_code, k.category, k.stage, k.outcome, k.supervised, k.n from private.complaint_counts k
          union all select m.division_code, m.category, m.stage, m.outcome, m.supervised, m.n from private.complaint_moves m) x
        group by 1, 2, 3, 4, 5 having sum(x.n) <> 0) l),
      'counted', (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from (select k.*, 1 as n from private.complaint_counted(c) k) l));
    raise exception 'undo' using errcode = 'UNDO1';
  exception when sqlstate 'UNDO1' then null;
  end;
  perform set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true);
  return final;
end $$;
comment on function private.test_walk(jsonb, jsonb, date, jsonb) is 'Of a test.';

-- each step writes an entry into all thirty: they find complaints among many, and here is one
do $$
declare
  one regclass;
begin
  for one in select i.indexrelid from pg_index i where i.indrelid = 'public.complaints'::regclass and not i.indisunique loop
    execute format('drop index %s', one);
  end loop;
end $$;
`;

export interface Step {
  actor: string;
  act: string;
  facts: Facts;
}

const day = z.string();
export const walked = z.object({
  steps: z.array(
    z.object({
      problem: z.string().nullable(),
      state: z.string(),
      queue: z.string(),
      clock: z.string().nullable(),
      due_on: day.nullable(),
      day,
      visibility: z.string(),
      overdue: z.boolean(),
      supervised: z.boolean(),
      bureau: z.string(),
      notices: z.array(z.string())
    })
  ),
  ledger: z.unknown(),
  counted: z.unknown(),
  clocks: z.array(
    z.object({
      clock: z.string(),
      round: z.number(),
      started_on: day,
      due_on: day,
      stopped_on: day.nullable()
    })
  ),
  events: z.array(
    z.object({
      event: z.string(),
      day,
      starts: z.array(z.string()),
      stops: z.array(z.string()),
      extra: z.number().nullable(),
      moves: z.string().nullable(),
      division: z.string()
    })
  ),
  journal: z.array(z.string())
});
export type Walked = z.infer<typeof walked>;
