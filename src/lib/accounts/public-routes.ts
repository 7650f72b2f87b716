/**
 * Routes that anyone may use, by route id, with how long the public cache keeps a visitor's GET:
 * `head` until the journal or the desk changes something (and not past the day), `never` for what differs each time.
 * Every other route is closed to visitors by the hook, and must begin with a guard.
 */
export const publicRoutes: Record<string, 'head' | 'never'> = {
  '/': 'head',
  '/account/sign-in': 'never',
  '/account/sign-up': 'never',
  '/account/sign-out': 'never',
  '/account/confirm': 'never',
  '/account/forgot': 'never',
  '/account/reset': 'never',
  '/health/live': 'never',
  '/health/ready': 'never',
  '/health/constant': 'never',
  '/metrics': 'never'
};
