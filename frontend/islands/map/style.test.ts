import { createExpression, featureFilter, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { expect, test } from 'vitest';
import type { LayerConfig, ViewConfig } from './contract';
import { areaColour, emptyStyle, isMissing, isOfTeam, layersFor, radiusOf } from './style';

const COLOURS: Record<string, string> = { missing: '#010101', ink: '#222222', surface: '#ffffff' };
const colour = (token: string): string => COLOURS[token] ?? `#0000${token.slice(-1).charCodeAt(0).toString(16).padStart(2, '0')}`;
const VIEW: ViewConfig = { id: 'need', property: 'need', breaks: [1, 2, 3, 4], palette: 'need' };
const LAYERS: LayerConfig[] = [
  { id: 'a', type: 'areas', source: 's', views: [VIEW], label: 'name' },
  { id: 'p', type: 'points', source: 's', size: { property: 'people', steps: [[0, 4], [500, 8]] } },
  { id: 'r', type: 'routes', source: 's', team: 'team' },
  { id: 't', type: 'stops', source: 's', team: 'team', number: 'order', label: 'name', label_from_zoom: 6 },
];

function drawnColour(view: ViewConfig, properties: object): string {
  const expression = createExpression(areaColour(view, colour), { type: 'color' } as never);
  if (expression.result === 'error') throw new Error(expression.value.join());
  return String(expression.value.evaluate({ zoom: 5 }, { type: 3, properties } as never));
}

test('MapLibre accepts every layer we draw', () => {
  const data: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
  const layers = LAYERS.flatMap((layer) => layersFor(layer, VIEW, colour));

  const errors = validateStyleMin({ ...emptyStyle(colour), sources: { s: { type: 'geojson', data } }, layers });

  // A style without a glyph server is refused by the specification and accepted by the library, which draws letters itself.
  expect(errors.map((error) => error.message).filter((message) => !message.includes('glyphs'))).toEqual([]);
});

test('each class has its colour, and a missing value is never the colour of zero', () => {
  const colours = [0, 1, 2.5, 3, 99].map((need) => drawnColour(VIEW, { need }));

  expect(new Set(colours).size).toBe(5);
  expect(colours).not.toContain(drawnColour(VIEW, { need: null }));
  expect(drawnColour(VIEW, {})).toBe(drawnColour(VIEW, { need: 'n/a' }));
});

test('only areas without a number are hatched', () => {
  const filter = featureFilter(isMissing(VIEW), 'layers[0].filter').filter;
  const isHatched = (properties: object): boolean => filter({ zoom: 5 } as never, { type: 3, properties } as never);

  expect([{ need: 0 }, { need: null }, {}].map(isHatched)).toEqual([false, true, true]);
});

test('the ninth team is drawn like the first', () => {
  const filter = featureFilter(isOfTeam('team', 1), 'layers[0].filter').filter;

  expect([1, 2, 9].map((team) => filter({ zoom: 5 } as never, { type: 2, properties: { team } } as never))).toEqual([true, false, true]);
});

test('a point without sizes is small', () => {
  expect(radiusOf({ id: 'p', type: 'points', source: 's' })).toBe(6);
});
