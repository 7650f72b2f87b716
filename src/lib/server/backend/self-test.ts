import { anonymous } from '../client.ts';
import type { Backend } from './types.ts';

/**
 * Asks, as a visitor without an account, for what no visitor may have. Throws if anything of it comes: better no site
 * than one whose row level security is off.
 */
export async function selfTest(backend: Backend): Promise<void> {
  const client = anonymous(backend);
  const canary = await client.from('canaries').select('song');
  if (canary.error) throw new Error(`The self-test could not ask for the canary: ${canary.error.message}`);
  if (canary.data.length > 0) {
    throw new Error(
      'The self-test failed: row level security is off, a visitor could read the canary. The hub does not serve.'
    );
  }
  const written = await client.from('canaries').insert({ canary_id: 2, song: 'written by a visitor' });
  if (!written.error) {
    throw new Error('The self-test failed: a visitor could write to a table. The hub does not serve.');
  }
  const hidden = await client.schema('private').from('settings').select('name');
  // a refusal for want of a grant is not enough: the schema must not be exposed at all
  if (hidden.error?.code !== 'PGRST106') {
    throw new Error('The self-test failed: the API exposes the schema "private". The hub does not serve.');
  }
  const verb = await client.rpc('configure_hub', { settings: {} });
  if (!verb.error) {
    throw new Error(
      'The self-test failed: a visitor could call a verb of the service role. The hub does not serve.'
    );
  }
}
