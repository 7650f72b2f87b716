import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import { catalogId, datasetId, modified, publisherId, type Context } from './context.ts';
import { coreMetadata } from './core-metadata.ts';
import * as terms from './dcat-terms.ts';
import { about } from './keywords.ts';
import { outletsOf, type Outlet } from './outlets.ts';
import { apiId, services } from './services.ts';

type Node = terms.Node;

const title = { zh: '阳光工地公开数据目录', en: 'Sunlit: catalogue of open data' };
const description = {
  zh: '湖北省住宅工程质量信息公示平台的全部公开数据：工程、公示、开放日、社会监督与投诉办理。无需登录，任何人可以下载、转载和再利用。',
  en: 'All public data of the hub that discloses the quality of residential construction in Hubei: projects, disclosures, open days, public oversight and complaints. Everyone may take and reuse it; no account is needed.'
};
const provenance = {
  zh: '由本平台逐条登记、不可改写的公开日志导出；日志的检查点见 /log/checkpoint。',
  en: 'Derived from the append-only public journal of this hub; its checkpoint is at /log/checkpoint.'
};

/** The catalogue as DCAT 3, by the profile DCAT-AP 3.0.1, as JSON-LD. */
export function catalog(context: Context): Node {
  const { origin, datasets } = context;
  return {
    '@context': terms.context,
    '@id': catalogId(origin),
    '@type': 'dcat:Catalog',
    'dct:title': terms.texts(title),
    'dct:description': terms.texts(description),
    'dct:publisher': publisher(context),
    'dcat:contactPoint': contact(context),
    'dct:license': terms.license,
    'dct:language': terms.languages,
    'dct:spatial': terms.province(origin),
    'dct:conformsTo': terms.standard('https://semiceu.github.io/DCAT-AP/releases/3.0.1/', 'DCAT-AP 3.0.1'),
    'foaf:homepage': terms.page(`${origin}/open`),
    'dcat:themeTaxonomy': terms.taxonomy,
    ...times(context),
    'dcat:dataset': datasets.map((one) => describe(one, context)),
    'dcat:service': services(context)
  };
}

function times(context: Context): Node {
  const at = modified(context);
  return {
    ...(context.since && { 'dct:issued': terms.day(context.since) }),
    ...(at && { 'dct:modified': terms.moment(at) })
  };
}

function publisher({ origin, publisher: who }: Context): Node {
  return {
    '@id': publisherId(origin),
    '@type': 'foaf:Agent',
    'foaf:name': terms.texts(who.name),
    'foaf:homepage': terms.page(`${origin}/`),
    ...(who.code && { 'dct:identifier': who.code })
  };
}

function contact({ origin, publisher: who }: Context): Node {
  return {
    '@id': `${origin}/open/catalog.jsonld#contact`,
    '@type': ['vcard:Kind', 'vcard:Organization'],
    'vcard:fn': terms.texts(who.name),
    'vcard:hasURL': terms.link(`${origin}/open`),
    ...(who.mail && { 'vcard:hasEmail': terms.link(`mailto:${who.mail}`) }),
    ...(who.contact && !who.mail && { 'vcard:note': who.contact })
  };
}

function describe(one: Dataset, context: Context): Node {
  const { origin } = context;
  const { themes, words } = about(one.name);
  return {
    '@id': datasetId(origin, one.name),
    '@type': 'dcat:Dataset',
    'dct:title': terms.texts(one.title),
    'dct:description': terms.texts(one.about),
    'dct:identifier': datasetId(origin, one.name),
    'dct:publisher': terms.link(publisherId(origin)),
    'dct:creator': terms.link(publisherId(origin)),
    'dcat:contactPoint': terms.link(`${origin}/open/catalog.jsonld#contact`),
    'dcat:theme': themes.map(terms.theme),
    'dcat:keyword': terms.words(words),
    'dct:language': terms.languages,
    'dct:spatial': terms.link(`${origin}/divisions/420000#place`),
    ...(context.since && {
      'dct:temporal': { '@type': 'dct:PeriodOfTime', 'dcat:startDate': terms.day(context.since) }
    }),
    'dct:accrualPeriodicity': terms.continuous,
    'dct:accessRights': terms.open,
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'rdfs:label': terms.texts(provenance) },
    'dcat:landingPage': terms.page(`${origin}/open/${one.name}`),
    'foaf:page': terms.page(origin + one.page),
    'dcat:version': String(context.head.seq),
    ...times(context),
    'dcat:distribution': outletsOf(one).map((outlet) => distribution(one, outlet, origin)),
    // for Chinese portals, which sort by these thirteen items
    [`${origin}/open/terms#coreMetadata`]: { '@type': '@json', '@value': coreMetadata(one, context, 'zh') }
  };
}

function distribution(one: Dataset, outlet: Outlet, origin: string): Node {
  const url = `${origin}/open/${one.name}.${outlet.ending}`;
  return {
    '@id': `${url}#distribution`,
    '@type': 'dcat:Distribution',
    'dct:title': terms.texts({
      zh: `${one.title.zh}（${outlet.name.zh}）`,
      en: `${one.title.en}, ${outlet.name.en}`
    }),
    'dct:description': terms.texts({
      zh: `${one.about.zh}全部记录，来自同一时刻。`,
      en: `${one.about.en} All records, as of one moment.`
    }),
    'dcat:accessURL': terms.link(`${origin}/open/${one.name}`),
    'dcat:downloadURL': terms.link(url),
    'dct:format': terms.fileType(outlet.fileType),
    'dcat:mediaType': terms.mediaType(outlet.mediaType),
    'dct:license': terms.license,
    'dct:language': terms.languages,
    'dct:conformsTo': terms.standard(outlet.standard.url, outlet.standard.title),
    'dcatap:availability': terms.stable,
    'dcat:accessService': terms.link(apiId(origin))
  };
}
