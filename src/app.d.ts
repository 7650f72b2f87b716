import type { Person } from '#lib/accounts/person.ts';
import type { Lang, T } from '#lib/i18n/types.ts';
import type { Client } from '#lib/server/client.ts';

declare global {
  namespace App {
    interface Locals {
      /** Named in logs, error pages and problem+json, so that a report can be found again. */
      requestId: string;
      lang: Lang;
      t: T;
      /** Who asks; null for a visitor. */
      person: Person | null;
      /** The database as the one who asks. */
      db: Client;
    }
    interface Error {
      /** A key of the dictionary `errors`. */
      code: string;
      message: string;
      detail?: string;
      requestId?: string;
    }
    interface PageData {
      session: { user_id: string; display_name: string; desk: boolean; unread: number } | null;
      site: {
        demo: boolean;
        contact: string | null;
        mapReview: string | null;
        version: string;
        origin: string;
      };
    }
  }
}
