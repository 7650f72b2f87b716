import type zh from '../zh/gate.ts';
import type { Mirror } from '../types.ts';

export default {
  title: 'Check-in',
  titleOf: 'Check-in · {{title}}',
  ticket: {
    title: 'Ticket',
    party_one: '{{count}} person',
    party_other: '{{count}} people',
    hint: 'Show it at the gate. It works without network; you may take a screenshot or print it.'
  },
  category: {
    deputy: 'Deputies',
    expert: 'Experts',
    media: 'Media',
    resident: 'Residents',
    public: 'Public'
  },
  offline: {
    ready: 'This device is ready to check in without network',
    preparing: 'Getting ready to work without network…',
    not: 'This device cannot open this page without network. Keep the page open; do not close it.',
    list: 'List of {{when}}',
    noList: 'No guest list yet. You can check in without it; codes are compared once there is a network.',
    closed: 'You may not check in at this open day; the list was deleted from this device.'
  },
  queue: {
    title: 'Uploads',
    none: 'All check-ins are uploaded.',
    waiting_one: '{{count}} check-in waits for upload, saved on this device.',
    waiting_other: '{{count}} check-ins wait for upload, saved on this device.',
    sending: 'Uploading…',
    offline: 'The server cannot be reached; it is tried again by itself. You can go on checking in.',
    signIn: 'Your session has ended. All check-ins are saved on this device; sign in again to upload them.',
    signInLink: 'Sign in again',
    refused_one: 'The server did not take {{count}} check-in; it is still saved on this device:',
    refused_other: 'The server did not take {{count}} check-ins; they are still saved on this device:',
    walkIn: 'Register as not booked',
    now: 'Upload now',
    again: 'Try again',
    export: 'Export as a file',
    exportHint:
      'If uploading keeps failing, save them as a file and import it on the page of this open day at the desk, from any computer; nothing gets lost.',
    remove: 'Delete the list from this device',
    removeText:
      'The list and the page for use without network are deleted from this device; check-ins not uploaded yet are not.',
    removed: 'The list was deleted from this device.'
  },
  count: '{{here, number}} here, {{expected, number}} booked',
  find: {
    title: 'Find a guest',
    ways: 'Ways to check in',
    scan: 'Scan',
    list: 'List',
    walkIn: 'Not booked',
    code: 'Booking code',
    codeHint: 'Letters and digits below the ticket; capitals do not matter.',
    look: 'Find',
    camera: 'Open the camera',
    stop: 'Close the camera',
    noCamera: 'The camera does not open. Allow its use, or take a photo, or type the booking code.',
    view: 'Picture of the camera',
    photo: 'Take or choose a photo of the ticket',
    nothing: 'No ticket was found in the picture. Go nearer, avoid glare, and try again.',
    search: 'Name or booking code',
    noGuests: 'Nobody has booked.',
    noneFound: 'Nobody found. Try another spelling, or register a guest who has not booked.',
    here: 'Here',
    choose: 'Check in: {{name}}'
  },
  state: {
    confirmed: 'booked',
    waiting: 'on the waitlist',
    offered: 'offer not confirmed',
    cancelled: 'cancelled',
    refused: 'given up',
    expired: 'offer expired',
    lapsed: 'waitlist ended',
    attended: 'attended',
    no_show: 'not come'
  },
  verdict: {
    expected: 'Booking valid',
    ticket_only: 'Ticket valid',
    ticket_onlyText: 'Booked after the list was fetched; let them in by the ticket.',
    already: 'Already checked in',
    alreadyText: 'Checked in at {{when}}. Doing it again is recorded as a duplicate and counts nobody twice.',
    alreadyElsewhere:
      'Checked in on another device. Doing it again is recorded as a duplicate and counts nobody twice.',
    no_seat: 'No seat: {{state}}',
    no_seatText: 'You decide whether to let them in; it is recorded as it is.',
    expired: 'Ticket expired',
    expiredText:
      'The list does not have this booking code either. Compare the name, or register a guest who has not booked.',
    unknown: 'This booking code is not on the list',
    unknownText: 'You can still check in; it is compared once there is a network.',
    unreadable: 'This is no ticket',
    unreadableText: 'Ask for the ticket in “My bookings”, or type the booking code.',
    forged: 'This ticket was not issued by this hub',
    forgedText: 'Let nobody in with it. Look for the name in the list.',
    other_day: 'This is a ticket of another open day',
    other_dayText: 'Ask the guest to check date and place.'
  },
  guest: {
    party: 'People who came',
    category: 'Comes as',
    unknownCategory: 'As booked',
    name: 'Name',
    nameHint: 'For the attendance list only; deleted after a set time.',
    sizes: 'Helmets and shoes',
    size: '{{who}}: helmet {{helmet}}, shoes {{shoe}}',
    person: 'Person {{n}}',
    any: 'not given',
    minor: 'minor',
    senior: 'senior'
  },
  declaration: {
    title: 'Conflicts of interest (ask the guest)',
    hint: 'Tick what ties the guest to the developer or the companies of the project. Tick nothing if there is none.',
    employer: 'Works for one of them',
    supplier: 'Supplies or serves one of them',
    kin: 'Close family works for one of them',
    purchase: 'The guest or their family bought a home in this project',
    note: 'Note',
    conflict:
      'Deputies, experts and media with a conflict cannot take part as supervisors. The check-in is recorded and marked.'
  },
  briefing: {
    title: 'Safety briefing',
    sign: 'The guest signs with a finger',
    signed: 'Signed',
    clear: 'Sign again',
    box: 'Was briefed on safety (tick instead of signing)',
    missing: 'Let the guest sign, or tick that they were briefed on safety.'
  },
  checkIn: 'Check in',
  checkInWalk: 'Register and check in',
  cancel: 'Back',
  done: {
    good: 'May enter',
    duplicate: 'Duplicate check-in',
    conflict: 'Checked in, with a conflict of interest',
    party_one: '{{count}} person',
    party_other: '{{count}} people',
    kept: 'Saved on this device, waits for upload',
    refused: 'The server did not take it; saved on this device, see “Uploads”',
    uploaded: 'Uploaded',
    next: 'Next guest'
  },
  log: {
    title: 'Check-ins of this device',
    none: 'Nobody has checked in yet.',
    walkIn: 'Guest without booking',
    waiting: 'waits for upload',
    refused: 'not taken',
    recorded: 'uploaded',
    duplicate: 'duplicate'
  },
  plain: {
    title: 'Check in by booking code',
    expected_one: '{{count, number}} person booked.',
    expected_other: '{{count, number}} people booked.',
    text: 'Use this form where scripts do not run. It needs a network.',
    walk: 'Guest without booking',
    recorded: 'Checked in: {{code}}',
    walked: 'The guest without booking is registered.',
    duplicate: 'Was checked in before; recorded as a duplicate: {{code}}',
    unknown:
      'There is no such booking code: {{code}}. Nothing was recorded; compare it, or register a guest without booking.'
  },
  early: {
    title: 'The check-in page opens on {{day}}',
    text: 'Devices get the list of guests the day before, so that personal data stay on them no longer than needed. Open this address again then, once while there is network: after that it works on site without any.',
    back: 'Back to the open day'
  },
  file: {
    title: 'Import a file of check-ins',
    lead: 'Where a device cannot send its check-ins, its check-in page saves them as a file, to be imported here. Each check-in has a number of its own: imported twice, it counts once.',
    link: 'Import a file of check-ins',
    choose: 'File that the check-in page saved',
    hint: 'JSON, up to 8 MB. Look at the attendance list afterwards.',
    submit: 'Import',
    none: 'Please choose a file.',
    large: 'The file is larger than 8 MB.',
    other:
      'This is no file of a check-in page. On the device, press “Export as a file” and choose the JSON file that you get.',
    done: 'The file was read',
    recorded_one: '{{count, number}} check-in is new',
    recorded_other: '{{count, number}} check-ins are new',
    duplicate_one: '{{count, number}} is a second check-in of a booking, kept and marked',
    duplicate_other: '{{count, number}} are second check-ins of a booking, kept and marked',
    known_one: '{{count, number}} was there already and counts once',
    known_other: '{{count, number}} were there already and count once',
    bad_one: '{{count, number}} was not imported; the table says why',
    bad_other: '{{count, number}} were not imported; the table says why',
    badRows: 'Rows that were not imported',
    row: 'Row',
    who: 'Name or code',
    why: 'Why',
    whyNot: {
      unreadable: 'Incomplete, or in a wrong form',
      other_day: 'Of another open day; import it there',
      unknown: 'No booking has this code. Register the guest as a walk-in on the check-in page'
    }
  },
  sheet: {
    link: 'Attendance list',
    title: 'Attendance list',
    of: 'Attendance list · {{title}}',
    print: 'Print the attendance list',
    count: '{{rows, number}} rows, {{people, number}} people (duplicates not counted)',
    none: 'Nobody has checked in yet',
    noneHint: 'Whoever checks in is listed here; check-ins without network appear once they are uploaded.',
    purge: 'Names, signatures and declarations are deleted on {{day}}.',
    purged: 'Names, signatures and declarations were deleted as the rules say; the numbers remain.',
    column: {
      at: 'Time',
      name: 'Name',
      category: 'Came as',
      party: 'People',
      code: 'Booking code',
      briefed: 'Safety briefing',
      signature: 'Signature'
    },
    walkIn: 'not booked',
    removed: 'deleted',
    duplicate: 'duplicate',
    conflict: 'conflict of interest',
    briefed: 'briefed',
    notBriefed: 'not briefed',
    signature: 'Signature of {{name}}',
    back: 'Back to check-in'
  }
} satisfies Mirror<typeof zh>;
