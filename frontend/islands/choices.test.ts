import { expect, test } from 'vitest';
import { isOffered } from './choices';

test('only what the list offers is chosen, and never nothing', () => {
  const options = [{ value: '' }, { value: '05.081.03.09' }];

  expect(['05.081.03.09', '05.081.03.13', ''].map((key) => isOffered(options, key))).toEqual([true, false, false]);
});
