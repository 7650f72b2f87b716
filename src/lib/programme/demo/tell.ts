import type { Event } from './facts.ts';
import { standIn } from './people.server.ts';
import { complaintDeeds, nextComplaint, sweepComplaints } from './tell-complaints.ts';
import { findingDeeds, nextFinding, sweepFindings } from './tell-findings.ts';
import { nextDay, openDayDeeds, sweepDays } from './tell-open-days.ts';

/** An event with its papers as they were stored: what `documents` keeps of them, and the words of the version. */
type WithoutPapers<E> = E extends unknown ? Omit<E, 'papers' | 'paper' | 'contact'> : never;
export type Told = WithoutPapers<Event> & {
  documents?: Record<string, unknown>[];
  evidence?: Record<string, unknown>;
};

const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`;

/** The clock of this transaction: never behind the journal, which is in order. */
const clock = (at: string): string => `
    insert into private.settings as s (name, value)
    select 'clock', greatest(${at}, (select j.recorded_at from public.journal j order by j.seq desc limit 1))::text
    on conflict on constraint settings_pkey do update set value = excluded.value;`;

/** What is told at commit (see 20261130005050 and 5060) is told now, while the clock of this event stands. */
const tellNow = `
      set constraints all immediate;
      set constraints all deferred;`;

/** What the jobs of the hub would have done by the time of an event: each at the time it came due, not at the event's. */
const meanwhile = `
    loop
      next := least(
        (1 + least((select min(x.due_on) from public.disclosures x where x.status = 'due'),
          (select min(x.withheld_until) from public.disclosures x where x.state = 'withheld'),
          (select min(x.valid_until) from public.supervisors x where x.state in ('registered', 'suspended'))) + time '00:10') at time zone 'Asia/Shanghai',
        (select min(v.publish_at) from public.disclosure_versions v where v.state = 'confirmed' and v.publish_at is not null));
      next_day := ${nextDay};
      next_finding := ${nextFinding};
      next_complaint := ${nextComplaint};
      next := least(next, next_day, next_finding, next_complaint);
      exit when next is null or next > at;
      ${clock('next')}
      if next = next_day then ${sweepDays}${tellNow}
        continue;
      end if;
      if next = next_finding then ${sweepFindings}${tellNow}
        continue;
      end if;
      if next = next_complaint then ${sweepComplaints}${tellNow}
        continue;
      end if;
      perform public.release_expired();
      perform public.publish_scheduled();
      perform public.sweep_disclosures(1000);
      perform public.sweep_supervisors(100);${tellNow}
    end loop;`;

/** Acts as the person named, the member of the party, or the officer of the bureau; what nobody does, the hub does. */
const asPerson = `
    select x.* into work from public.projects x where x.project_code = e ->> 'project' and x.demo;
    select m.user_id, s.id into person, session from public.memberships m join auth.sessions s on s.user_id = m.user_id and s.tag = '${standIn}'
    where m.organization_id = coalesce(
        (select pp.organization_id from public.project_parties pp where pp.project_id = work.project_id and pp.role = e ->> 'by'),
        (select o.organization_id from public.organizations o where o.uscc = e ->> 'by'))
    order by cardinality(m.duties) desc, m.user_id limit 1;
    if e ? 'person' then
      select u.id, s.id into person, session from auth.users u join auth.sessions s on s.user_id = u.id and s.tag = '${standIn}'
      where u.email = e ->> 'person' limit 1;
    end if;
    if (person is null) <> (coalesce(e ->> 'by', e ->> 'person') is null) then raise exception 'demonstration data: nobody is %', e; end if;
    role := case when person is null then 'service_role' else 'authenticated' end;
    perform set_config('request.jwt.claim.sub', coalesce(person::text, ''), true), set_config('request.jwt.claim.role', role, true),
      set_config('request.jwt.claims', jsonb_build_object('sub', person, 'session_id', session, 'role', role)::text, true);
    select x.* into owed from public.disclosures x where x.project_id = work.project_id and x.item = e ->> 'item';
    select v.edits into edits from public.disclosure_versions v
    where v.disclosure_id = owed.disclosure_id and v.state in ('draft', 'submitted', 'returned', 'confirmed');`;

const project = `
      result := private.apply_project(e -> 'facts', true, true);
      if result ->> 'outcome' = 'refused' then
        raise exception 'demonstration data refused: % %', result ->> 'reason', e -> 'facts';
      end if;
      work.project_id := (result ->> 'project_id')::uuid;
      insert into public.buildings (project_id, name, floors_above, floors_below, unit_count)
      select work.project_id, x.name, x.floors_above, x.floors_below, x.unit_count
      from jsonb_to_recordset(coalesce(e -> 'buildings', '[]')) as x (name text, floors_above int, floors_below int, unit_count int)
      on conflict on constraint buildings_name_key do nothing;
      if e ->> 'place' is not null then
        update public.projects x set location_quality = e ->> 'place' where x.project_id = work.project_id;
      end if;
      -- as the form of the desk does
      perform private.refresh_disclosures(array[work.project_id]);
      delete from private.disclosure_queue q where q.project_id = work.project_id;
      perform private.refresh_open_days(array[work.project_id]);
      delete from private.open_day_queue q where q.project_id = work.project_id;`;

const documents = `
    if e ? 'documents' then
      insert into public.documents (project_id, sha256, original_sha256, media_type, bytes, original_bytes, file_name, width, height, pages, text)
      select work.project_id, x.sha256, x.sha256, x.media_type, x.bytes, x.bytes, x.file_name, x.width, x.height, x.pages, x.text
      from jsonb_to_recordset(e -> 'documents') as x
        (sha256 text, media_type text, bytes int, file_name text, width int, height int, pages int, text text)
      on conflict on constraint documents_once_per_project_key do nothing;
      files := (select jsonb_agg(jsonb_build_object('document_id', y.document_id, 'caption', x.value ->> 'caption') order by x.n)
        from jsonb_array_elements(e -> 'documents') with ordinality x (value, n)
        join public.documents y on y.project_id = work.project_id and y.sha256 = x.value ->> 'sha256');
    end if;`;

const plan = `
      perform public.confirm_plan(work.slug,
        (select jsonb_agg(l.line || jsonb_strip_nulls(jsonb_build_object('channels', l.change -> 'channels', 'left_out_reason', l.change -> 'left_out_reason',
            'planned_on', (l.line ->> 'planned_on')::date + (l.change ->> 'later')::int)))
          from (select x as line, coalesce(e -> 'lines' -> (x ->> 'item'), '{}') as change
            from jsonb_array_elements(private.proposed_plan(work.project_id)) x) l),
        (select x.version from public.disclosure_plans x where x.project_id = work.project_id));`;

/** The open case of the one it is about. */
const supervised = `
      select x.* into supervisor from public.supervisors x join auth.users u on u.id = x.user_id
      where u.email = coalesce(e ->> 'of', e ->> 'person') and x.state in ('applied', 'registered', 'suspended');`;

const deeds = `
    case e ->> 'do'
    when 'project' then ${project}
    when 'item' then
      perform public.save_disclosure_item(e -> 'facts');
    when 'rule' then
      perform public.add_deadline_rule(e -> 'facts');
      perform public.sweep_disclosures(1000);
    when 'plan' then ${plan}
    when 'save' then
      perform public.save_disclosure(owed.slug, e -> 'facts', e ->> 'note', files, edits, e ->> 'reason');
    when 'advance' then
      perform public.advance_disclosure(owed.slug, e ->> 'act', edits, e ->> 'reason', (e ->> 'publish_at')::timestamptz);
    when 'withdraw' then
      perform public.withdraw_disclosure(owed.slug, e ->> 'reason');
    when 'withhold' then
      perform public.withhold_disclosure(owed.slug, e ->> 'ground', e ->> 'reason', (e ->> 'until')::date);
    when 'channel' then
      -- what was withdrawn meanwhile is shown nowhere else
      if owed.state = 'published' then
        perform public.record_channel(owed.slug, e ->> 'channel', (e ->> 'posted_on')::date, e ->> 'url',
          (files -> 0 ->> 'document_id')::uuid, e ->> 'note');
      end if;
    when 'apply' then
      perform public.apply_supervisor(e -> 'facts'
        || jsonb_build_object('evidence', jsonb_build_array(public.keep_evidence(person, e -> 'evidence'))));
    when 'ask_renewal' then
      perform public.ask_supervisor_renewal();
    when 'decide' then ${supervised}
      perform public.decide_supervisor(supervisor.slug, e ->> 'act', supervisor.edits, (e ->> 'until')::date, e ->> 'reason');
    when 'appoint' then ${supervised}
      perform public.appoint_supervisor(work.slug, supervisor.number, e ->> 'note');
    when 'answer' then ${supervised}
      perform public.answer_appointment((select a.appointment_id from public.supervisor_appointments a
        where a.supervisor_id = supervisor.supervisor_id and a.project_id = work.project_id and a.state = 'offered'),
        (e ->> 'accept')::boolean);
    ${openDayDeeds}${findingDeeds}${complaintDeeds}
    when 'sweep' then
      perform public.sweep_disclosures(1000);${sweepDays}${sweepFindings}${sweepComplaints}
      -- nobody leaves half a year of messages unread
      update public.notifications n set read_at = n.created_at + interval '1 day' where n.created_at < private.now() - interval '10 days';
    end case;`;

/**
 * Tells the events at the time they happened, each to the verb that does such a thing and as the person who may: the
 * state machine, the journal and the inboxes come out as they would have. The clock is set inside this transaction only,
 * and is taken away before it ends. Whoever comes second, of two starting servers, finds the batch done.
 */
export const batch = (events: Told[], done: number): string => `do $demo$
declare
  e jsonb;
  at timestamptz;
  next timestamptz;
  next_day timestamptz;
  next_finding timestamptz;
  next_complaint timestamptz;
  complaint public.complaints;
  finding public.findings;
  day public.open_days;
  work public.projects;
  owed public.disclosures;
  supervisor public.supervisors;
  person uuid;
  session uuid;
  role text;
  edits int;
  files jsonb;
  result jsonb;
begin
  perform pg_advisory_xact_lock(4206, 2);
  if private.setting('demo_events') <> '${String(done)}' then return; end if;
  for e in select t.value from jsonb_array_elements(${quoted(events)}) with ordinality t (value, n) order by t.n loop
    at := (e ->> 'at')::timestamptz;
    ${meanwhile}
    ${clock('at')}
    ${asPerson}
    ${documents}
    ${deeds}${tellNow}
  end loop;
  delete from private.settings s where s.name = 'clock';
  update private.settings s set value = '${String(done + events.length)}' where s.name = 'demo_events';
end $demo$`;
