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
  '/divisions': 'head',
  '/divisions/[code]': 'head',
  '/feeds': 'head',
  '/feeds/all.[format]': 'head',
  '/feeds/divisions/[code].[format]': 'head',
  '/feeds/kinds/[subject].[event].[format]': 'head',
  '/feeds/opml.xml': 'head',
  '/feeds/organizations/[slug].[format]': 'head',
  '/feeds/projects/[slug].[format]': 'head',
  '/organizations': 'head',
  '/organizations/[slug]': 'head',
  '/projects/[slug]': 'head',
  '/health/live': 'never',
  '/health/ready': 'never',
  '/health/constant': 'never',
  '/map/boundary': 'head',
  '/map/nearby': 'never',
  '/map/projects': 'head',
  '/metrics': 'never',
  '/projects': 'head',
  '/subscribe': 'never',
  '/subscribe/confirm': 'never',
  '/subscribe/manage': 'never',
  '/subscribe/one-click': 'never'
};
