import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import type { Both } from '#lib/open-data/datasets/column.ts';

/** One form in which a data set can be taken, with what catalogues of the world call it. */
export interface Outlet {
  ending: string;
  mediaType: string;
  name: Both;
  /** Its name in the list of file types of the Publications Office of the EU, which DCAT-AP names. */
  fileType: string;
  /** The standard that it follows. */
  standard: { url: string; title: string };
}

const table: Outlet[] = [
  {
    ending: 'csv',
    mediaType: 'text/csv',
    name: { zh: 'CSV 表格', en: 'CSV table' },
    fileType: 'CSV',
    standard: { url: 'https://www.rfc-editor.org/rfc/rfc4180', title: 'RFC 4180' }
  },
  {
    ending: 'json',
    mediaType: 'application/json',
    name: { zh: 'JSON', en: 'JSON' },
    fileType: 'JSON',
    standard: { url: 'https://www.rfc-editor.org/rfc/rfc8259', title: 'RFC 8259' }
  },
  {
    ending: 'ndjson',
    mediaType: 'application/x-ndjson',
    name: { zh: '逐行 JSON', en: 'JSON by lines' },
    fileType: 'JSON',
    standard: { url: 'https://github.com/ndjson/ndjson-spec', title: 'NDJSON' }
  }
];
const geo: Outlet = {
  ending: 'geojson',
  mediaType: 'application/geo+json',
  name: { zh: 'GeoJSON 地图数据', en: 'GeoJSON' },
  fileType: 'GEOJSON',
  standard: { url: 'https://www.rfc-editor.org/rfc/rfc7946', title: 'RFC 7946' }
};

/** The forms of a data set: as a map only where its rows have a place. */
export const outletsOf = ({ place }: Pick<Dataset, 'place'>): Outlet[] => (place ? [...table, geo] : table);
