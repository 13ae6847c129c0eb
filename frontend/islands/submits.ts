/**
 * A form that changes something is sent once: a second press on its button, before the answer is here, changes
 * nothing. Coming back to the page, or waiting in vain, lets it be sent again.
 */
const WAITED_IN_VAIN_MS = 15_000;

export function wireSubmits(root: Document): void {
  const sent = new WeakMap<HTMLFormElement, number>();
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || !changesSomething(form, event.submitter)) return;
    const now = Date.now();
    if (isTooSoon(sent.get(form), now)) event.preventDefault();
    else sent.set(form, now);
  });
  globalThis.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of root.forms) sent.delete(form);
  });
}

/** Say whether a form was sent so short a time ago that its answer may still come. */
export function isTooSoon(sentAt: number | undefined, now: number): boolean {
  return sentAt !== undefined && now - sentAt < WAITED_IN_VAIN_MS;
}

function changesSomething(form: HTMLFormElement, button: HTMLElement | null): boolean {
  return (button?.getAttribute('formmethod') ?? form.method) === 'post';
}
