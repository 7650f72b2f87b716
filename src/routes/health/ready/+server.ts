import { json } from '@sveltejs/kit';
import { hub } from '#lib/server/hub.ts';
import { revision } from '#lib/server/state.ts';

/** Whether the database answers: {ready, engine, journal}. 500 when it does not. */
export const GET = async () => {
  const head = await revision().current();
  return json({ ready: true, engine: hub().backend.engine, journal: head.seq });
};
