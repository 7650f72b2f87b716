import { handler } from 'altcha-lib/workers/shared';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** The work of a proof, aside of the page. */
handler({ deriveKey });
