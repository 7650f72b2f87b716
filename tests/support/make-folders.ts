import { onPostgres, placeIn, type Place } from './places.ts';
import { makeDemo, makeTemplates } from './template.ts';

/**
 * The databases that suites begin with, made aside: on PostgreSQL where an address is given, and on the embedded engine.
 * One that cannot be made leaves the other as it is.
 */
const [folder = '', url = '', embedded = ''] = process.argv.slice(2);
const places = [
  ...(url ? [placeIn(onPostgres(folder), url)] : []),
  ...(embedded === 'yes' ? [placeIn(folder)] : [])
];

async function make(place: Place): Promise<boolean> {
  try {
    await makeTemplates(place);
    await makeDemo(place);
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return false;
  }
}

let whole = true;
for (const place of places) whole = (await make(place)) && whole;
process.exit(whole ? 0 : 1);
