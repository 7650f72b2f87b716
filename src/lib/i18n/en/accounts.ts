import type { Mirror } from '../types.ts';
import type zh from '../zh/accounts.ts';

export default {
  email: 'E-mail address',
  emailInvalid: 'Enter a whole e-mail address, such as name@example.cn.',
  emailHint: 'For signing in and for resetting your password. It is never shown to others.',
  displayName: 'Display name',
  displayNameHint: 'What we call you. It need not be your real name.',
  language: 'Language',
  languageHint: 'The language of messages to you.',
  mails: 'Notifications by mail',
  mailsWanted: 'Send my notifications to my mailbox too',
  mailsHint: 'Nothing is missed without it: all notifications are in your inbox here.',
  chinese: '中文',
  english: 'English',
  sections: 'Account sections',
  limitedMinutes_one: 'Too many tries. Try again in {{count}} minute.',
  limitedMinutes_other: 'Too many tries. Try again in {{count}} minutes.',
  limitedHours_one: 'Too many tries. Try again in {{count}} hour.',
  limitedHours_other: 'Too many tries. Try again in {{count}} hours.',
  password: {
    label: 'Password',
    next: 'New password',
    current: 'Current password',
    hint: 'At least 10 characters. A few unrelated words are easy to remember and hard to guess. No birthdays, phone numbers or common passwords.',
    wrong: 'The password is not right. Enter it again, or sign out and use “Forgot your password?”.',
    same: 'The new password is the same as the current one. Choose another.',
    tooShort: 'The password is too short. Use at least 10 characters, such as a few unrelated words.',
    tooLong: 'The password is too long. Use no more than 128 characters.',
    hasAddress:
      'The password contains the name in your e-mail address, which is easy to guess. Leave it out.',
    hasSiteName: 'The password contains the name of this site, which is easy to guess. Leave it out.',
    onlyDigits: 'The password is only digits, which is easy to guess. Add a few words.',
    common:
      'Passwords like this are common and easy to guess. Use a few unrelated words, not a well-known word with a number.'
  },
  signIn: {
    title: 'Sign in',
    refused:
      'The e-mail address or password is not right, or the address is not confirmed yet. Check them and try again; you can reset a forgotten password.',
    forgot: 'Forgot your password?',
    none: 'No account yet?',
    already: 'You are signed in as {{name}}. Use the form to sign in with another account.',
    passwordSet: 'Your new password is set',
    passwordSetText: 'You are signed out everywhere. Sign in with the new password.',
    deleted: 'The account is deleted',
    confirmed: 'Your address is confirmed. You can sign in now'
  },
  signUp: {
    title: 'Sign up',
    lead: 'Everything public can be read without an account. Whoever acts for a bureau or a company signs up first and is then given a role by an administrator. Residents can sign up too.',
    submit: 'Create the account',
    done: 'Sent',
    doneText:
      'If this address was new here, the account is ready. If you receive a mail to confirm the address, open its link first; otherwise you can sign in now.',
    doneKnown:
      'If this address had an account already, that account and its password are unchanged, and we have told its owner by mail.',
    has: 'Have an account already?'
  },
  signOut: {
    title: 'Sign out',
    text: 'The session on this device ends at once.',
    none: 'You are not signed in.'
  },
  forgot: {
    title: 'Forgot your password',
    lead: 'Enter the address you signed up with. We send a mail with a link to reset the password. It works once, for 30 minutes.',
    submit: 'Send the link',
    done: 'Check your mail',
    doneText:
      'If the address has an account, a mail arrives within a few minutes. If it does not, look among junk mail and check that the address was right.'
  },
  reset: {
    title: 'Reset your password',
    lead: 'Set a new password for your account.',
    submit: 'Save the new password',
    ask: 'Ask for a new link'
  },
  confirm: {
    title: 'Confirm your address',
    lead: 'Press the button to confirm that this address is yours.',
    submit: 'Confirm my address'
  },
  link: {
    broken:
      'This link no longer works: it was used, is older than 30 minutes, or was not copied whole. Ask for a new one.'
  },
  code: {
    title: 'Enter your code',
    label: 'Six-digit code',
    hint: 'Open the authenticator app on your phone and enter the six digits it shows.',
    form: 'Enter the six digits that the authenticator app shows.',
    wrong:
      'The code is not right. Wait for the next one and enter that; check that the clock of your phone is set automatically.',
    used: 'This code was used already. Wait for the next one.',
    submit: 'Verify',
    lost: 'No phone at hand, or lost?',
    lostText: 'Ask an administrator, who can check who you are and switch two-step verification off for you.'
  },
  profile: {
    title: 'Profile',
    memberships: 'My roles',
    membershipsNone: 'None. You use this site as a resident.',
    membershipsHint: 'Roles are given by an administrator of the hub.',
    organization: 'Organization',
    role: 'Role',
    duties: 'Duties',
    until: 'Until',
    open: 'No end date',
    hub: 'Sunlit'
  },
  role: { administrator: 'Administrator', officer: 'Officer of a bureau', company_member: 'Company member' },
  duty: {
    intake: 'Intake',
    handler: 'Handling',
    follow_up: 'Follow-up',
    reviewer: 'Review',
    publisher: 'Publishing',
    edit: 'Editing',
    confirm: 'Confirming',
    reply: 'Replying'
  },
  security: {
    title: 'Sign-in and security',
    change: 'Change password',
    changeText: 'Sessions on other devices end at once.',
    changed: 'The password is changed and other sessions are ended.',
    factor: 'Two-step verification',
    factorText:
      'Signing in then asks for six digits from an app on your phone beside the password. Your account stays safe when somebody learns the password.',
    owed: 'Set up two-step verification first',
    owedText: 'Officers and administrators need it. Your rights are in force once it is on.',
    on: 'Two-step verification is on',
    off: 'Two-step verification is off',
    begin: 'Set up two-step verification',
    beginText:
      'You need an authenticator app, such as FreeOTP, Aegis, Google Authenticator or Microsoft Authenticator. Enter your current password first.',
    scan: 'Step 1: scan the code with the app',
    scanText:
      'If you cannot scan, choose manual entry in the app and type this key. It is time-based, six digits, 30 seconds.',
    qr: 'the key of two-step verification',
    secret: 'Key',
    confirm: 'Step 2: enter the code that the app shows',
    restart: 'Make a new key',
    disable: 'Switch two-step verification off',
    disableText: 'Signing in then needs the password only. Where staff must use it, your rights end at once.',
    enabled: 'Two-step verification is on. From the next time you sign in, a code is asked for.',
    disabled: 'Two-step verification is off.'
  },
  delete: {
    title: 'Delete account',
    lead: 'It happens at once and cannot be undone.',
    gone: 'What is deleted',
    goneList: 'Address, password, display name, roles, two-step verification, and every session.',
    stays: 'What stays',
    staysList:
      'What you did as an officer stays in the audit trail under a bare number, without name or address. Published works are unchanged.',
    submit: 'Delete my account',
    consequence: 'Delete for good? This cannot be undone.'
  },
  mail: {
    resetSubject: 'Reset your Sunlit password',
    reset:
      'Hello,\n\nsomebody, probably you, asked to reset the password of your Sunlit account. Open this link within 30 minutes to set a new one:\n\n{{link}}\n\nIf it was not you, ignore this mail: the password stays as it is. Do not pass the link on.',
    confirmSubject: 'Confirm your address at Sunlit',
    confirm:
      'Hello,\n\nsomebody, probably you, signed up at Sunlit with this address. Open this link within 30 minutes to confirm that it is yours:\n\n{{link}}\n\nIf it was not you, ignore this mail.',
    knownSubject: 'Somebody signed up at Sunlit with your address',
    known:
      'Hello,\n\nsomebody, perhaps you, tried to sign up at Sunlit with this address, which has an account already. The account and its password are unchanged.\n\nIf it was you, sign in; a forgotten password can be reset here:\n\n{{link}}\n\nIf it was not you, there is nothing to do.',
    changedSubject: 'Your Sunlit password was changed',
    changed:
      'Hello,\n\nyour password at Sunlit was just changed and other sessions were ended.\n\nIf it was not you, reset the password here at once and tell an administrator:\n\n{{link}}'
  }
} satisfies Mirror<typeof zh>;
