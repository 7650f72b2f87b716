import { App, type Connection } from '@supabase/lite';
import type { Config } from '../config.ts';
import { mailDriver } from '../mail.ts';
import type { Secrets } from '../secrets.ts';
import { keepSqlState } from './sql-states.ts';

/** Minutes a token is good for without a look at its session; rights look at the session each time. */
const tokenSeconds = 900;

/** The Supabase API in process. Nothing listens: requests are handed to `app.fetch`. Other schemas are for tests. */
export function createApp(
  connection: Connection,
  config: Config,
  secrets: Secrets,
  schemas: string[] = ['public']
): App {
  connection.normalizeDbError = keepSqlState;
  return new App({
    connection,
    api: { schemas, max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: secrets.jwt,
      jwt_expiry: tokenSeconds,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      minimum_password_length: 10,
      site_url: config.ORIGIN ?? `http://localhost:${config.PORT}`,
      // without a mail server nobody could confirm an address
      email: { enable_confirmations: Boolean(config.HUB_SMTP_URL), otp_length: 8, otp_expiry: 1800 }
    },
    options: { server: { admin: false }, drivers: { email: mailDriver(config) } }
  });
}
