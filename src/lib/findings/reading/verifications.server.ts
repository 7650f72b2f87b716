import type { Client } from '#lib/server/client.ts';
import type { Verification } from '../schema.ts';
import * as findings from './findings.server.ts';

/** How these disclosures were verified on site, by address: only what is public can have been. */
export const verificationsOf = (
  db: Client,
  disclosures: readonly { slug: string; status: string }[]
): Promise<Record<string, Verification>> =>
  findings.verifications(
    db,
    disclosures.filter(({ status }) => status === 'published').map(({ slug }) => slug)
  );
