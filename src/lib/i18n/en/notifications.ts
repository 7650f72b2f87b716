import type zh from '../zh/notifications.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'My notifications',
  lead: 'Everything that concerns your work is here. Open a title to act; mark it as read when you are done.',
  bell: 'My notifications',
  bellUnread_one: 'My notifications, {{count}} unread',
  bellUnread_other: 'My notifications, {{count}} unread',
  bellMany: 'My notifications, more than 99 unread',
  summary_one: '{{count, number}} notification, {{unread, number}} unread',
  summary_other: '{{count, number}} notifications, {{unread, number}} unread',
  unreadOnly_one: '{{count, number}} unread notification',
  unreadOnly_other: '{{count, number}} unread notifications',
  show: 'Show',
  all: 'All notifications',
  onlyUnread: 'Unread only',
  unread: 'Unread',
  read: 'Read',
  mark: 'Mark as read',
  markOne: 'Mark “{{title}}” as read',
  markAll: 'Mark all as read',
  empty: 'No notifications',
  emptyHint: 'When an item is nearly due, waits for you or has been published, you are told here.',
  emptyUnread: 'Nothing unread',
  emptyUnreadHint: 'Everything is done. To look back, choose “All notifications”.',
  told: {
    other: 'There is something new',
    otherLine: 'Please open it.',
    someItem: 'an item of disclosure',
    project: 'Project: {{name}}',
    dueOn: 'To be published by {{day}}',
    reason: 'Reason: {{reason}}',
    disclosure: {
      due_soon_one: 'Due in {{count}} day: {{item}}',
      due_soon_other: 'Due in {{count}} days: {{item}}',
      dueToday: 'Due today: {{item}}',
      dueSoonNext: 'Please have it filled in, confirmed and published before it is due.',
      overdue_one: '{{count}} day overdue: {{item}}',
      overdue_other: '{{count}} days overdue: {{item}}',
      overdueNext: 'The project’s page shows publicly that it is overdue, until it is published.',
      submitted: 'Waits for your confirmation: {{item}}',
      submittedNext: 'Please check its content and files, then confirm or return it.',
      returned: 'Returned: {{item}}',
      returnedNext: 'Please mend what the reason says, and submit it again.',
      confirmed: 'Confirmed and ready to publish: {{item}}',
      confirmedNext: 'Please arrange its publication.',
      published: 'Published: {{item}}',
      withdrawn: 'Withdrawn: {{item}}',
      withdrawnNext: 'The public still sees that it was withdrawn, and why.',
      withheld: 'Withheld: {{item}}',
      withheldNext: 'The project’s page says that it is withheld, and on what ground.',
      publish_failed: 'Not published as planned: {{item}}',
      publishFailedNext: 'Please open it and arrange it anew.'
    }
  },
  mail: {
    subject: '{{title}} · Sunlit',
    open: 'Open it',
    why: 'You get this mail because notifications by mail are on in your Sunlit account. All of them are in your inbox there, too.',
    stop: 'No more notifications by mail'
  }
} satisfies Mirror<typeof zh>;
