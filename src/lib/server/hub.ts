import { anonymous, service, type Client } from './client.ts';
import { openBackend, type Backend, type Report } from './backend/index.ts';
import { readConfig, type Config } from './config.ts';
import { openFiles, type Files } from './files/index.ts';
import { quietBackend } from './log.ts';
import { closeMail } from './mail.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

/** What one process of the hub holds while it runs. */
export interface Hub {
  config: Config;
  backend: Backend;
  /** The database as a visitor, shared by all visitors' requests: it carries no session. */
  visitor: Client;
  /** The database with all rights: limits, second factors, start-up. */
  service: Client;
  /** What was uploaded, by hash. */
  files: Files;
  /** Of the data folder: keys of limits and of what is encrypted. */
  secrets: Secrets;
  startedAt: Date;
}

let opened: Hub | null = null;

/** Opens the hub once, before the first request. */
export async function openHub(report?: Report, config: Config = readConfig()): Promise<Hub> {
  quietBackend();
  const backend = await openBackend(config, report);
  const all = service(backend);
  const hub = {
    config,
    backend,
    visitor: anonymous(backend),
    service: all,
    files: openFiles(config, all),
    secrets: loadSecrets(config.dataDir),
    startedAt: new Date()
  };
  const { error } = await hub.service.rpc('configure_hub', {
    settings: {
      staff_totp_required: config.staffTotpRequired ? 'on' : 'off',
      demo: config.demo ? 'on' : 'off',
      open_day_cap: String(config.HUB_OPEN_DAY_CAP),
      open_day_waitlist: String(config.HUB_OPEN_DAY_WAITLIST),
      open_day_no_show_minutes: String(config.HUB_OPEN_DAY_NO_SHOW_MINUTES),
      open_day_purge_days: String(config.HUB_OPEN_DAY_PURGE_DAYS),
      open_day_priority_hours: String(config.HUB_OPEN_DAY_PRIORITY_HOURS)
    }
  });
  if (error) throw new Error(`The settings could not be written: ${error.message}`);
  opened = hub;
  return hub;
}

export function hub(): Hub {
  if (!opened) throw new Error('The hub is not open yet.');
  return opened;
}

export async function closeHub(): Promise<void> {
  const closing = opened;
  opened = null;
  closeMail();
  await closing?.backend.close();
}
