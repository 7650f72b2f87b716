import { makeFolders } from './template.ts';

/** The databases that servers of the browser's tests begin with, made aside: `npm test` goes on printing meanwhile. */
await makeFolders(process.argv[2] ?? '');
process.exit(0);
