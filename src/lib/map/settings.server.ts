import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import type { Config } from '#lib/server/config.ts';
import { hub } from '#lib/server/hub.ts';

const range = /\{(\d)-(\d)\}/;

/** `https://t{0-7}.example/…` as Leaflet writes it, with the subdomains. */
function template(url: string | undefined) {
  if (!url) return null;
  const [, from, to] = range.exec(url) ?? [];
  if (!from || !to) return { url, subdomains: 'abc' };
  const digits = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  return { url: url.replace(range, '{s}'), subdomains: digits.join('') };
}

/** What the operator configured of the map; without anything the base map is the bundled water. */
export function settings({ config }: { config: Config } = hub()) {
  return {
    tiles: template(config.HUB_TILE_URL),
    labels: template(config.HUB_TILE_LABELS_URL),
    attribution: config.HUB_TILE_ATTRIBUTION ?? null,
    review: config.HUB_MAP_REVIEW ?? null,
    boundary: config.HUB_BOUNDARY_FILE !== undefined
  };
}
export type MapSettings = ReturnType<typeof settings>;

/** Where tiles come from, as sources for the content security policy. A placeholder in a host's first label becomes *. */
export function tileSources(config: Pick<Config, 'HUB_TILE_URL' | 'HUB_TILE_LABELS_URL'>): string[] {
  const sources = [config.HUB_TILE_URL, config.HUB_TILE_LABELS_URL].flatMap((url) => {
    const [, scheme, host] = /^(https?:\/\/)([^/]+)/.exec(url ?? '') ?? [];
    return scheme && host ? [scheme + host.replace(/^[^.]*\{[^}]*\}[^.]*/, '*')] : [];
  });
  return [...new Set(sources)];
}

const geoJson = z.looseObject({
  type: z.enum([
    'FeatureCollection',
    'Feature',
    'GeometryCollection',
    'Polygon',
    'MultiPolygon',
    'LineString',
    'MultiLineString'
  ])
});

/** The boundary file that the operator holds, once it was read and looks like GeoJSON. */
export async function boundary({ config }: { config: Config } = hub()) {
  if (!config.HUB_BOUNDARY_FILE) error(404, { code: 'not_found', message: 'not_found' });
  const text = await readFile(resolve(config.root, config.HUB_BOUNDARY_FILE), 'utf8');
  return geoJson.parse(JSON.parse(text));
}
