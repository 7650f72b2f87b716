import type zh from '../zh/calendars.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Open day calendars',
  summary:
    'Subscribe to site open days in the calendar of your phone or computer: new days appear by themselves, changes and cancellations follow.',
  event: {
    title: 'Site open day: {{title}} ({{project}})',
    cancelled: 'Cancelled: {{title}}',
    notHeld: 'Not held: {{title}}',
    mine: 'Booked: {{title}}',
    waiting: 'Waitlisted: {{title}}',
    reason: 'Reason: {{reason}}',
    project: 'Project: {{name}}',
    meet: 'Meeting point: {{place}}',
    when: 'Begins: {{when}} (Beijing time)',
    code_one: 'Booking code: {{code}}, {{count}} person',
    code_other: 'Booking code: {{code}}, {{count}} people',
    more: 'Details and booking: {{address}}',
    demo: 'Demonstration data, not a real event.'
  },
  reason: {
    weather: 'weather',
    safety: 'safety',
    other: 'other'
  },
  province: 'Site open days in Hubei',
  ofDivision: 'Site open days in {{name}}',
  ofProject: 'Site open days of {{name}}',
  mine: 'My site open days',
  how: {
    title: 'How to subscribe',
    text: 'Press “Subscribe”; your phone or computer asks whether to add the calendar. If nothing happens, copy the address and choose “add calendar by URL” in your calendar.',
    cancelled: 'A cancelled open day does not quietly vanish: it stays in the calendar, marked as cancelled.',
    private: 'No account is needed, and we do not know who subscribes.'
  },
  subscribe: 'Subscribe',
  subscribeTo: 'Subscribe to “{{name}}”',
  download: 'Download .ics file',
  downloadOf: 'Download “{{name}}” as an .ics file',
  address: 'Address of the calendar',
  whole: 'The whole province',
  cities: 'Cities',
  citiesHint: 'Calendars of districts, counties and single projects are on their own pages.',
  column: { name: 'Scope', subscribe: 'Subscribe', file: 'File' },
  own: {
    title: 'My calendar',
    text: 'Holds only the open days that you booked or wait for; changes and cancellations follow by themselves.',
    open: 'Make the address of my calendar'
  },
  account: {
    title: 'My calendar',
    lead: 'Subscribe to the open days that you booked, in the calendar of your phone or computer.',
    none: 'You have no private calendar address yet.',
    make: 'Make an address',
    renew: 'Make a new address',
    renewText: 'The old address ends at once; calendars that subscribed to it get no more updates.',
    stop: 'End the address',
    stopText: 'The address ends at once; calendars that subscribed to it get no more updates.',
    made: 'The address is made. It is shown this once only: subscribe or copy it now.',
    stopped: 'The address has ended.',
    since:
      'The address was made on {{when}}. To keep it safe we do not store the address itself, so it cannot be shown again; make a new one when you need it.',
    secret: 'Whoever knows this address sees which open days you booked. Do not pass it on.'
  }
} satisfies Mirror<typeof zh>;
