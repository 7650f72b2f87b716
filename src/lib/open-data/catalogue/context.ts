import type { Dataset } from '#lib/open-data/datasets/dataset.ts';
import type { Publisher } from './publisher.ts';

/** What every description of the data needs beside the data sets themselves. */
export interface Context {
  /** Where the addresses begin: `https://hub.example`. */
  origin: string;
  publisher: Publisher;
  /** Day of the first entry of the journal; null while it is empty. */
  since: string | null;
  /** The newest entry: everything is described as of it. */
  head: { seq: number; recorded_at: string };
  datasets: readonly Dataset[];
}

/** Hubei, in WGS84 degrees: the box that the map and the checks of places use too. */
export const hubei = {
  code: '420000',
  name: { zh: '湖北省', en: 'Hubei Province' },
  box: { west: 108.36, south: 29.03, east: 116.14, north: 33.28 }
} as const;

/** The time that everything is as of; null while nothing was ever made public. */
export const modified = ({ head }: Pick<Context, 'head'>): string | null =>
  head.seq === 0 ? null : head.recorded_at;

/** Names a data set for good; its page has the same address without the fragment. */
export const datasetId = (origin: string, name: string): string => `${origin}/open/${name}#dataset`;
export const catalogId = (origin: string): string => `${origin}/open/catalog.jsonld#catalog`;
export const publisherId = (origin: string): string => `${origin}/open/catalog.jsonld#publisher`;
