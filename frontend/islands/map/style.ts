/** The map's own style: our shapes on a plain ground. No tiles, no glyph server, no sprite: nobody is called. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { paletteSteps } from './palette';
import type { AreasLayer, LayerConfig, PointsLayer, RoutesLayer, StopsLayer, ViewConfig } from './contract';

/** Returns the colour of a design token, as the style sheet has it at this moment. */
export type Colour = (token: string) => string;

const TEAMS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const DASHES: readonly (readonly number[])[] = [[1], [3, 1], [1, 1], [4, 1, 1, 1], [6, 2], [2, 2], [5, 1, 1, 1, 1, 1], [1, 2]];
// MapLibre reads the weight from the first name; the family itself is the second.
const FONTS = ['Cairo SemiBold', 'Cairo'];
const HOT: ExpressionSpecification = ['boolean', ['feature-state', 'hot'], false];
const CHOSEN: ExpressionSpecification = ['boolean', ['feature-state', 'chosen'], false];

/** Returns a number of pixels that grows from a region's zoom to a town's. */
function growing(atRegion: number | ExpressionSpecification, atTown: number | ExpressionSpecification): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 6, atRegion, 9.5, atTown];
}

export function emptyStyle(colour: Colour): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'outside', type: 'background', paint: { 'background-color': colour('map-outside') } }],
  };
}

/** Return what MapLibre draws for one layer of ours, from below to above. */
export function layersFor(layer: LayerConfig, view: ViewConfig | undefined, colour: Colour): LayerSpecification[] {
  const drawn = drawLayer(layer, view, colour);
  return layer.label ? [...drawn, labelOf(layer, layer.label, colour)] : drawn;
}

function drawLayer(layer: LayerConfig, view: ViewConfig | undefined, colour: Colour): LayerSpecification[] {
  switch (layer.type) {
    case 'areas':
      return drawAreas(layer, view, colour);
    case 'points':
      return drawPoints(layer, colour);
    case 'routes':
      return drawRoutes(layer, colour);
    case 'stops':
      return drawStops(layer, colour);
  }
}

/** Return the colour of areas for a view; without one, plain land. */
export function areaColour(view: ViewConfig | undefined, colour: Colour): ExpressionSpecification | string {
  if (!view) return colour('map-land');
  const steps = paletteSteps(view.breaks.length + 1).map((step) => colour(`${view.palette}-${step}`));
  const [first, ...rest] = steps;
  const cuts = view.breaks.flatMap((limit, index) => [limit, rest[index] as string]);
  const classes = ['step', ['get', view.property], first, ...cuts] as unknown as ExpressionSpecification;
  return ['case', isKnown(view.property), cuts.length ? classes : (first as string), colour('missing')];
}

/** Return the filter of areas without a value in a view: they are hatched, never shown as zero. */
export function isMissing(view: ViewConfig | undefined): ExpressionSpecification {
  return view ? ['!', isKnown(view.property)] : ['boolean', false];
}

function isKnown(property: string): ExpressionSpecification {
  return ['==', ['typeof', ['get', property]], 'number'];
}

function drawAreas(layer: AreasLayer, view: ViewConfig | undefined, colour: Colour): LayerSpecification[] {
  const { id, source } = layer;
  return [
    { id, source, type: 'fill', paint: { 'fill-color': areaColour(view, colour), 'fill-antialias': false } },
    { id: `${id}-missing`, source, type: 'fill', filter: isMissing(view), paint: { 'fill-pattern': 'missing' } },
    {
      id: `${id}-border`,
      source,
      type: 'line',
      paint: {
        'line-color': colour('map-border'),
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.25, 8, 0.9],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 4, 0.4, 7, 0.9],
      },
    },
    markOf(`${id}-halo`, source, colour('surface'), 6),
    markOf(`${id}-mark`, source, colour('ink'), 3),
  ];
}

/** Return the line around an area pointed at or chosen: dark on light, so that it is seen on every colour. */
function markOf(id: string, source: string, colour: string, width: number): LayerSpecification {
  const widths: ExpressionSpecification = ['case', CHOSEN, width, HOT, width * 0.75, 0];
  const paint = { 'line-color': colour, 'line-width': widths };
  return { id, source, type: 'line', layout: { 'line-join': 'round' }, paint };
}

