import { requireStaff } from '#lib/accounts/guard.server.ts';
import * as catalogue from '#lib/catalogue/catalogue.server.ts';
import * as desk from '#lib/catalogue/desk.server.ts';
import { formOf } from '#lib/catalogue/item-form.ts';
import { act } from '#lib/desk/act.server.ts';
import { divisions } from '#lib/journal/journal.server.ts';
import { calendarDay } from '#lib/server/calendar-day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const who = requireStaff(event);
  const { db, lang } = event.locals;
  const item = await catalogue.read(db, event.params.item);
  const [all, kinds] = await Promise.all([divisions(db), desk.milestonesFor(db, who)]);
  return {
    item,
    today: calendarDay(),
    saved: event.url.searchParams.get('saved'),
    initial: formOf(item),
    kinds,
    mayEdit: desk.mayWrite(who, item.division_code),
    province: desk.mayWrite(who, '420000'),
    groups: desk.groupsFor(who, all, lang, item.division_code),
    endable: item.rules
      .filter(({ division_code }) => desk.mayWrite(who, division_code))
      .map(({ deadline_rule_id }) => deadline_rule_id)
  };
};

export const actions: Actions = {
  save: async (event) => {
    requireStaff(event);
    return desk.saveItem(event, false);
  },
  end: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const finish = async ({ on }: { on: string }) => {
      await catalogue.end(db, event.params.item, on);
      return { id: 'end', saved: true, message: 'catalogue.desk.endedNow' };
    };
    return act(await event.request.formData(), catalogue.endInput, finish, {
      id: 'end',
      fields: { ends_in_the_past: 'on' }
    });
  },
  rule: async (event) => {
    requireStaff(event);
    const { db } = event.locals;
    const add = async (facts: Parameters<typeof catalogue.addRule>[2]) => {
      await catalogue.addRule(db, event.params.item, facts);
      return { id: 'rule', saved: true, message: 'catalogue.desk.ruleAdded' };
    };
    return act(await event.request.formData(), catalogue.ruleInput, add, {
      id: 'rule',
      fields: {
        outside_own_division: 'division_code',
        deadline_rule_outside_item: 'division_code',
        deadline_rules_period: 'valid_until'
      }
    });
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
