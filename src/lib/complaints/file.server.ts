import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/server/errors.ts';
import type { Hub } from '#lib/server/hub.ts';
import { wake } from '#lib/server/jobs.ts';
import { codeHash, sealContact, trackingCode, type Contact } from './protection.server.ts';
import { receipt, type Receipt } from './schema.ts';
import { contactParts } from './words.ts';

/** What comes in, whatever it came by; checked by the zod schema of the way it came. */
export interface Filing {
  /** Random UUID of this attempt: sent again, it is the same complaint and has the same code. */
  attempt: string;
  source?: 'web' | 'finding' | 'open311' | 'hotline' | 'webhook';
  external_ref?: string | undefined;
  /** Of a work order: the day on which 12345 received it, YYYY-MM-DD. */
  received_on?: string | undefined;
  /** Slug of the project. */
  project?: string | undefined;
  division?: string | undefined;
  lat?: number | undefined;
  lng?: number | undefined;
  category?: string | undefined;
  description: string;
  spot?: string | undefined;
  naming: 'anonymous' | 'bureau_only' | 'named';
  shown_name?: string | undefined;
  contact?: Contact | undefined;
  wants_mail?: boolean;
  coarse_place?: boolean;
  coarse_time?: boolean;
  public?: boolean;
  urgent?: boolean;
  locale?: 'zh' | 'en';
  held?: boolean;
  /** Slug of the finding it grew from. */
  finding?: string | undefined;
  /** Slug of an open public complaint: "this is mine too". */
  join?: string | undefined;
  photos?: { sha256: string; media_type: string; bytes: number; width: number; height: number }[];
  /** Account in which the person wants to find it. */
  filer?: string | undefined;
}

export interface Filed {
  /** Shown once, to whoever filed; stored nowhere. */
  code: string;
  receipt: Receipt;
}

/** Files a complaint. The caller has counted limits and checked the proof of work. Throws typed errors, see `file_complaint`. */
export async function fileComplaint({ service, secrets }: Hub, filing: Filing): Promise<Filed> {
  const { attempt, contact = {}, filer, ...facts } = filing;
  const complaint = randomUUID();
  const code = trackingCode(secrets, attempt);
  const has = contactParts.filter((part) => contact[part]);
  const answer = await service.rpc('file_complaint', {
    complaint,
    tracking_hash: codeHash(secrets, code),
    facts,
    sealed: has.length > 0 ? sealContact(secrets, complaint, contact) : null,
    has,
    filer: filer ?? null
  });
  const filed = unwrap(answer, receipt);
  wake('mails');
  return { code, receipt: filed };
}
