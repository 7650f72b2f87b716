import type { Client } from '../client.ts';
import type { Config } from '../config.ts';
import { folderFiles } from './folder.ts';
import { supabaseFiles } from './supabase.ts';
import type { Files } from './types.ts';

export type { Area, Files } from './types.ts';

/** A folder, unless there is Supabase and no folder was named. */
export const openFiles = (config: Config, service: Client): Files =>
  config.engine === 'supabase' && !config.HUB_FILES_DIR
    ? supabaseFiles(service)
    : folderFiles(config.filesDir);
