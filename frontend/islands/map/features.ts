/** The features of a map, found by key: their words, and where they are. */
import type { Bounds, MapConfig, SourceConfig } from './contract';

export interface Known {
  readonly source: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly bounds: Bounds;
}

export type Collections = Readonly<Record<string, GeoJSON.FeatureCollection>>;

/** Fetch what every source needs. Throws when one of them does not answer well. */
export async function loadSources(config: MapConfig, signal: AbortSignal): Promise<Collections> {
  const names = Object.keys(config.sources);
  const loaded = await Promise.all(names.map((name) => loadSource(config.sources[name] as SourceConfig, signal)));
  return Object.fromEntries(names.map((name, index) => [name, loaded[index] as GeoJSON.FeatureCollection]));
}

async function loadSource(source: SourceConfig, signal: AbortSignal): Promise<GeoJSON.FeatureCollection> {
  const [shapes, values] = await Promise.all([
    source.data ?? fetchJson<GeoJSON.FeatureCollection>(source.url as string, signal),
    source.values_url ? fetchJson<Record<string, object>>(source.values_url, signal) : undefined,
  ]);
  return values ? withValues(shapes, source.key, values) : shapes;
}

async function fetchJson<Answer>(url: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { signal, headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as Answer;
}

/** Return the shapes with the figures that came apart from them. */
export function withValues(
  shapes: GeoJSON.FeatureCollection,
  key: string,
  values: Readonly<Record<string, object>>,
): GeoJSON.FeatureCollection {
  const features = shapes.features.map((feature) => ({
    ...feature,
    properties: { ...feature.properties, ...values[String(feature.properties?.[key])] },
  }));
  return { ...shapes, features };
}

/** Return every feature by its key; a key used twice is known once, with the place of all its shapes. */
export function indexFeatures(config: MapConfig, collections: Collections): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const [source, collection] of Object.entries(collections)) {
    for (const { geometry, properties } of collection.features) {
      const key = String(properties?.[config.sources[source]?.key ?? '']);
      const before = known.get(key)?.bounds;
      const bounds = geometry ? boundsOf(geometry, before) : before;
      if (bounds) known.set(key, { source, properties: properties ?? {}, bounds });
    }
  }
  return known;
}

/** Return the box around a geometry, grown from a first box if there is one. */
export function boundsOf(geometry: GeoJSON.Geometry, first?: Bounds): Bounds {
  const box: [number, number, number, number] = first ? [...first] : [Infinity, Infinity, -Infinity, -Infinity];
  growBounds(box, geometry.type === 'GeometryCollection' ? [] : geometry.coordinates);
  return box;
}

function growBounds(box: [number, number, number, number], coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return;
  const [longitude, latitude] = coordinates as [unknown, unknown];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') {
    for (const inner of coordinates) growBounds(box, inner);
    return;
  }
  box[0] = Math.min(box[0], longitude);
  box[1] = Math.min(box[1], latitude);
  box[2] = Math.max(box[2], longitude);
  box[3] = Math.max(box[3], latitude);
}

/** Return the lines to show for a feature: the listed properties that hold words or numbers, as they are. */
export function linesOf(known: Known, popup: readonly string[]): string[] {
  return popup.map((name) => known.properties[name]).filter((value) => value != null && value !== '').map(String);
}
