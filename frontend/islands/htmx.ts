/**
 * htmx 4 under our content security policy: answers become elements through one named policy, and nothing is
 * ever evaluated. Attributes that need code (hx-on:, js:, javascript:) fail loudly.
 */
import htmx from 'htmx.org';

interface Policy {
  createHTML(html: string): string;
  createScript(code: string): string;
}

const rules: Policy = {
  createHTML: (html) => html,
  // htmx makes anew each script of an answer, data for a map included: data may pass, code may not.
  createScript: (text) => (isData(text) ? text : refuse()),
};

const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
const policy = factory ? factory.createPolicy('htmx', rules) : rules;

function isData(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(): never {
  throw new TypeError('No code in attributes: write a module under frontend/islands.');
}

htmx.registerExtension('twiza-safe', {
  init: (api: { initSecurity(policy: Policy, sync: () => never, async: () => never): void }) =>
    api.initSecurity(policy, refuse, refuse),
});
