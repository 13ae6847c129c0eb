/** What a page tells the map: docs/reference/islands.md says it in words, with an example. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface SourceConfig {
  /** Where the GeoJSON is; or the GeoJSON itself. */
  readonly url?: string;
  readonly data?: GeoJSON.FeatureCollection;
  /** The property that names a feature: the table's rows carry it as data-feature. */
  readonly key: string;
  /** Where the figures of these features are, as {key: {property: value}}: the shapes can then be kept for long. */
  readonly values_url?: string;
}

export interface ViewConfig {
  readonly id: string;
  readonly property: string;
  /** Limits between classes, rising: n limits make n + 1 classes. A value on a limit belongs to the class above. */
  readonly breaks: readonly number[];
  readonly palette: 'need' | 'far' | 'access' | 'population';
}

interface LayerBase {
  readonly id: string;
  readonly source: string;
  /** Properties shown as lines when a feature is pointed at; the server wrote them in the page's language. */
  readonly popup?: readonly string[];
  /** A property holding a path of ours to open on a click. Without it a click selects the row. */
  readonly href?: string;
  readonly label?: string;
  readonly label_from_zoom?: number;
}

export interface AreasLayer extends LayerBase {
  readonly type: 'areas';
  readonly views?: readonly ViewConfig[];
}

export interface PointsLayer extends LayerBase {
  readonly type: 'points';
  readonly colour?: string;
  /** Radii in pixels from these values of a property on, rising. */
  readonly size?: { readonly property: string; readonly steps: readonly (readonly [from: number, radius: number])[] };
}

export interface RoutesLayer extends LayerBase {
  readonly type: 'routes';
  /** A property with the team's number, from 1: its colour, its line style and its number go together. */
  readonly team: string;
}

export interface StopsLayer extends LayerBase {
  readonly type: 'stops';
  readonly team: string;
  readonly number: string;
}

export type LayerConfig = AreasLayer | PointsLayer | RoutesLayer | StopsLayer;

export interface MapConfig {
  readonly bounds: Bounds;
  readonly sources: Readonly<Record<string, SourceConfig>>;
  readonly layers: readonly LayerConfig[];
  /** The view shown first; by default the first one of the first layer of areas. */
  readonly view?: string;
}

/** Read a map's configuration. Throws TypeError that names what is missing, for whoever writes the page. */
export function readConfig(text: string): MapConfig {
  const config = JSON.parse(text) as MapConfig;
  if (!Array.isArray(config.bounds) || config.bounds.length !== 4) throw new TypeError('bounds: four numbers');
  for (const layer of config.layers) {
    const source = config.sources[layer.source];
    if (!source) throw new TypeError(`layer ${layer.id}: no source ${layer.source}`);
    if (!source.key) throw new TypeError(`source ${layer.source}: no key`);
    if (!source.url && !source.data) throw new TypeError(`source ${layer.source}: neither url nor data`);
  }
  return config;
}

/** Return the view of an identifier, or the first one there is. */
export function viewNamed(config: MapConfig, id: string | undefined): ViewConfig | undefined {
  const views = config.layers.flatMap((layer) => (layer.type === 'areas' ? (layer.views ?? []) : []));
  return views.find((view) => view.id === id) ?? views[0];
}
