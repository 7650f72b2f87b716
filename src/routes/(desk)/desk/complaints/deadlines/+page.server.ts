import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import * as settings from '#lib/complaints/desk/settings.server.ts';
import { act } from '#lib/desk/act.server.ts';
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
  return { ...(await settings.loadRules(event.locals, who)), today: calendarDay() };
};

export const actions: Actions = {
  rule: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const add = async (facts: Parameters<typeof settings.addRule>[1]) => {
      await settings.addRule(db, facts);
      return { id: 'rule', saved: true, message: 'catalogue.desk.ruleAdded' };
    };
    return act(await event.request.formData(), settings.ruleForm, add, { id: 'rule', fields });
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
