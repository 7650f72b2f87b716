import { translator, type Lang } from '#lib/i18n/index.ts';
import { datasets } from '#lib/open-data/datasets/index.ts';
import { licence } from '#lib/open-data/licence.ts';
import { nameOf, type LeftOut } from './schema.ts';

interface Facts {
  day: string;
  edition: number;
  seq: number;
  left_out: LeftOut[];
}

/** What the folder is, how it is checked and what it leaves out, for whoever finds it in ten years. */
export function readme(lang: Lang, facts: Facts, origin: string): string {
  const t = translator(lang);
  const say = { day: facts.day, seq: String(facts.seq), origin, name: nameOf(facts) };
  const list = datasets.map(
    ({ name, title, about, place }) =>
      `- \`${name}\` ${title[lang]}${place ? ' (GeoJSON)' : ''}: ${about[lang].replaceAll('\n', ' ')}`
  );
  const missing = facts.left_out.map(({ subject, id, seq, kind }) =>
    t('openSnapshots.readme.without', { subject, id, seq: String(seq), kind })
  );
  const parts = [
    `# ${t('openSnapshots.readme.title', say)}`,
    t('openSnapshots.readme.what', say),
    `## ${t('openSnapshots.readme.filesTitle')}`,
    t('openSnapshots.readme.files'),
    list.join('\n'),
    `## ${t('openSnapshots.readme.checkTitle')}`,
    t('openSnapshots.readme.check'),
    '```\nsha256sum -c SHA256SUMS\n```',
    t('openSnapshots.readme.proof', say),
    `## ${t('openSnapshots.readme.privacyTitle')}`,
    t('openSnapshots.readme.privacy'),
    ...(missing.length > 0
      ? [t('openSnapshots.readme.edition', say), missing.map((line) => `- ${line}`).join('\n')]
      : []),
    `## ${t('openSnapshots.readme.licenceTitle')}`,
    `${licence.name[lang]}: ${licence.url}`
  ];
  return `${parts.join('\n\n')}\n`;
}
