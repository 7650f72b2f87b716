import { takeLock } from '#lib/server/lock.ts';

/** A process that takes the lock of DATA_DIR at the millisecond START_AT, so that several race, and keeps it. */
const { DATA_DIR = '', START_AT = '0' } = process.env;
// asleep until shortly before: those that only wait would keep the others from getting ready
await new Promise((resolve) => setTimeout(resolve, Math.max(0, Number(START_AT) - Date.now() - 20)));
while (Date.now() < Number(START_AT));
try {
  takeLock(DATA_DIR);
  process.stdout.write('taken\n');
  setInterval(() => undefined, 1000);
} catch (error) {
  process.stdout.write(`refused: ${error instanceof Error ? `${error.name} ${error.message}` : ''}\n`);
  process.exit(3);
}
