import type { Both } from '#lib/open-data/datasets/column.ts';
import { datasetId, publisherId, type Context } from './context.ts';
import * as terms from './dcat-terms.ts';
import { about } from './keywords.ts';

type Node = terms.Node;

interface Service {
  id: string;
  title: Both;
  about: Both;
  endpoint: string;
  description: string;
  standards: { url: string; title: string }[];
}

const fragment = 'service-';
export const apiId = (origin: string): string => `${origin}/open/catalog.jsonld#${fragment}api`;

/** How the data can be asked for, followed and checked by programs. */
const known: Service[] = [
  {
    id: 'api',
    title: { zh: '数据接口', en: 'API' },
    about: {
      zh: '按条件逐页读取各数据集，支持游标与条件请求，无需密钥。',
      en: 'Reads each data set by filters, page by page, with cursors and conditional requests, without a key.'
    },
    endpoint: '/open/api/v1',
    description: '/open/openapi.json',
    standards: [{ url: 'https://spec.openapis.org/oas/v3.1.0', title: 'OpenAPI 3.1' }]
  },
  {
    id: 'changes',
    title: { zh: '变更流', en: 'Changes' },
    about: {
      zh: '自某一序号以来的全部增改与删除；逐条跟随者与全量下载结果一致。',
      en: 'Everything added, changed and removed since a number; who follows it holds exactly what the dumps hold.'
    },
    endpoint: '/open/changes',
    description: '/open/openapi.json',
    standards: [{ url: 'https://spec.openapis.org/oas/v3.1.0', title: 'OpenAPI 3.1' }]
  },
  {
    id: 'feeds',
    title: { zh: '订阅源', en: 'Feeds' },
    about: {
      zh: '新公示、逾期、开放日等动态，RSS 2.0 与 JSON Feed 1.1。',
      en: 'What became public, newest first, as RSS 2.0 and JSON Feed 1.1.'
    },
    endpoint: '/feeds/all.rss',
    description: '/feeds/opml.xml',
    standards: [
      { url: 'https://www.rssboard.org/rss-specification', title: 'RSS 2.0' },
      { url: 'https://www.jsonfeed.org/version/1.1/', title: 'JSON Feed 1.1' }
    ]
  },
  {
    id: 'log',
    title: { zh: '透明日志', en: 'Transparency log' },
    about: {
      zh: '公开日志的默克尔树：已签名的检查点、分片与证明，任何人可以核对历史未被改写。',
      en: 'The Merkle tree over the public journal: signed checkpoints, tiles and proofs, so that anyone can check that history was not rewritten.'
    },
    endpoint: '/log/checkpoint',
    description: '/verify',
    standards: [
      { url: 'https://www.rfc-editor.org/rfc/rfc6962', title: 'RFC 6962' },
      { url: 'https://c2sp.org/tlog-tiles', title: 'C2SP tlog-tiles' }
    ]
  },
  {
    id: 'oc4ids',
    title: { zh: 'OC4IDS 工程数据', en: 'OC4IDS project data' },
    about: {
      zh: '按国际工程公开合同数据标准 OC4IDS 0.9.5 表达的工程。',
      en: 'Projects as the Open Contracting for Infrastructure Data Standard 0.9.5 has them.'
    },
    endpoint: '/open/oc4ids/projects.json',
    description: '/open',
    standards: [
      { url: 'https://standard.open-contracting.org/infrastructure/0.9/en/', title: 'OC4IDS 0.9.5' }
    ]
  },
  {
    id: 'calendar',
    title: { zh: '开放日日历', en: 'Calendar of open days' },
    about: { zh: '已公告的开放日，iCalendar。', en: 'Announced open days, as iCalendar.' },
    endpoint: '/calendar/all.ics',
    description: '/calendar',
    standards: [{ url: 'https://www.rfc-editor.org/rfc/rfc5545', title: 'RFC 5545' }]
  }
];

export function services({ origin, datasets }: Context): Node[] {
  return known.map((one) => ({
    '@id': `${origin}/open/catalog.jsonld#${fragment}${one.id}`,
    '@type': 'dcat:DataService',
    'dct:title': terms.texts(one.title),
    'dct:description': terms.texts(one.about),
    'dcat:endpointURL': terms.resource(origin + one.endpoint),
    'dcat:endpointDescription': terms.resource(origin + one.description),
    'dcat:servesDataset': datasets.map(({ name }) => terms.link(datasetId(origin, name))),
    'dct:publisher': terms.link(publisherId(origin)),
    'dcat:contactPoint': terms.link(`${origin}/open/catalog.jsonld#contact`),
    'dcat:landingPage': terms.page(`${origin}/open`),
    'dcat:theme': [terms.theme('GOVE')],
    'dcat:keyword': terms.words(about('').words),
    'dct:accessRights': terms.open,
    'dct:license': terms.license,
    'dct:conformsTo': one.standards.map(({ url, title }) => terms.standard(url, title)),
    'dcatap:availability': terms.stable
  }));
}
