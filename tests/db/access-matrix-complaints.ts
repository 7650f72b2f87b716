import * as desk from './access-matrix-complaints-desk.ts';
import * as filing from './access-matrix-complaints-filing.ts';
import * as outside from './access-matrix-complaints-outside.ts';
import * as reading from './access-matrix-complaints-public.ts';
import * as tracking from './access-matrix-complaints-tracking.ts';

/** The part of the matrix about complaints, the parts of the slice beside it; see access-matrix.ts. */
const core = {
  everyone: ['nearby_complaints'],
  people: ['act_as_person', 'advance_complaint', 'advance_complaints', 'answer_extract', 'read_contact'],
  'people and server': [],
  server: ['act_by_code', 'file_complaint', 'sweep_complaints']
};
const parts = [core, desk.verbs, filing.verbs, outside.verbs, reading.verbs, tracking.verbs];
const all = (who: keyof typeof core): string[] => parts.flatMap((verbs): string[] => verbs[who]);

export const verbs = {
  everyone: all('everyone'),
  people: all('people'),
  'people and server': all('people and server'),
  server: all('server')
};

/** Read by functions alone: what belongs to the person is not even in this schema. */
export const hidden = [
  'complaint_clocks',
  'complaint_events',
  'complaint_extracts',
  'complaint_templates',
  'complaints'
];
export const open = ['complaint_categories', 'complaint_routes', 'complaint_transitions'];

export const appendOnly = ['complaint_events'];
export const changing = { complaint_events: 'set event = event' };
/** No complaint disappears. */
export const refused: Record<string, ('insert' | 'update' | 'delete')[]> = { complaints: ['delete'] };

/** Two rows of each table at least. */
export const seeds = `
  insert into public.complaints (number, project_id, division_code, category, naming)
    select 'C' || row_number() over (), p.project_id, p.division_code, 'seepage', 'anonymous' from public.projects p;
  insert into public.complaint_events (complaint_id, event, state, by, division_code)
    select c.complaint_id, 'submitted', 'registered', 'person', c.division_code from public.complaints c;
  insert into public.complaint_clocks (complaint_id, clock, round, started_on, due_on, deadline_rule_id)
    select c.complaint_id, 'notice', 1, private.today(), private.today() + 15, r.deadline_rule_id
    from public.complaints c, public.deadline_rules r where r.subject = 'complaint' and r.item = 'notice';
  insert into public.complaint_extracts (complaint_id, organization_id, text, due_on, deadline_rule_id)
    select c.complaint_id, pp.organization_id, '外墙渗漏，请说明情况。', private.today() + 5, r.deadline_rule_id
    from public.complaints c join public.project_parties pp on pp.project_id = c.project_id, public.deadline_rules r
    where r.subject = 'complaint' and r.item = 'company_reply';
  insert into public.complaint_templates (organization_id, act, title, text)
    select o.organization_id, 'accept', t, '已受理。' from public.organizations o, unnest(array['受理一', '受理二']) t where o.name = '已离职公司';
  insert into public.complaint_routes (division_code, category, organization_id)
    select '420100', k, o.organization_id from public.organizations o, unnest(array['seepage', 'cracks']) k where o.name = '已离职公司'`;

/** Verbs open to people that run with the owner's rights and call no guard, with the reason why that is right. */
export const unguarded = {
  ...filing.unguarded,
  ...outside.unguarded,
  ...reading.unguarded,
  ...tracking.unguarded,
  nearby_complaints: 'tells complaints that are public, where the person did not ask for a coarse place'
};

/** Functions without a search_path of their own, with the reason. Each name in them is qualified. */
export const withoutSearchPath = {
  ...desk.withoutSearchPath,
  ...reading.withoutSearchPath,
  'private.figure_axis':
    'a function with settings cannot be inlined, and this one is asked for each group of figures',
  'private.shanghai_day': 'a function with settings cannot be inlined, and this one is asked for each event'
};
