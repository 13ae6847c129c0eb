import { expect, test } from 'vitest';
import { paletteSteps } from './palette';

test('few classes use both ends of the palette', () => {
  expect([1, 2, 3, 4, 5].map(paletteSteps)).toEqual([[3], [1, 5], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]]);
});
