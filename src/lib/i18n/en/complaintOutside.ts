import type { Mirror } from '../types.ts';
import type zh from '../zh/complaintOutside.ts';

export default {
  open311: {
    contact: 'Please contact the operator of this hub.',
    keyService:
      'Keys are issued by reviewers of each city’s housing bureau, at the desk under “Complaints › Connections”.',
    wrong: 'The parameter “{{name}}” has a wrong value or form.',
    missing: 'The parameter “{{name}}” is missing.',
    placeMissing: 'Give a place: lat and long, or address_string, or address_id.',
    span: 'start_date and end_date may be at most {{days}} days apart.',
    form: 'Send application/x-www-form-urlencoded.',
    noResource: 'There is no such resource.',
    noJurisdiction: 'There is no such jurisdiction_id; discovery lists those there are.',
    noService: 'There is no such service_code; services lists those there are.',
    noRequest: 'There is no such number, or it is not public.',
    noToken: 'There is no such token.',
    noPlace: '“{{name}}” is no project or division of this city.',
    keyMissing: 'The api_key is missing.',
    keyWrong: 'The api_key is wrong or was ended.',
    keyElsewhere: 'This api_key cannot file in this city.',
    flood: 'This api_key filed too much. Try again in {{seconds}} seconds.',
    mediaIgnored: 'This hub fetches no pictures from elsewhere; media_url was not kept.',
    held: 'Received. It is beyond the limit of this key and has a number once an officer looked at it; ask by the token.',
    group: {
      quality: 'Quality of the work',
      disclosure: 'Disclosure',
      site: 'At the site',
      after_sale: 'Handover and warranty',
      other: 'Other'
    },
    attribute: {
      project: {
        label: 'Which project?',
        hint: 'Permit number, project code, or the short code of this hub'
      },
      spot: { label: 'Where exactly?', hint: 'Building, unit, flat; at most 200 characters' },
      urgent: { label: 'Are people in danger?', hint: 'yes or no' },
      public: {
        label: 'May it be published, without name and contact?',
        hint: 'yes or no; yes if not given'
      },
      coarse_place: { label: 'Publish the district alone?', hint: 'yes or no; no if not given' },
      coarse_time: { label: 'Publish the month alone?', hint: 'yes or no; no if not given' }
    }
  },
  hotline: {
    receivedAt: '(Taken by 12345 at {{at}})'
  },
  connections: {
    title: 'Connections',
    lead: 'How other systems file complaints, send 12345 work orders, and hear of public steps in your bureau’s complaints. A secret is shown once.',
    bureau: 'Bureau',
    name: 'Name',
    nameHint: 'For whom and what, 2 to 60 characters',
    state: 'State',
    used: 'Last used',
    never: 'Never used',
    created: 'Made',
    act: 'Action',
    end: 'End it',
    endText: 'It stops working at once and cannot be opened again.',
    ended: 'Ended',
    none: 'None yet.',
    onlyReviewer: 'Only people with the duty “review” keep connections.',
    secretTitle: 'Copy it now; it is not shown again',
    secretLabel: 'Secret',
    idLabel: 'Id (webhook-source)',
    states: { on: 'In use', paused: 'Paused', ended: 'Ended' },
    open311: {
      title: 'Open311 keys',
      text: 'Lets other applications file complaints by Open311 GeoReport v2, in the cities of the bureau alone.',
      create: 'Issue a key'
    },
    hotline: {
      title: 'Senders of 12345',
      text: 'Lets a 12345 platform send work orders as signed messages (POST /hotline/v1/orders).',
      create: 'Add a sender'
    },
    webhook: {
      title: 'Receivers of events',
      text: 'Sends public steps of public complaints that your bureau handles to a system of yours: number and public facts, nothing of the person.',
      create: 'Add a receiver',
      url: 'Address',
      urlHint: 'An https address on the public internet',
      log: 'Log',
      failures: '{{number}} failures in a row'
    }
  },
  log: {
    title: 'Log of sendings',
    lead: 'To {{url}}. After a failure it is tried again after 1, 5 and 30 minutes, 2, 6 and 12 hours and a day; after 20 failures in a row, or the answer 410, it is paused.',
    paused: 'Sending is paused',
    pausedText: 'Look after the receiving system, then resume; what waits is sent at once.',
    resume: 'Resume',
    event: 'Event',
    number: 'Number',
    state: 'State',
    attempts: 'Tries',
    next: 'Next try',
    answer: 'Last answer',
    at: 'Since',
    again: 'Send again',
    empty: 'Nothing was sent yet.',
    emptyHint: 'Public steps of complaints of the bureau show up here.',
    states: {
      queued: 'Waiting',
      sending: 'Being sent',
      sent: 'Delivered',
      failed: 'Given up',
      skipped: 'No longer public, not sent'
    }
  },
  imports: {
    title: 'Import 12345 work orders',
    lead: 'Upload a CSV from the 12345 platform. Bad rows are listed by line, column, value and reason; a work order is taken in once.',
    bureau: 'Receiving bureau',
    file: 'CSV file',
    fileHint: 'UTF-8 or GB18030, at most 2000 rows and 4 MB',
    options: 'How',
    dry: 'Check only, write nothing',
    skip: 'Leave out bad rows and import the others',
    consequence:
      'Names and phones are kept encrypted and not published; reading them needs a reason and is logged.',
    submit: 'Check and import',
    noFile: 'Choose a file.',
    tooBig: 'The file is over 4 MB; split it.',
    rows: 'Orders: {{total}}; {{good}} can be imported, {{bad}} with errors.',
    checkedTitle: 'Checked; nothing was written',
    doneTitle: 'Imported',
    counts: '{{filed}} new, {{known}} taken in before, {{bad}} with errors.',
    wouldCounts: '{{filed}} would be new, {{known}} taken in before, {{bad}} with errors.',
    templateTitle: 'Template',
    templateText: 'Columns may stand in any order and be named in Chinese or English.',
    template: 'Download the template',
    toQueue: 'To the list of complaints'
  },
  told: {
    paused: 'The receiver of events “{{name}}” is paused',
    pausedLine: 'Sending failed again and again ({{error}}). Look after the receiving system, then resume.'
  }
} satisfies Mirror<typeof zh>;
