/**
 * A page that only waits goes on in its own place: the next press on Back leads to what was asked, not to the wait.
 */
interface Answered {
  readonly ctx: { readonly hx?: { readonly redirect?: string } };
}

export function wireOnward(root: Document, goOn: (address: string) => void): void {
  root.addEventListener('htmx:before:response', (event) => {
    const address = (event as CustomEvent<Answered>).detail.ctx.hx?.redirect;
    if (address === undefined) return;
    event.preventDefault();
    goOn(address);
  });
}
