import type { GeoJsonObject } from 'geojson';
import type * as Leaflet from 'leaflet';
import { stageShapes } from '#lib/projects/stage-shapes.ts';
import type { Stage } from '#lib/projects/projects.ts';
import type { ComplaintTone } from './complaint-points.ts';
import { complaintShapes } from './complaint-shapes.ts';
import type { FindingTone } from './finding-points.ts';
import { findingShapes } from './finding-shapes.ts';
import type { Mover } from './follow.ts';
import { merge } from './merge.ts';
import type { Pin } from './reply.ts';
import type { MapSettings } from './settings.server.ts';
import { zooms, type Box, type Look } from './view.ts';
import { water } from './water.ts';

export type Work = Extract<Pin, { kind: 'work' }>;

export interface Label {
  code: string;
  name: string;
  lat: number;
  lng: number;
  isCity: boolean;
}

interface Options {
  settings: MapSettings;
  labels: Label[];
  look: Look | null;
  boundary: GeoJsonObject | null;
  words: { zoomIn: string; zoomOut: string; pill: (name: string, places: number, count: number) => string };
  number: (n: number) => string;
  onmove: (look: Look, seen: Box, by: Mover) => void;
  onselect: (work: Work) => void;
}

const home: [[number, number], [number, number]] = [
  [29.1, 108.5],
  [33.2, 116]
];

/** Elements rather than strings of HTML: names stay text, and the content security policy has nothing to forbid. */
function element(className: string, text = ''): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.textContent = text;
  return made;
}

function drawing(name: string, paths: readonly string[], box = '0 0 24 24'): HTMLElement {
  const made = element(name);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', box);
  for (const d of paths) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  made.append(svg);
  return made;
}

const shape = (stage: Stage) => drawing(`map-work map-${stage}`, [stageShapes[stage]], '-2 -2 20 20');
/** A page of a calendar, which no work looks like. */
const openDay = () => drawing('map-open-day', ['M4 5h16v16H4zM4 10h16M8 2.5v4M16 2.5v4']);
const complaint = (tone: ComplaintTone) =>
  drawing(`map-complaint map-complaint-${tone}`, complaintShapes[tone]);
const finding = (tone: FindingTone) => drawing(`map-finding map-finding-${tone}`, findingShapes[tone]);

const clusterSize = (count: number) => (count < 10 ? 'small' : count < 100 ? 'middle' : 'large');

