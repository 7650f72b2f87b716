import { sequence } from '@sveltejs/kit/hooks';
import { answerErrors } from './hooks/answer-errors.ts';
import { answerPreflight } from './hooks/answer-preflight.ts';
import { authenticate } from './hooks/authenticate.ts';
import { cachePublic } from './hooks/cache-public.ts';
import { catchThrown } from './hooks/catch-thrown.ts';
import { checkOrigin } from './hooks/check-origin.ts';
import { closeRoutes } from './hooks/close-routes.ts';
import { identify } from './hooks/identify.ts';
import { limitRequests } from './hooks/limit-requests.ts';
import { secureHeaders } from './hooks/secure-headers.ts';
import { setLanguage } from './hooks/set-language.ts';

export { init } from './hooks/init.ts';
export { handleError } from './hooks/handle-error.ts';

export const handle = sequence(
  identify,
  secureHeaders,
  answerErrors,
  catchThrown,
  setLanguage,
  checkOrigin,
  limitRequests,
  answerPreflight,
  authenticate,
  closeRoutes,
  cachePublic
);
