import { error, type RequestEvent } from '@sveltejs/kit';
import { BusyError } from '#lib/server/turns.ts';

/** When too many wait for files to be made, whoever asks hears when to come again. */
export async function orBusy<T>(
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof BusyError)) throw thrown;
    setHeaders({ 'retry-after': '30' });
    error(503, { code: 'open_exports_busy', message: 'open_exports_busy' });
  }
}
