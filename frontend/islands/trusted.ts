/**
 * The one thing this site may load as a script from a string: its own map worker.
 *
 * maplibre starts its worker from a plain address and has no policy of its own, so the browser asks the
 * default one. It knows nothing else: HTML and scripts from strings stay refused.
 */
interface PolicyRules {
  createScriptURL: (address: string) => string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createScriptURL(address: string): string {
    if (isOwnWorker(address, document.baseURI, import.meta.url)) return address;
    throw new TypeError('Only the map worker may be started.');
  },
});

/** Say whether an address is the map worker that was built beside this script. */
export function isOwnWorker(address: string, page: string, script: string): boolean {
  const worker = new URL(address, page);
  const folder = new URL('./assets/', script);
  return (
    worker.origin === folder.origin &&
    worker.pathname.startsWith(folder.pathname) &&
    /^maplibre-gl-worker-[\w-]+\.m?js$/.test(worker.pathname.slice(folder.pathname.length))
  );
}
