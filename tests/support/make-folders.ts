import { onPostgres, placeIn } from './places.ts';
import { makeDemo, makeFolders, makeTemplates } from './template.ts';

/** The databases that suites begin with, made aside: on PostgreSQL where an address is given, and on the embedded engine. */
const [folder = '', url = '', embedded = 'yes'] = process.argv.slice(2);
if (url) {
  const place = placeIn(onPostgres(folder), url);
  await makeTemplates(place);
  await makeDemo(place);
}
if (embedded === 'yes') await makeFolders(folder);
process.exit(0);
