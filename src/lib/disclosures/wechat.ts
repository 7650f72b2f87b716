import { inLanguage } from '#lib/catalogue/catalogue.ts';
import { describeFacts } from '#lib/catalogue/facts.ts';
import { districtOf } from '#lib/divisions/divisions.ts';
import type { T } from '#lib/i18n/types.ts';
import { stateText } from './page.ts';
import type { ReadPage } from './read-schema.ts';
import type { PublicVersion } from './schema.ts';

export interface Article {
  title: string;
  digest: string;
  body: string;
}

/** WeChat cuts a title at 64 characters and a digest at 120. */
const longest = { title: 64, digest: 120 } as const;

const cut = (text: string, most: number): string => {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/** A ready-made article for a WeChat account: plain text, so that it survives any editor. */
export function article(
  page: ReadPage,
  version: PublicVersion,
  { address, today }: { address: string; today: string },
  t: T
): Article {
  const item = inLanguage(page, 'name', t.lang);
  const state = stateText(page, today, t);
  const project = page.project.name;
  const confirmed = page.confirmed_by
    ? t('disclosures.wechat.digestConfirmed', { by: page.confirmed_by })
    : '';
  const facts = describeFacts(page.catalogue.fields, version.facts ?? {}, t)
    .filter(({ value }) => value !== '')
    .map(({ label, value, unit }) =>
      t('disclosures.wechat.fact', { label, value: unit ? `${value} ${unit}` : value })
    );
  const who = (version.chain ?? []).flatMap(({ step, organization }) =>
    organization
      ? [t('disclosures.wechat.who', { role: t(`disclosures.page.step.${step}`), name: organization })]
      : []
  );
  const place = districtOf(page.project, t.lang);
  const parts = [
    t('disclosures.wechat.opening', { place, project, item, state }),
    ...(version.version > 1 && version.reason
      ? [t('disclosures.wechat.reason', { version: version.version, reason: version.reason })]
      : []),
    (['what', 'why', 'how'] as const)
      .map((part) => t(`disclosures.wechat.${part}`, { text: inLanguage(page.catalogue, part, t.lang) }))
      .join('\n\n'),
    ...(facts.length > 0 ? [[t('disclosures.wechat.factsTitle'), ...facts].join('\n')] : []),
    ...(version.note ? [version.note] : []),
    ...(who.length > 0 ? [[t('disclosures.wechat.whoTitle'), ...who].join('\n')] : []),
    `${t('disclosures.wechat.documents', { count: version.documents?.length ?? 0 })}\n${address}`,
    ...(page.bureau ? [t('disclosures.wechat.end', { bureau: page.bureau.name })] : [])
  ];
  return {
    title: cut(t('disclosures.wechat.articleTitle', { project, item }), longest.title),
    digest: cut(t('disclosures.wechat.articleDigest', { state, confirmed }), longest.digest),
    body: parts.join('\n\n')
  };
}
