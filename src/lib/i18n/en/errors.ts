import type { Mirror } from '../types.ts';
import type zh from '../zh/errors.ts';

export default {
  required: 'Please fill this in.',
  invalid: 'This does not look right. Please check it.',
  tooLong: 'This is too long. Please shorten it.',
  unexpected: 'Something unexpected happened. Please try again later.',
  page: {
    title: 'This page cannot be shown now',
    notFoundTitle: 'This page was not found',
    notFound: 'The address may be mistyped, or the page has moved.',
    forbiddenTitle: 'You may not see this page',
    forbidden: 'This page is only open to people with the duty for it.',
    signInTitle: 'Please sign in first',
    signIn: 'After signing in you return to the page you wanted.',
    tooManyTitle: 'Too many requests',
    tooMany: 'Please wait a moment and try again.',
    unavailable: 'The service is recovering. Please try again in a few minutes.',
    kept: 'Whatever you already sent is safe. What you had not sent is usually still there when you go back.',
    whatHappened: 'What happened',
    whatIsKept: 'What is kept',
    whatNext: 'What to do next',
    home: 'Back to the map',
    search: 'Search the projects',
    retry: 'Open this page again',
    reference: 'When you contact us, please give this reference:'
  }
} satisfies Mirror<typeof zh>;
