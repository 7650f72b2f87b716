/** In what form a data set can be taken. `excel` is CSV for Excel; geojson only where rows have a place. */
export const formats = ['csv', 'excel', 'json', 'ndjson', 'geojson'] as const;
export type DownloadFormat = (typeof formats)[number];

export interface Download {
  format: DownloadFormat;
  /** Without the language: files have none. */
  href: string;
  /** Roughly, before compression; null where nothing is known of how many rows there are. */
  bytes: number | null;
}

interface Average {
  json: number;
  csv: number;
}

/** Around each row: `{"type":"Feature","geometry":{…},"properties":…}`. */
const feature = 120;

const perRow = ({ json, csv }: Average): Record<DownloadFormat, number> => ({
  csv,
  excel: csv,
  json: json + 1,
  ndjson: json + 1,
  geojson: json + feature
});

/** Downloads of a data set as it is narrowed, with how large they will be. */
export function downloadsOf(
  { name, place }: { name: string; place: boolean },
  search: string,
  rows: number | null,
  average: Average
): Download[] {
  return formats
    .filter((format) => place || format !== 'geojson')
    .map((format) => {
      const params = new URLSearchParams(search);
      if (format === 'excel') params.set('for', 'excel');
      const query = params.size > 0 ? `?${params.toString()}` : '';
      return {
        format,
        href: `/open/${name}.${format === 'excel' ? 'csv' : format}${query}`,
        bytes: rows === null ? null : Math.round(rows * perRow(average)[format])
      };
    });
}
