import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import * as desk from '#lib/catalogue/desk.server.ts';
import { act } from '#lib/desk/act.server.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import * as rules from '#lib/open-days/desk/rules.server.ts';
import * as milestones from '#lib/projects/kinds.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

const fields = {
  outside_own_division: 'division_code',
  deadline_rule_outside_item: 'division_code',
  deadline_rules_period: 'valid_until',
  disclosure_item_not_found: 'item'
};

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const [all, found, kinds] = await Promise.all([divisions(db), rules.list(db), milestones.list(db)]);
  return {
    rules: found.map((rule) => ({ ...rule, mine: desk.mayWrite(who, rule.division_code) })),
    milestones: kinds.map(({ kind, name, name_en, active }) => ({ kind, name, name_en, active })),
    groups: desk.groupsFor(who, all, lang),
    today: calendarDay()
  };
};

export const actions: Actions = {
  rule: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const add = async (facts: Parameters<typeof rules.add>[1]) => {
      await rules.add(db, facts);
      return { id: 'rule', saved: true, message: 'catalogue.desk.ruleAdded' };
    };
    return act(await event.request.formData(), rules.input, add, { id: 'rule', fields });
  },
  endRule: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const data = await event.request.formData();
    const rule = data.get('rule');
    const id = typeof rule === 'string' ? rule : undefined;
    const finish = async (given: Parameters<typeof catalogue.endRule>[1]) => {
      await catalogue.endRule(db, given);
      return { id: 'rule', saved: true, message: 'catalogue.desk.ruleEnded' };
    };
    return act(data, catalogue.endRuleInput, finish, { id, fields: { ends_before_it_begins: 'on' } });
  }
};
