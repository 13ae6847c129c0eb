import { expect, test } from 'vitest';
import { boundsOf, indexFeatures, linesOf, withValues } from './features';

const square = (west: number): GeoJSON.Polygon => ({
  type: 'Polygon',
  coordinates: [[[west, 30], [west + 1, 30], [west + 1, 31], [west, 31], [west, 30]]],
});
const shapes = (...features: [string, number][]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features: features.map(([code, west]) => ({ type: 'Feature', properties: { code }, geometry: square(west) })),
});

test('the box of a geometry holds all of it', () => {
  expect(boundsOf(square(-8))).toEqual([-8, 30, -7, 31]);
  expect(boundsOf({ type: 'Point', coordinates: [1, 2] }, [0, 3, 0, 3])).toEqual([0, 2, 1, 3]);
});

test('figures that came apart are joined to their shapes, and no others', () => {
  const joined = withValues(shapes(['a', -8], ['b', -7]), 'code', { a: { need: 0 }, z: { need: 9 } });

  expect(joined.features.map((feature) => feature.properties)).toEqual([{ code: 'a', need: 0 }, { code: 'b' }]);
});

test('a key in several shapes is one feature with the place of all', () => {
  const config = { bounds: [0, 0, 1, 1], sources: { communes: { key: 'code', url: '/' } }, layers: [] } as const;

  const known = indexFeatures(config, { communes: shapes(['a', -8], ['a', -5]) });

  expect([...known].map(([key, one]) => [key, one.bounds])).toEqual([['a', [-8, 30, -4, 31]]]);
});

test('a popup shows zero and hides what is not known', () => {
  const known = { source: 's', bounds: [0, 0, 0, 0], properties: { name: 'Tizi', need: 0, far: null, note: '' } } as const;

  expect(linesOf(known, ['name', 'need', 'far', 'note', 'absent'])).toEqual(['Tizi', '0']);
});