/** Leaflet with the base map and the pins. Nothing in it takes the keyboard: the list beside it does. */
export function createMap(L: typeof Leaflet, into: HTMLElement, options: Options) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map: Leaflet.Map = L.map(into, {
    minZoom: zooms.least,
    maxZoom: zooms.most,
    maxBounds: [
      [26, 104],
      [36.5, 120.5]
    ],
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still
  });
  const { look } = options;
  if (look) map.setView([look.lat, look.lng], look.zoom);
  else map.fitBounds(home, { animate: false });
  L.control.zoom({ zoomInTitle: options.words.zoomIn, zoomOutTitle: options.words.zoomOut }).addTo(map);

  addBase(L, map, options);
  const names = L.layerGroup().addTo(map);
  const pins = L.layerGroup().addTo(map);
  const visits = L.layerGroup().addTo(map);
  const found = L.layerGroup().addTo(map);
  const complained = L.layerGroup().addTo(map);
  let ring: Leaflet.Marker | null = null;
  // What the pins show stands in the list as well, and they cannot be reached by keyboard.
  for (const pane of [map.getPanes().markerPane, map.getPanes().shadowPane])
    pane.setAttribute('aria-hidden', 'true');

  const marker = (at: [number, number], html: HTMLElement, interactive = true) =>
    L.marker(at, {
      icon: L.divIcon({ className: 'map-pin', html, iconSize: [0, 0] }),
      keyboard: false,
      interactive
    });

  const seen = (): Box => {
    const bounds = map.getBounds();
    return {
      west: bounds.getWest(),
      south: bounds.getSouth(),
      east: bounds.getEast(),
      north: bounds.getNorth()
    };
  };
  const lookOf = (): Look => {
    const { lat, lng }: Leaflet.LatLng = map.getCenter();
    return { zoom: map.getZoom(), lat, lng };
  };
  // Who moves it is known where the move begins; what nobody began is the reader's.
  let mover: Mover = 'reader';
  map.on('moveend', () => {
    const by = mover;
    mover = 'reader';
    options.onmove(lookOf(), seen(), by);
  });
  map.on('resize', () => {
    mover = 'site';
  });

  function go(lat: number, lng: number, zoom: number, by: Mover = 'site') {
    mover = by;
    map.setView([lat, lng], Math.min(zoom, zooms.most), { animate: !still });
  }

  function fit(bounds: Leaflet.LatLngBoundsExpression, by: Mover) {
    mover = by;
    map.fitBounds(bounds, { animate: !still });
  }

  function drawDivisions(divisions: Extract<Pin, { kind: 'division' }>[]): Leaflet.Layer[] {
    const known = new Map(options.labels.map((label) => [label.code, label.name]));
    const placed = divisions.map((pin) => {
      const { x, y } = map.latLngToLayerPoint([pin.lat, pin.lng]);
      return { ...pin, x, y, name: known.get(pin.code) ?? '' };
    });
    return merge(placed, 84, 34).map((pin) => {
      const text = options.words.pill(pin.name, pin.places, pin.count);
      return marker([pin.lat, pin.lng], element('map-pill', text)).on('click', () => {
        go(pin.lat, pin.lng, map.getZoom() + 2, 'reader');
      });
    });
  }

  function drawPoint(pin: Exclude<Pin, { kind: 'division' }>): Leaflet.Layer {
    if (pin.kind === 'cluster') {
      const html = element(`map-cluster map-${clusterSize(pin.count)}`, options.number(pin.count));
      return marker([pin.lat, pin.lng], html).on('click', () => {
        go(pin.lat, pin.lng, map.getZoom() + 2, 'reader');
      });
    }
    return marker([pin.lat, pin.lng], shape(pin.stage)).on('click', () => {
      options.onselect(pin);
    });
  }

  /** Names of districts, or of cities while those are what is counted; a pin that says more takes the room. */
  function drawNames(shown: Pin[]) {
    names.clearLayers();
    if (options.settings.tiles) return;
    const byCity = map.getZoom() <= zooms.byDivision;
    const taken = shown.map(({ lat, lng }) => map.latLngToLayerPoint([lat, lng]));
    for (const { name, lat, lng, isCity } of options.labels) {
      const { x, y } = map.latLngToLayerPoint([lat, lng]);
      const free = !taken.some((pin) => Math.abs(pin.x - x) < 64 && Math.abs(pin.y - y) < 36);
      if (isCity === byCity && free) marker([lat, lng], element('map-name', name), false).addTo(names);
    }
  }

  return {
    draw(shown: Pin[]) {
      pins.clearLayers();
      drawNames(shown);
      const divisions = shown.flatMap((pin) => (pin.kind === 'division' ? [pin] : []));
      const points = shown.flatMap((pin) => (pin.kind === 'division' ? [] : [drawPoint(pin)]));
      for (const layer of [...drawDivisions(divisions), ...points]) layer.addTo(pins);
    },
    /** Open days, over whatever the map shows; each by its place in the list that was given. */
    drawOpenDays(points: { lat: number; lng: number }[], onselect: (index: number) => void) {
      visits.clearLayers();
      for (const [i, { lat, lng }] of points.entries())
        marker([lat, lng], openDay())
          .setZIndexOffset(10_000)
          .on('click', () => {
            onselect(i);
          })
          .addTo(visits);
    },
    drawFindings(
      points: { lat: number; lng: number; tone: FindingTone }[],
      onselect: (index: number) => void
    ) {
      found.clearLayers();
      for (const [i, { lat, lng, tone }] of points.entries())
        marker([lat, lng], finding(tone))
          .setZIndexOffset(9_000)
          .on('click', () => {
            onselect(i);
          })
          .addTo(found);
    },
    drawComplaints(
      points: { lat: number; lng: number; tone: ComplaintTone }[],
      onselect: (index: number) => void
    ) {
      complained.clearLayers();
      for (const [i, { lat, lng, tone }] of points.entries())
        marker([lat, lng], complaint(tone))
          .setZIndexOffset(8_000)
          .on('click', () => {
            onselect(i);
          })
          .addTo(complained);
    },
    highlight(at: { lat: number; lng: number } | null) {
      ring?.remove();
      ring = at ? marker([at.lat, at.lng], element('map-ring'), false).addTo(map) : null;
    },
    go,
    home: (by: Mover) => {
      fit(home, by);
    },
    fit: ({ west, south, east, north }: Box) => {
      fit(
        [
          [south, west],
          [north, east]
        ],
        'site'
      );
    },
    look: lookOf,
    seen,
    remove: () => map.remove()
  };
}
export type SunlitMap = ReturnType<typeof createMap>;

/** What lies under everything: tiles where the operator has some, else the bundled water. */
export function addBase(
  L: typeof Leaflet,
  map: Leaflet.Map,
  { settings, boundary }: Pick<Options, 'settings' | 'boundary'>
) {
  if (settings.tiles) {
    for (const layer of [settings.tiles, settings.labels])
      if (layer)
        L.tileLayer(layer.url, {
          subdomains: layer.subdomains,
          maxZoom: zooms.most,
          // keys of Tianditu are bound to a site, which our pages otherwise tell nobody; never the page that is read
          referrerPolicy: 'origin'
        }).addTo(map);
  } else {
    const { rivers, lakes } = water();
    L.geoJSON(lakes, { interactive: false, style: { className: 'map-lake' } }).addTo(map);
    L.geoJSON(rivers, { interactive: false, style: { className: 'map-river' } }).addTo(map);
  }
  if (boundary) L.geoJSON(boundary, { interactive: false, style: { className: 'map-boundary' } }).addTo(map);
}
