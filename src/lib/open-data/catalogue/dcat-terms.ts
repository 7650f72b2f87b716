import { licence } from '#lib/open-data/licence.ts';
import type { Both } from '#lib/open-data/datasets/column.ts';
import { hubei } from './context.ts';
import { themes, type Theme } from './keywords.ts';

/** A node of the graph, written with prefixes. */
export type Node = Record<string, unknown>;

const authority = 'http://publications.europa.eu/resource/authority';

/** Prefixes alone, and in the file itself: reading it needs no other file. */
export const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  dcatap: 'http://data.europa.eu/r5r/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  adms: 'http://www.w3.org/ns/adms#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  geo: 'http://www.opengis.net/ont/geosparql#'
} as const;

export const texts = ({ zh, en }: Both): Node[] => [
  { '@language': 'zh-Hans', '@value': zh },
  { '@language': 'en', '@value': en }
];
export const words = ({ zh, en }: { zh: string[]; en: string[] }): Node[] => [
  ...zh.map((word) => ({ '@language': 'zh-Hans', '@value': word })),
  ...en.map((word) => ({ '@language': 'en', '@value': word }))
];
export const moment = (time: string): Node => ({ '@type': 'xsd:dateTime', '@value': time });
export const day = (on: string): Node => ({ '@type': 'xsd:date', '@value': on });
export const link = (url: string): Node => ({ '@id': url });
/** Something on the network that is no document for people. */
export const resource = (url: string): Node => ({ '@id': url, '@type': 'rdfs:Resource' });
export const page = (url: string): Node => ({ '@id': url, '@type': 'foaf:Document' });

const concept = (id: string, label: Both): Node => ({
  '@id': id,
  '@type': 'skos:Concept',
  'skos:prefLabel': texts(label)
});
export const theme = (code: Theme): Node => ({
  ...concept(`${authority}/data-theme/${code}`, themes[code]),
  'skos:inScheme': link(`${authority}/data-theme`)
});
export const stable = concept(`${authority}/planned-availability/STABLE`, { zh: '长期提供', en: 'stable' });
export const taxonomy: Node = {
  '@id': `${authority}/data-theme`,
  '@type': 'skos:ConceptScheme',
  'dct:title': texts({ zh: '数据主题', en: 'Data theme' })
};

export const languages: Node[] = ['ZHO', 'ENG'].map((code) => ({
  '@id': `${authority}/language/${code}`,
  '@type': 'dct:LinguisticSystem'
}));
export const license: Node = {
  '@id': licence.url,
  '@type': 'dct:LicenseDocument',
  'dct:title': texts(licence.name),
  'dct:identifier': licence.id,
  'dct:type': concept('http://purl.org/adms/licencetype/Attribution', { zh: '署名', en: 'Attribution' })
};
export const open: Node = {
  '@id': `${authority}/access-right/PUBLIC`,
  '@type': 'dct:RightsStatement',
  'rdfs:label': texts({ zh: '无条件向社会开放', en: 'public' })
};
export const continuous: Node = { '@id': `${authority}/frequency/UPDATE_CONT`, '@type': 'dct:Frequency' };
export const fileType = (code: string): Node => ({
  '@id': `${authority}/file-type/${code}`,
  '@type': 'dct:MediaTypeOrExtent'
});
export const mediaType = (name: string): Node => ({
  '@id': `http://www.iana.org/assignments/media-types/${name}`,
  '@type': 'dct:MediaType'
});
export const standard = (url: string, title: string): Node => ({
  '@id': url,
  '@type': 'dct:Standard',
  'dct:title': title
});

/** Hubei by its code and as a box, corners from the south-west, longitude first. */
export function province(origin: string): Node {
  const { west, south, east, north } = hubei.box;
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south]
  ];
  return {
    '@id': `${origin}/divisions/${hubei.code}#place`,
    '@type': 'dct:Location',
    'skos:prefLabel': texts(hubei.name),
    'dct:identifier': hubei.code,
    'dcat:centroid': {
      '@type': 'geo:wktLiteral',
      '@value': `POINT(${((west + east) / 2).toFixed(3)} ${((south + north) / 2).toFixed(3)})`
    },
    'dcat:bbox': {
      '@type': 'geo:wktLiteral',
      '@value': `POLYGON((${corners.map((corner) => corner.join(' ')).join(', ')}))`
    }
  };
}
