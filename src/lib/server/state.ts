import type { Hub } from './hub.ts';
import { createPublicCache } from './public-cache.ts';
import { createRevision } from './revision.ts';
import { createWaiting } from './waiting.ts';

interface State {
  cache: ReturnType<typeof createPublicCache>;
  revision: ReturnType<typeof createRevision>;
  waiting: ReturnType<typeof createWaiting>;
}

let state: State | null = null;

/** Memory of the serving process beside the database: the public cache and what it knows of the journal's head. */
export function startState(hub: Hub): void {
  const revision = createRevision(hub.visitor);
  const most = hub.config.HUB_CHANGES_WAITING;
  state = { cache: createPublicCache(), revision, waiting: createWaiting(revision, { most }) };
}

function started(): State {
  if (!state) throw new Error('The server has not started yet.');
  return state;
}

export const publicCache = () => started().cache;
export const revision = () => started().revision;
export const waiting = () => started().waiting;
