import type { FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import source from './data/hubei.water.topo.json';

type Topology = Parameters<typeof feature>[0];
type Collection = Extract<Topology['objects'][string], { type: 'GeometryCollection' }>;

interface Water extends Topology {
  objects: { rivers: Collection; lakes: Collection };
}

const isWater = (value: unknown): value is Water =>
  typeof value === 'object' && value !== null && 'arcs' in value && 'objects' in value;

/** Rivers and lakes without any boundary, so that the base map needs neither a network nor a review number. */
export function water(): { rivers: FeatureCollection; lakes: FeatureCollection } {
  const data: unknown = source;
  if (!isWater(data)) throw new TypeError('the bundled water is no topology');
  return { rivers: feature(data, data.objects.rivers), lakes: feature(data, data.objects.lakes) };
}
