import { codeHash, sealContact, trackingCode, type Contact } from '#lib/complaints/protection.server.ts';
import { contactParts } from '#lib/complaints/words.ts';
import { fingerprint } from '#lib/server/seal.ts';
import type { Secrets } from '#lib/server/secrets.ts';
import type { Event } from './facts.ts';

type Complain = Extract<Event, { do: 'complain' }>;

/** An attempt that is the same at each start, and another in each hub. */
const attemptOf = ({ encryption }: Secrets, ref: string): string =>
  fingerprint(encryption, 'demonstration complaint', ref);

/** The tracking code of one complaint of the demonstration, told at the start so that a visitor can follow it. */
export const demoCode = (secrets: Secrets, ref: string): string =>
  trackingCode(secrets, attemptOf(secrets, ref));

/** A filing as the database takes it: the code hashed, the contact data sealed. */
export function toFile(secrets: Secrets, { contact, ...event }: Complain, complaint: string) {
  const has = contactParts.filter((part) => contact[part]);
  return {
    ...event,
    complaint,
    tracking_hash: codeHash(secrets, demoCode(secrets, event.ref)),
    sealed: has.length > 0 ? sealContact(secrets, complaint, contact satisfies Contact) : null,
    has
  };
}

/** What the jobs of the hub would have done to complaints by the time of an event. */
export const nextComplaint = `least(
        ((1 + (select min(x.due_on) from public.complaints x where x.queue <> 'done' and x.overdue_told is distinct from x.due_on))
          + time '00:40') at time zone 'Asia/Shanghai',
        ((1 + (select min(k.due_on) from public.complaint_clocks k join public.complaints x on x.complaint_id = k.complaint_id
          where k.clock = 'publish' and k.stopped_on is null and x.visibility = 'awaiting' and not x.held)) + time '00:40') at time zone 'Asia/Shanghai')`;

export const sweepComplaints = `
      loop
        result := public.sweep_complaints(1000);
        exit when not (result ->> 'more')::boolean;
      end loop;`;

const theComplaint = `
      select x.* into complaint from public.complaints x where x.source = 'web' and x.external_ref = 'demo-' || (e ->> 'ref');`;

/** What officers, persons and companies do, as they do it. */
export const complaintDeeds = `
    when 'complain' then
      perform public.file_complaint((e ->> 'complaint')::uuid, e ->> 'tracking_hash', (e -> 'facts') || jsonb_strip_nulls(jsonb_build_object(
          'source', 'web', 'external_ref', 'demo-' || (e ->> 'ref'),
          'project', (select x.slug from public.projects x where x.project_code = e #>> '{facts,project_code}' and x.demo),
          'join', (select x.slug from public.complaints x where x.external_ref = 'demo-' || (e #>> '{facts,join}')))),
        e ->> 'sealed', array(select jsonb_array_elements_text(e -> 'has')), (select u.id from auth.users u where u.email = e ->> 'filer'));
    when 'handle' then ${theComplaint}
      case
      when e ->> 'act' = 'answer_extract' then
        perform public.answer_extract((select x.slug from public.complaint_extracts x where x.complaint_id = complaint.complaint_id order by x.sent_at desc limit 1), e #>> '{facts,text}');
      when not e ? 'person' then
        perform private.person_act(complaint, e ->> 'act', e -> 'facts');
      else
        perform public.advance_complaint(complaint.slug, e ->> 'act', (e -> 'facts') || jsonb_strip_nulls(jsonb_build_object(
          'bureau', (select o.slug from public.organizations o where o.uscc = e #>> '{facts,bureau}'),
          'organization', case when e ->> 'act' = 'extract' then (select o.slug from public.project_parties pp join public.organizations o on o.organization_id = pp.organization_id
            where pp.project_id = complaint.project_id and pp.role = 'developer' limit 1) end,
          'fix_by', private.today() + (e #>> '{facts,fix_in}')::int)));
      end case;`;
