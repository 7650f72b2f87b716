import type { Mirror } from '../types.ts';
import type zh from '../zh/subscriptions.ts';

export default {
  title: 'News by e-mail',
  titleOf: 'News by e-mail: {{name}}',
  lead: 'We tell you by e-mail when something new is published. No account is needed.',
  choose: 'First choose what to follow',
  chooseText:
    'Open the page of a project, division or organization and choose “E-mail” beside “Follow”. You can also follow the whole province.',
  chooseProject: 'Find a project',
  chooseDivision: 'See the divisions',
  chooseProvince: 'Follow the whole province',
  what: 'What you follow',
  stageOnly: 'Only disclosures of the stage {{stage}}',
  itemOnly: 'Only disclosures of {{item}}',
  kindsOnly: 'Only: {{kinds}}',
  list: ', ',
  email: 'Your e-mail address',
  emailHint: 'Used for the mails you ask for and nothing else. It is never published.',
  kinds: 'Only these kinds of news',
  kindsHint: 'Choose none to get all of them.',
  frequency: 'How often',
  immediate: 'As it happens',
  immediateHint: 'Within minutes of publication.',
  daily: 'Once a day',
  dailyHint:
    'At eight in the morning, Beijing time, with what was new since the day before; no mail without news.',
  submit: 'Subscribe',
  stored: 'What we keep',
  storedText:
    'Your address, encrypted, with what you follow, how often and in which language. The database does not show your address. What is not confirmed within three days is deleted.',
  end: 'How to end it',
  endText:
    'Each mail has a link that ends it with one click, without signing in. Your address is then deleted at once.',
  done: 'Check your mail',
  doneText:
    'We sent a mail to {{email}}. Open the link in it within three days and confirm: news begin then. If it does not arrive, look among junk mail and check that the address was right.',
  confirm: {
    title: 'Confirm your subscription',
    lead: 'Press the button to confirm that this mailbox is to get the news.',
    submit: 'Confirm'
  },
  link: {
    broken:
      'This link is no longer good: the subscription ended, three days have passed, or the link was not copied whole. You can subscribe again.',
    again: 'Subscribe again'
  },
  manage: {
    title: 'My subscriptions by e-mail',
    confirmed: 'Your subscription is confirmed',
    confirmedText: 'From now on, you get a mail when something new is published.',
    address: 'Mails go to {{address}}',
    this: 'The subscription of this mail',
    others: 'Other subscriptions of this address',
    since: 'Since ',
    language: 'Language of the mails',
    save: 'Save changes',
    stop: 'Unsubscribe',
    stopOf: 'Unsubscribe from “{{name}}”',
    stopAll: 'Unsubscribe from all',
    stopAllText: 'This address gets no more subscribed mails and is deleted at once.',
    ended: 'Unsubscribed',
    endedText: 'You get no more mails of this subscription, and its copy of your address is deleted.',
    keep: 'Please do not pass on the links of these mails: whoever has them can change or end your subscriptions.'
  },
  mail: {
    site: '{{title}} · Sunlit',
    askedTitle: 'Please confirm: news of {{name}}',
    asked:
      'Somebody, most likely you, asked for news of “{{name}}” to be sent to this mailbox. Open the link below within three days and press “Confirm”.',
    askedAction: 'Go on to confirm',
    askedFooter:
      'If it was not you, do nothing: no further mail comes, and the request and your address are deleted after three days.',
    knownTitle: 'You follow this already: {{name}}',
    known:
      'Somebody, most likely you, asked again for news of “{{name}}”. This mailbox gets them already; there is nothing to confirm.',
    knownAction: 'My subscriptions',
    news_one: '{{name}}: {{count, number}} piece of news',
    news_other: '{{name}}: {{count, number}} pieces of news',
    more_one: 'The newest {{shown}} are listed here, {{count, number}} more is on the page.',
    more_other: 'The newest {{shown}} are listed here, {{count, number}} more are on the page.',
    newsAction: 'Open “{{name}}”',
    why: 'You get this mail because you subscribed to “{{name}}”.',
    manage: 'Change how often, or manage subscriptions',
    stop: 'Unsubscribe'
  }
} satisfies Mirror<typeof zh>;
