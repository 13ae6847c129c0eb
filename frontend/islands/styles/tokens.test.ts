/** The colours of the design system keep what WCAG 2.2 AA and people who see few colours need. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));

function luminance(token: string): number {
  const value = tokens[token] ?? token;
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(value.slice(at, at + 2), 16) / 255));
  return 0.2126 * (red as number) + 0.7152 * (green as number) + 0.0722 * (blue as number);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light as number) + 0.05) / ((dark as number) + 0.05);
}

const GROUNDS = ['paper', 'surface', 'sunken'];

test.each(['ink', 'ink-soft', 'teal', 'teal-deep', 'terracotta', 'danger', 'indigo'])('%s is readable on every ground', (text) => {
  expect(Math.min(...GROUNDS.map((ground) => contrast(text, ground)))).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['ink-inverse', 'teal'],
  ['ink-inverse', 'teal-deep'],
  ['ink-inverse', 'danger'],
  ['ink', 'ochre-soft'],
  ['ink', 'danger-soft'],
  ['ink', 'olive-soft'],
  ['ink', 'indigo-soft'],
  ['teal-deep', 'teal-soft'],
  ['indigo', 'indigo-soft'],
])('%s is readable on %s', (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each(['line-strong', 'focus', 'terracotta', ...[1, 2, 3, 4, 5, 6, 7, 8].map((team) => `team-${team}`)])(
  '%s is seen against every ground as a thing of the interface',
  (thing) => {
    expect(Math.min(...[...GROUNDS, 'map-land'].map((ground) => contrast(thing, ground)))).toBeGreaterThanOrEqual(3);
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])('the number of team %i is readable on its colour', (team) => {
  expect(contrast('#ffffff', `team-${team}`)).toBeGreaterThanOrEqual(4.5);
});

test.each(['need', 'far', 'access', 'population'])('each step of %s is clearly darker than the one before', (palette) => {
  const steps = [1, 2, 3, 4, 5].map((step) => luminance(`${palette}-${step}`));
  const ratios = steps.slice(1).map((darker, index) => ((steps[index] as number) + 0.05) / (darker + 0.05));

  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(1.3);
});
