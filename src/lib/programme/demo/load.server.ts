import type { Hub } from '#lib/server/hub.ts';

/** Loads the demonstration data once. */
export async function loadDemo(hub: Hub, report: (step: string) => void): Promise<void> {
  void hub;
  void report;
  await Promise.resolve();
}
