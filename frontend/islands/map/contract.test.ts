import { expect, test } from 'vitest';
import { readConfig, viewNamed } from './contract';

const SOURCES = { communes: { key: 'code', url: '/communes.json' } };
const VIEW = { id: 'need', property: 'need', breaks: [1], palette: 'need' };
const LAYER = { id: 'communes', type: 'areas', source: 'communes', views: [VIEW] };
const config = (changed: object): string =>
  JSON.stringify({ bounds: [-17, 20, -1, 36], sources: SOURCES, layers: [LAYER], ...changed });

test('a whole configuration is read', () => {
  expect(readConfig(config({})).layers).toEqual([LAYER]);
});

test.each([
  [{ bounds: [1, 2] }, 'bounds'],
  [{ sources: {} }, 'no source communes'],
  [{ sources: { communes: { url: '/a' } } }, 'no key'],
  [{ sources: { communes: { key: 'code' } } }, 'neither url nor data'],
])('a configuration without %j is refused by name', (changed, words) => {
  expect(() => readConfig(config(changed))).toThrow(words);
});

test('an unknown view falls back on the first one', () => {
  const read = readConfig(config({}));

  expect([viewNamed(read, 'need')?.id, viewNamed(read, 'other')?.id, viewNamed(read, undefined)?.id]).toEqual(['need', 'need', 'need']);
});
