import { formats } from '#lib/i18n/format.ts';
import type { T } from '#lib/i18n/types.ts';
import type { Finding } from '../schema.ts';

/** How to cite a finding: with the hash of what was handed in, so that a reader years later can tell whether it is still the same. */
export const citation = (finding: Finding, address: string, t: T): string =>
  t('findingsPublic.cite.text', {
    project: finding.project.name,
    number: finding.number,
    day: formats(t).dateShort(finding.published_at),
    address,
    hash: finding.manifest_hash
  });
