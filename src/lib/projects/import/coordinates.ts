import gcoord from 'gcoord';
import type { Cell } from '#lib/projects/import/messages.ts';
import type { Crs } from '#lib/projects/import/schema.ts';

/** Hubei with a margin of some kilometres. */
const BOX = { south: 28.5, north: 33.8, west: 107.8, east: 116.7 };

const DECIMAL = /^([+-]?\d{1,3}(?:\.\d+)?)\s*(?:°|度)?$/;
const SEXAGESIMAL =
  /^(\d{1,3})\s*[°º˚度]\s*(\d{1,2}(?:\.\d+)?)\s*[′'’‘＇分](?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:[″"”“＂秒]|''|′′|’’))?$/;
const AXIS = /^(?:东经|北纬|经度|纬度|[EN])[:：]?\s*|\s*[EN]$/gi;

/** Degrees as decimal or as degrees, minutes, seconds, with or without the letter of its axis. */
export function degrees(text: string): Cell<number> {
  const bare = text.replace(AXIS, '').trim();
  const decimal = DECIMAL.exec(bare.replace('．', '.'));
  const found = SEXAGESIMAL.exec(bare);
  if (decimal) {
    const value = Number(decimal[1]);
    return Math.abs(value) <= 180 ? { ok: true, value } : { ok: false, code: 'degrees_form' };
  }
  const [whole, minutes, seconds] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3] ?? 0)];
  if (!found || minutes >= 60 || seconds >= 60 || whole > 180) return { ok: false, code: 'degrees_form' };
  return { ok: true, value: whole + minutes / 60 + seconds / 3600 };
}

function inBox(lng: number, lat: number): boolean {
  return lng >= BOX.west && lng <= BOX.east && lat >= BOX.south && lat <= BOX.north;
}

function rounded(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000;
}

/** A place in WGS84 to six decimals (0.1 m), which must lie in or near Hubei. */
export function place(lng: number, lat: number, crs: Crs): Cell<{ lng: number; lat: number }> {
  if (!inBox(lng, lat) && inBox(lat, lng)) return { ok: false, code: 'degrees_swapped' };
  if (Math.abs(lat) > 90) return { ok: false, code: 'degrees_outside' };
  const from = { WGS84: gcoord.WGS84, GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 }[crs];
  const [x, y] = gcoord.transform<[number, number]>([lng, lat], from, gcoord.WGS84);
  if (!inBox(x, y)) return { ok: false, code: 'degrees_outside' };
  return { ok: true, value: { lng: rounded(x), lat: rounded(y) } };
}
