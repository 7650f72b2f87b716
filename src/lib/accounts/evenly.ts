const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Answers after a whole number of steps, whatever the work took and however it ended, so that the time does not tell
 * whether an address has an account.
 */
export async function evenly<T>(work: () => Promise<T>, step = 700): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    const spent = performance.now() - started;
    await sleep(step * Math.max(1, Math.ceil(spent / step)) - spent);
  }
}
