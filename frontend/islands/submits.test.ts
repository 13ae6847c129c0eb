import { expect, test } from 'vitest';
import { isTooSoon } from './submits';

test('a form is not sent twice in a row', () => {
  expect(isTooSoon(1_000, 1_200)).toBe(true);
});

test('a form that was never sent, or waited in vain, is sent', () => {
  expect(isTooSoon(undefined, 1_200)).toBe(false);
  expect(isTooSoon(1_000, 17_000)).toBe(false);
});
