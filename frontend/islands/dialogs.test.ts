import { expect, test } from 'vitest';
import { isSameName } from './dialogs';

test('a name typed with other capitals or spaces is the same name', () => {
  expect(isSameName('  aït   Bou  Oulli ', 'Aït Bou Oulli')).toBe(true);
  expect(isSameName('آيت بو أولي', 'آيت بو أولي')).toBe(true);
});

test('another name is not', () => {
  expect(isSameName('Ait Bou Oulli', 'Aït Bou Oulli')).toBe(false);
  expect(isSameName('', 'Aït Bou Oulli')).toBe(false);
});
