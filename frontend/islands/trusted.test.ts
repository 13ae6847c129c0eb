import { expect, test } from 'vitest';
import { isOwnWorker } from './trusted';

const PAGE = 'https://twiza.example/fr/access/';
const SCRIPT = 'https://twiza.example/static/web/dist/web.0123456789ab.js';

test('the worker built beside our script may start', () => {
  expect(isOwnWorker('https://twiza.example/static/web/dist/assets/maplibre-gl-worker-CZtF_QIV.mjs', PAGE, SCRIPT)).toBe(true);
});

test.each([
  'https://elsewhere.example/static/web/dist/assets/maplibre-gl-worker-CZtFQQIV.mjs',
  '/static/web/dist/assets/other.mjs',
  '/files/maplibre-gl-worker-CZtFQQIV.mjs',
  '/static/web/dist/assets/../../../files/maplibre-gl-worker-CZtFQQIV.mjs',
  'data:text/javascript,alert(1)',
  'blob:https://twiza.example/123',
])('%s may not', (address) => {
  expect(isOwnWorker(address, PAGE, SCRIPT)).toBe(false);
});
