import type { Model } from './complaint-model.ts';
import { isAbove, officers } from './complaint-world.ts';
import type { Facts } from './projects.ts';

const working = ['accepted', 'investigating', 'rectification'];
const active = ['registered', 'transferred', 'objected', ...working];

/** Whether an officer or the person may do this now. */
export function allows(model: Model, actor: string, act: string, facts: Facts): boolean {
  if (actor === 'person') return allowsPerson(model, act);
  if (model.recused.has(actor)) return false;
  const intake = model.has(actor, ['intake', 'reviewer']);
  const handler = model.has(actor, ['handler', 'reviewer']);
  const superior = model.isSuperior(actor);
  const officer = model.has(actor, ['intake', 'handler', 'follow_up', 'reviewer', 'publisher']);
  const from = (...states: string[]) => states.includes(model.state);
  const review = [
    'accepted',
    'investigating',
    'rectification',
    'replied',
    'extended',
    'closed',
    'review_decided'
  ];
  switch (act) {
    case 'accept':
    case 'not_accept':
      return intake && from('registered', 'transferred');
    case 'transfer':
      return (
        facts.to !== model.bureau &&
        ((intake && from('registered')) ||
          (model.isSender(actor) && from('objected') && model.objections < 2))
      );
    case 'object':
      return intake && from('transferred') && model.open('objection');
    case 'take_back':
      return model.isSender(actor) && from('objected');
    case 'appoint':
      return superior && from('registered', 'transferred', 'objected');
    case 'order_acceptance':
      return superior && from('not_accepted');
    case 'investigate':
      return handler && from('accepted');
    case 'rectify':
      return handler && from('accepted', 'investigating');
    case 'reply':
      return handler && from(...working);
    case 'extend':
      return (
        model.has(actor, ['reviewer']) && from(...working) && !model.extended && Number(facts.days) <= 30
      );
    case 'close':
    case 'reopen':
      return (
        model.has(actor, ['follow_up', 'reviewer']) &&
        from('replied') &&
        !model.handled(actor, ['investigating', 'rectification', 'replied'])
      );
    case 'decide_review':
      return superior && from('review_requested') && !model.handled(actor, review);
    case 'hold_hearing':
      return superior && from('final_requested') && !model.handled(actor, review);
    case 'decide_final':
      return (
        superior &&
        from('final_requested') &&
        !model.handled(actor, review) &&
        isAbove(officers[actor]?.bureau ?? '', model.reviewBy ?? '')
      );
    case 'supervise':
      return superior && from(...active) && !model.supervised;
    case 'publish':
      return model.has(actor, ['publisher', 'intake', 'reviewer']);
    case 'keep_private':
      return model.has(actor, ['publisher', 'intake', 'reviewer']) && model.visibility !== 'private';
    case 'ask':
      return (
        (officer &&
          from('registered', 'transferred', ...working, 'replied', 'review_requested', 'final_requested')) ||
        (superior && from('review_requested', 'final_requested'))
      );
    case 'recuse':
      return officer && from(...active, 'replied', 'review_requested', 'final_requested');
    default:
      throw new Error(`unknown act ${act}`);
  }
}

function allowsPerson(model: Model, act: string): boolean {
  const from = (...states: string[]) => states.includes(model.state);
  switch (act) {
    case 'withdraw':
      return from(...active, 'replied') && !model.exOfficio;
    case 'write':
      return from(...active, 'replied', 'review_requested', 'final_requested');
    case 'reopen':
      return from('replied', 'closed') && model.reopened < 3 && model.open('review_apply');
    case 'rate':
      return from('replied', 'closed', 'review_decided', 'final') && !model.rated;
    case 'request_review':
      return from('replied', 'closed') && model.open('review_apply');
    case 'request_final':
      return from('review_decided') && model.open('final_apply');
    default:
      throw new Error(`unknown act ${act}`);
  }
}
