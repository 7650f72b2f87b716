import type { Hub } from './hub.ts';
import { createPublicCache } from './public-cache.ts';
import { createRevision } from './revision.ts';

interface State {
  cache: ReturnType<typeof createPublicCache>;
  revision: ReturnType<typeof createRevision>;
}

let state: State | null = null;

/** Memory of the serving process beside the database: the public cache and what it knows of the journal's head. */
export function startState(hub: Hub): void {
  state = { cache: createPublicCache(), revision: createRevision(hub.visitor) };
}

function started(): State {
  if (!state) throw new Error('The server has not started yet.');
  return state;
}

export const publicCache = () => started().cache;
export const revision = () => started().revision;
