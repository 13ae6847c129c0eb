/** The drawn map: MapLibre with our style, our worker and nothing else. */
import { Map as MapLibre, setWorkerCount, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { LayerConfig, MapConfig, ViewConfig } from './contract';
import type { Collections } from './features';
import { areaColour, emptyStyle, isMissing, layersFor, type Colour } from './style';

setWorkerUrl(new URL(workerUrl, import.meta.url).href);
setWorkerCount(1);

export interface Drawing {
  readonly map: MapLibre;
  /** Layers of ours that answer to a pointer, from below to above. */
  readonly answering: readonly string[];
}

/** Say whether this browser can draw at all. */
export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** Make an empty map in a box. A basemap is drawn under our own shapes when the deployment has one. */
export function openMap(box: HTMLElement, config: MapConfig, label: string, basemap: string, colour: Colour): MapLibre {
  const map = new MapLibre({
    container: box,
    style: basemap || emptyStyle(colour),
    bounds: config.bounds as [number, number, number, number],
    fitBoundsOptions: { padding: 24 },
    // Whoever made the basemap is named on it, as their licences ask.
    attributionControl: basemap ? { compact: false } : false,
    maplibreLogo: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 16,
    renderWorldCopies: false,
    fadeDuration: 0,
    locale: { 'Map.Title': label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // A page must scroll past the map: the wheel belongs to it only while it has the focus.
  map.scrollZoom.disable();
  map.getCanvas().addEventListener('focus', () => map.scrollZoom.enable());
  map.getCanvas().addEventListener('blur', () => map.scrollZoom.disable());
  return map;
}

/** Draw every layer with its data, and return the drawing. */
export function drawLayers(map: MapLibre, config: MapConfig, data: Collections, view: ViewConfig | undefined, colour: Colour): Drawing {
  map.addImage('missing', hatching(colour('missing'), colour('missing-line')));
  for (const [name, source] of Object.entries(config.sources)) {
    map.addSource(name, { type: 'geojson', data: data[name] as GeoJSON.FeatureCollection, promoteId: source.key });
  }
  for (const layer of config.layers) {
    for (const drawn of layersFor(layer, view, colour)) map.addLayer(drawn);
  }
  return { map, answering: config.layers.map((layer) => layer.id) };
}

/** Colour the areas by another view. */
export function showView(drawing: Drawing, config: MapConfig, view: ViewConfig, colour: Colour): void {
  for (const layer of config.layers) {
    if (layer.type !== 'areas' || !layer.views?.includes(view)) continue;
    drawing.map.setPaintProperty(layer.id, 'fill-color', areaColour(view, colour));
    drawing.map.setFilter(`${layer.id}-missing`, isMissing(view));
  }
}

/** Keep only the features of a source whose property has a value; without a value, all of them. */
export function narrowSource(drawing: Drawing, name: string, data: GeoJSON.FeatureCollection, property: string, value: string): void {
  const features = data.features.filter(
    (feature) => value === '' || feature.properties?.[property] === undefined || String(feature.properties[property]) === value,
  );
  (drawing.map.getSource(name) as GeoJSONSource | undefined)?.setData({ ...data, features });
}

/** Return the topmost feature of ours at a point of the screen, with its layer. */
export function featureAt(drawing: Drawing, config: MapConfig, point: { x: number; y: number }): [MapGeoJSONFeature, LayerConfig] | undefined {
  const [feature] = drawing.map.queryRenderedFeatures([point.x, point.y], { layers: [...drawing.answering] });
  const layer = config.layers.find((one) => one.id === feature?.layer.id);
  return feature && layer ? [feature, layer] : undefined;
}

function hatching(ground: string, line: string): ImageData {
  const size = 8;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = line;
  pen.lineWidth = 1.5;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}
