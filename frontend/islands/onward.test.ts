import { expect, test } from 'vitest';
import { wireOnward } from './onward';

/** Answer a request with these headers, and return where the page went and whether htmx was left to go on. */
function answered(hx: Record<string, string>): { readonly went: string[]; readonly isLeftToHtmx: boolean } {
  const page = new EventTarget();
  const went: string[] = [];
  wireOnward(page as Document, (address) => went.push(address));
  const event = new CustomEvent('htmx:before:response', { detail: { ctx: { hx } }, cancelable: true });
  return { isLeftToHtmx: page.dispatchEvent(event), went };
}

test('a page that is sent on goes on in its own place', () => {
  expect(answered({ redirect: '/fr/plans/1/' })).toEqual({ went: ['/fr/plans/1/'], isLeftToHtmx: false });
});

test('any other answer is left to htmx', () => {
  expect(answered({ trigger: 'done' })).toEqual({ went: [], isLeftToHtmx: true });
});
