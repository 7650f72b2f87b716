import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Person } from '#lib/accounts/person.ts';
import { ruleInput } from '#lib/catalogue/catalogue.server.ts';
import { dayKinds, natures } from '#lib/catalogue/catalogue.ts';
import { groupsFor, mayWrite } from '#lib/catalogue/desk.server.ts';
import { act as answer } from '#lib/desk/act.server.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import type { Client } from '#lib/server/client.ts';
import { unwrap } from '#lib/server/errors.ts';
import { ruleSteps } from './rule-steps.ts';
import * as desk from './desk.server.ts';
import { templates as templateRows } from './replies.ts';
import { removal, routeForm, templateForm } from './schema.ts';

/** What a bureau keeps for its desk: words for steps, where complaints go, and how many days each step has. */
export async function loadTemplates(db: Client) {
  const [found, categories] = await Promise.all([
    db.rpc('desk_templates').then((answered) => unwrap(answered, templateRows)),
    desk.categories(db)
  ]);
  return { ...found, categories };
}

export async function saveTemplate({ request, locals }: RequestEvent) {
  const data = await request.formData();
  const given = data.get('template');
  const id = typeof given === 'string' && given !== '' ? given : 'template';
  const fields = { complaint_template_exists: 'title', not_your_act: 'bureau' };
  return answer(
    data,
    templateForm,
    async ({ template, category, ...facts }) => {
      const saved = { template: template ?? null, category: category ?? null, ...facts };
      unwrap(await locals.db.rpc('save_complaint_template', saved), z.string());
      return { id: 'template', saved: true, message: 'complaintDesk.templates.saved' };
    },
    { id, fields }
  );
}

export async function removeTemplate({ request, locals }: RequestEvent) {
  const data = await request.formData();
  return answer(
    data,
    removal,
    async ({ id }) => {
      unwrap(await locals.db.rpc('remove_complaint_template', { template: id }), z.unknown());
      return { id: 'template', saved: true, message: 'complaintDesk.templates.removed' };
    },
    { id: 'remove' }
  );
}

const place = z.object({ name: z.string(), name_en: z.string() });
const routeRows = z.array(
  z.object({
    route_id: z.string(),
    division_code: z.string(),
    category: z.string().nullable(),
    divisions: place,
    organizations: z.object({ name: z.string() }),
    complaint_categories: place.nullable()
  })
);

export async function loadRoutes({ db, lang }: Pick<App.Locals, 'db' | 'lang'>, who: Person) {
  const [answered, all, categories, bureaus] = await Promise.all([
    db
      .from('complaint_routes')
      .select(
        'route_id,division_code,category,divisions(name,name_en),organizations(name),complaint_categories(name,name_en)'
      )
      .order('division_code')
      .limit(500),
    divisions(db),
    desk.categories(db),
    desk.bureaus(db)
  ]);
  const reviewer = who.memberships.some(
    ({ role, duties }) => role === 'officer' && duties.includes('reviewer')
  );
  const routes = unwrap(answered, routeRows).map((route) => ({
    ...route,
    mine: reviewer && mayWrite({ ...who, administrator: false }, route.division_code)
  }));
  const groups = reviewer ? groupsFor({ ...who, administrator: false }, all, lang) : [];
  return { routes, groups, categories, bureaus };
}

export async function saveRoute({ request, locals }: RequestEvent) {
  const fields = {
    outside_own_division: 'division',
    bureau_unknown: 'bureau',
    complaint_route_wrong: 'bureau'
  };
  return answer(
    await request.formData(),
    routeForm,
    async ({ division, category, bureau }) => {
      const facts = { division, category: category ?? null, bureau };
      unwrap(await locals.db.rpc('save_complaint_route', facts), z.string());
      return { id: 'route', saved: true, message: 'complaintDesk.routes.saved' };
    },
    { id: 'route', fields }
  );
}

export async function removeRoute({ request, locals }: RequestEvent) {
  return answer(
    await request.formData(),
    removal,
    async ({ id }) => {
      unwrap(await locals.db.rpc('remove_complaint_route', { route: id }), z.unknown());
      return { id: 'route', saved: true, message: 'complaintDesk.routes.removed' };
    },
    { id: 'route' }
  );
}

const ruleRows = z.array(
  z.object({
    deadline_rule_id: z.string(),
    item: z.string(),
    division_code: z.string(),
    divisions: place,
    days: z.number(),
    day_kind: z.enum(dayKinds),
    nature: z.enum(natures),
    basis: z.string(),
    basis_en: z.string().nullable(),
    valid_from: z.string(),
    valid_until: z.string().nullable(),
    created_at: z.string()
  })
);

/** Every rule there is or was of how long a step of a complaint may take. */
export async function loadRules({ db, lang }: Pick<App.Locals, 'db' | 'lang'>, who: Person) {
  const [answered, all] = await Promise.all([
    db
      .from('deadline_rules')
      .select('*,divisions!deadline_rules_division_fkey(name,name_en)')
      .eq('subject', 'complaint')
      .order('division_code')
      .order('valid_from', { ascending: false })
      .limit(500),
    divisions(db)
  ]);
  const rules = unwrap(answered, ruleRows).map(({ divisions: at, ...rule }) => ({
    ...rule,
    division: at.name,
    division_en: at.name_en,
    mine: mayWrite(who, rule.division_code)
  }));
  return { rules, groups: groupsFor(who, all, lang) };
}

/** No step of a complaint is due before its clock begins. */
export const ruleForm = ruleInput.extend({
  item: z.enum(ruleSteps, 'errors.required'),
  days: ruleInput.shape.days.refine((days) => days >= 0, 'complaintDesk.rules.days')
});

export async function addRule(db: Client, facts: z.output<typeof ruleForm>): Promise<void> {
  unwrap(await db.rpc('add_deadline_rule', { facts: { ...facts, subject: 'complaint' } }), z.string());
}
