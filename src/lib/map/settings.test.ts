import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '#lib/server/config.ts';
import { boundary, settings, tileSources } from './settings.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sunlit-map-'));
afterAll(() => rmSync(folder, { recursive: true }));

const of = (env: Record<string, string>) => ({ config: readConfig({ HUB_ROOT: folder, ...env }) });

describe('tiles', () => {
  const url = 'https://t{0-7}.tianditu.gov.cn/vec_w/wmts?tilematrix={z}&tilerow={y}&tilecol={x}&tk=K';

  it('are none unless configured', () => {
    expect(settings(of({}))).toEqual({
      tiles: null,
      labels: null,
      attribution: null,
      review: null,
      boundary: false
    });
  });

  it('may have a range of subdomains', () => {
    const { tiles, review } = settings(of({ HUB_TILE_URL: url, HUB_MAP_REVIEW: 'GS(2024)0650号' }));
    expect(tiles).toEqual({ url: url.replace('{0-7}', '{s}'), subdomains: '01234567' });
    expect(review).toBe('GS(2024)0650号');
  });

  it('are let through the content security policy by host', () => {
    const { config } = of({
      HUB_TILE_URL: url,
      HUB_TILE_LABELS_URL: 'https://tiles.example.org:8443/{z}/{x}/{y}.png'
    });
    expect(tileSources(config)).toEqual(['https://*.tianditu.gov.cn', 'https://tiles.example.org:8443']);
    expect(tileSources(of({}).config)).toEqual([]);
  });
});

describe('boundary file', () => {
  it('is not there unless configured', async () => {
    await expect(boundary(of({}))).rejects.toMatchObject({ status: 404 });
  });

  it('must be GeoJSON', async () => {
    writeFileSync(join(folder, 'good.json'), '{"type":"FeatureCollection","features":[]}');
    writeFileSync(join(folder, 'bad.json'), '{"type":"Topology"}');
    expect(await boundary(of({ HUB_BOUNDARY_FILE: 'good.json' }))).toEqual({
      type: 'FeatureCollection',
      features: []
    });
    await expect(boundary(of({ HUB_BOUNDARY_FILE: 'bad.json' }))).rejects.toThrow();
  });
});
