import type { Lang } from '#lib/i18n/types.ts';
import { languageTags, localise } from '#lib/i18n/paths.ts';
import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import { columnsOf } from '#lib/open-data/datasets/table-schema.ts';
import { licence } from '#lib/open-data/licence.ts';
import { catalogId, datasetId, hubei, modified, publisherId, type Context } from './context.ts';
import { about } from './keywords.ts';
import { outletsOf } from './outlets.ts';

type Json = Record<string, unknown>;

const shared = { '@context': 'https://schema.org' };

/** The data set as search engines for data read it, for the head of its page. */
export function datasetJsonLd(dataset: Dataset, context: Context, lang: Lang): Json {
  return { ...shared, ...describe(dataset, context, lang) };
}

/** The catalogue with all data sets, for the head of the page that lists them. */
export function catalogJsonLd(context: Context, lang: Lang): Json {
  const { origin, datasets } = context;
  return {
    ...shared,
    '@type': 'DataCatalog',
    '@id': catalogId(origin),
    name: lang === 'zh' ? '阳光工地公开数据' : 'Sunlit open data',
    description:
      lang === 'zh'
        ? '湖北省住宅工程质量信息公示的全部公开数据，任何人可以下载和再利用。'
        : 'All public data about the quality of residential construction in Hubei, free to take and reuse.',
    url: origin + localise('/open', lang),
    inLanguage: languageTags[lang],
    license: licence.url,
    isAccessibleForFree: true,
    publisher: organization(context, lang),
    dataset: datasets.map((one) => ({
      '@type': 'Dataset',
      '@id': datasetId(origin, one.name),
      name: one.title[lang],
      description: enough(one.about[lang], lang),
      url: origin + localise(`/open/${one.name}`, lang),
      license: licence.url,
      creator: { '@id': publisherId(origin) }
    }))
  };
}

function describe(dataset: Dataset, context: Context, lang: Lang): Json {
  const { origin, since, head } = context;
  const at = modified(context);
  const url = origin + localise(`/open/${dataset.name}`, lang);
  const { box } = hubei;
  return {
    '@type': 'Dataset',
    '@id': datasetId(origin, dataset.name),
    name: dataset.title[lang],
    alternateName: dataset.title[lang === 'zh' ? 'en' : 'zh'],
    description: enough(dataset.about[lang], lang),
    url,
    sameAs: datasetId(origin, dataset.name),
    identifier: datasetId(origin, dataset.name),
    inLanguage: [languageTags.zh, languageTags.en],
    keywords: about(dataset.name).words[lang],
    license: licence.url,
    isAccessibleForFree: true,
    creator: organization(context, lang),
    publisher: { '@id': publisherId(origin) },
    includedInDataCatalog: {
      '@type': 'DataCatalog',
      '@id': catalogId(origin),
      url: origin + localise('/open', lang)
    },
    version: String(head.seq),
    ...(since && { datePublished: since, temporalCoverage: `${since}/..` }),
    ...(at && { dateModified: at }),
    spatialCoverage: {
      '@type': 'Place',
      name: hubei.name[lang],
      geo: {
        '@type': 'GeoShape',
        // latitude first, the south-western corner before the north-eastern
        box: `${String(box.south)} ${String(box.west)} ${String(box.north)} ${String(box.east)}`
      }
    },
    variableMeasured: columnsOf(dataset).map(({ name, meaning }) => ({
      '@type': 'PropertyValue',
      name,
      description: `${meaning.title[lang]}${lang === 'zh' ? '：' : ': '}${meaning.about[lang]}`,
      ...(meaning.unit && { unitText: meaning.unit[lang] })
    })),
    distribution: outletsOf(dataset).map((outlet) => ({
      '@type': 'DataDownload',
      name: outlet.name[lang],
      encodingFormat: outlet.mediaType,
      contentUrl: `${origin}/open/${dataset.name}.${outlet.ending}`
    }))
  };
}

/** Search engines refuse descriptions below fifty characters. */
function enough(text: string, lang: Lang): string {
  const more =
    lang === 'zh'
      ? '湖北省住宅工程质量信息公示平台“阳光工地”的公开数据，随公开日志实时更新，按 CC BY 4.0 许可免费使用。'
      : 'Open data of Sunlit, the hub that discloses the quality of residential construction in Hubei.';
  return text.length < 50 ? `${text}${lang === 'zh' ? '' : ' '}${more}` : text;
}

function organization({ origin, publisher }: Context, lang: Lang): Json {
  return {
    '@type': 'Organization',
    '@id': publisherId(origin),
    name: publisher.name[lang],
    url: origin + localise('/', lang),
    ...(publisher.code && { taxID: publisher.code }),
    ...(publisher.contact && {
      contactPoint: {
        '@type': 'ContactPoint',
        contactType: lang === 'zh' ? '数据服务' : 'open data',
        ...(publisher.mail ? { email: publisher.mail } : { description: publisher.contact })
      }
    })
  };
}