function drawPoints(layer: PointsLayer, colour: Colour): LayerSpecification[] {
  const { id, source } = layer;
  return [
    {
      id,
      source,
      type: 'circle',
      paint: {
        'circle-radius': radiusOf(layer),
        'circle-color': ['case', CHOSEN, colour('teal'), colour(layer.colour ?? 'terracotta')],
        'circle-opacity': 0.85,
        'circle-stroke-color': ['case', HOT, colour('ink'), colour('surface')],
        'circle-stroke-width': growing(['case', CHOSEN, 2.5, HOT, 2, 0.5], ['case', CHOSEN, 3, HOT, 2.5, 1.25]),
      },
    },
  ];
}

/** Return the radius of a point, in pixels, from its property; a point without a value is small. */
export function radiusOf(layer: PointsLayer): ExpressionSpecification | number {
  const [first, ...rest] = layer.size?.steps ?? [];
  if (!layer.size || !first) return 6;
  const value: ExpressionSpecification = ['to-number', ['get', layer.size.property], 0];
  if (!rest.length) return first[1];
  return ['step', value, first[1], ...rest.flat()] as unknown as ExpressionSpecification;
}

function drawRoutes(layer: RoutesLayer, colour: Colour): LayerSpecification[] {
  const { id, source } = layer;
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const casing: LayerSpecification = {
    id,
    source,
    type: 'line',
    layout,
    paint: { 'line-color': ['case', HOT, colour('ink'), colour('surface')], 'line-width': growing(3.5, 7) },
  };
  return [casing, ...TEAMS.map((team) => routeOf(layer, team, colour))];
}

function routeOf(layer: RoutesLayer, team: number, colour: Colour): LayerSpecification {
  return {
    id: `${layer.id}-team-${team}`,
    source: layer.source,
    type: 'line',
    filter: isOfTeam(layer.team, team),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour(`team-${team}`),
      'line-width': growing(2, 3.5),
      ...(team > 1 && { 'line-dasharray': [...(DASHES[team - 1] ?? [1])] }),
    },
  };
}

/** Return the filter of a team's routes; teams beyond the eighth begin again at the first style. */
export function isOfTeam(property: string, team: number): ExpressionSpecification {
  return ['==', ['%', ['-', ['to-number', ['get', property], 1], 1], TEAMS.length], team - 1];
}

function teamColour(property: string, colour: Colour): ExpressionSpecification {
  const cases = TEAMS.flatMap((team) => [isOfTeam(property, team), colour(`team-${team}`)]);
  return ['case', ...cases, colour('team-8')] as unknown as ExpressionSpecification;
}

function drawStops(layer: StopsLayer, colour: Colour): LayerSpecification[] {
  const { id, source } = layer;
  return [
    {
      id,
      source,
      type: 'circle',
      paint: {
        'circle-radius': growing(['case', HOT, 9, 7], ['case', HOT, 13, 11]),
        'circle-color': teamColour(layer.team, colour),
        'circle-stroke-color': ['case', CHOSEN, colour('ochre'), HOT, colour('ink'), colour('surface')],
        'circle-stroke-width': growing(['case', CHOSEN, 3, HOT, 2.5, 1], ['case', CHOSEN, 4, HOT, 3, 2]),
      },
    },
    {
      id: `${id}-number`,
      source,
      type: 'symbol',
      layout: {
        'text-field': ['to-string', ['get', layer.number]],
        'text-font': FONTS,
        'text-size': growing(9, 12),
        'text-padding': 0,
      },
      paint: { 'text-color': '#ffffff' },
    },
  ];
}

function labelOf(layer: LayerConfig, property: string, colour: Colour): LayerSpecification {
  const isPoint = layer.type !== 'areas';
  return {
    id: `${layer.id}-label`,
    source: layer.source,
    type: 'symbol',
    minzoom: layer.label_from_zoom ?? 0,
    layout: {
      'text-field': ['get', property],
      'text-font': FONTS,
      'text-size': 13.5,
      'text-max-width': 8,
      ...(isPoint && { 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 1 }),
    },
    paint: { 'text-color': colour('ink'), 'text-halo-color': colour('surface'), 'text-halo-width': 1.75 },
  };
}
