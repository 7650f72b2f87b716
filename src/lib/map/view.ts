/** Where the map looks: pure arithmetic of boxes, tiles and addresses, the same in browsers and on the server. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Look {
  zoom: number;
  lat: number;
  lng: number;
}

/** The province with a margin. Up to zoom 8 the map asks for all of it, so that everyone's question is the same. */
export const province: Box = { west: 107, south: 28, east: 117.5, north: 34.5 };

export const zooms = { least: 6, most: 18, byDivision: 8 };

/** Where works can lie in Hubei: a map that shows all of it leaves nothing out of the list. */
const hubei: Box = { west: 108.36, south: 29.03, east: 116.14, north: 33.28 };

/** Far more tiles than any screen shows: what asks for more is no map. */
const mostTiles = 120;

/** A cluster's cell is a quarter of a tile wide, and as high as it looks square at this latitude (as in map_projects). */
const cellAt = (zoom: number) => ({ width: 360 / 2 ** zoom / 4, height: (360 / 2 ** zoom / 4) * 0.86 });

const round = (n: number) => Math.round(n * 1e8) / 1e8;

/** Of a tile: what rounding may move an edge by without asking for another row of tiles. */
const hair = 1e-4;

/** The smallest box of whole steps that holds this one. */
const grow = (box: Box, x: number, y: number): Box => ({
  west: round(Math.floor(box.west / x + hair) * x),
  south: round(Math.floor(box.south / y + hair) * y),
  east: round(Math.ceil(box.east / x - hair) * x),
  north: round(Math.ceil(box.north / y - hair) * y)
});

/** The box grown to whole tiles: a small move asks the same question, and no cluster is cut at the edge. */
export function snap(box: Box, zoom: number): Box {
  if (zoom <= zooms.byDivision) return province;
  const { width, height } = cellAt(zoom);
  return grow(box, width * 4, height * 4);
}

export function isTooLarge(box: Box, zoom: number): boolean {
  if (zoom <= zooms.byDivision) return false;
  const { width, height } = cellAt(zoom);
  return ((box.east - box.west) / (width * 4)) * ((box.north - box.south) / (height * 4)) > mostTiles;
}

/** What the map asks for, always in the same order, so that a cache knows it again. */
export function question(filters: string, box: Box, zoom: number): string {
  const params = new URLSearchParams(filters);
  for (const [name, value] of Object.entries({ ...box, zoom })) params.set(name, String(value));
  return params.toString();
}

export const contains = (outer: Box, inner: Box): boolean =>
  outer.west <= inner.west &&
  outer.south <= inner.south &&
  outer.east >= inner.east &&
  outer.north >= inner.north;

/** From this zoom on the map shows single works, and cells matter no more. */
const byWork = 16;

/**
 * What the list shows beside a map that shows `seen`: whole cells, so that it counts what the clusters count; close by
 * quarters of them. Null where the map leaves nothing out.
 */
export function listed(seen: Box, zoom: number): Box | null {
  if (contains(seen, hubei)) return null;
  const { width, height } = cellAt(zoom);
  const part = zoom >= byWork ? 4 : 1;
  return grow(seen, width / part, height / part);
}

/** `113.90625,30.23437,114.60938,30.81738`: a metre is exact enough, since `readBox` finds the edge again. */
export const writeBox = ({ west, south, east, north }: Box): string =>
  [west, south, east, north].map((edge) => Number(edge.toFixed(5))).join();

const boxForm = /^-?\d{1,3}(\.\d{1,8})?(,-?\d{1,3}(\.\d{1,8})?){3}$/;

/** The box of an address on the finest grid there is, of which the edges of all cells are part; null when it is none. */
export function readBox(text: string): Box | null {
  if (!boxForm.test(text)) return null;
  const { width, height } = cellAt(zooms.most);
  const [west = 0, south = 0, east = 0, north = 0] = text
    .split(',')
    .map(Number)
    .map((edge, i) => {
      const step = (i % 2 === 0 ? width : height) / 4;
      return round(Math.round(edge / step) * step);
    });
  const known =
    Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 85;
  return known && west < east && south < north ? { west, south, east, north } : null;
}

const hashForm = /^#(\d{1,2})\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;

/** `#11/30.6/114.3`, or null when the address says nothing of the map. */
export function readHash(hash: string): Look | null {
  const [, zoom, lat, lng] = hashForm.exec(hash) ?? [];
  if (!zoom || !lat || !lng) return null;
  const look = { zoom: Number(zoom), lat: Number(lat), lng: Number(lng) };
  const known = look.zoom >= zooms.least && look.zoom <= zooms.most;
  return known && Math.abs(look.lat) <= 85 && Math.abs(look.lng) <= 180 ? look : null;
}

/** As many digits as a pixel of this zoom needs. */
export function writeHash({ zoom, lat, lng }: Look): string {
  const digits = Math.max(2, Math.ceil(zoom / 3.3));
  return `#${zoom}/${lat.toFixed(digits)}/${lng.toFixed(digits)}`;
}

/** Web Mercator within a drawing `width` wide whose west and north edges are the box's. */
export function project(box: Box, width: number) {
  const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const scale = width / (box.east - box.west);
  const top = mercator(box.north);
  const y = (lat: number) => ((top - mercator(lat)) * 180 * scale) / Math.PI;
  const one = (n: number) => Math.round(n * 10) / 10;
  return {
    height: one(y(box.south)),
    at: (lng: number, lat: number): [number, number] => [one((lng - box.west) * scale), one(y(lat))]
  };
}
