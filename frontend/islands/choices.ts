/** A list that a map fills: pressing a place on the map chooses it in the list, and sends the list's form. */
export function wireChoices(root: Document): void {
  root.addEventListener('twiza-map:choose', (event) => {
    const map = event.target as HTMLElement & { choose?: (keys: readonly string[]) => void };
    const list = root.querySelector<HTMLSelectElement>(`select[data-map-choice="${CSS.escape(map.id)}"]`);
    const { key } = (event as CustomEvent<{ key: string }>).detail;
    if (!list?.form || !isOffered([...list.options], key)) return;
    list.value = key;
    map.choose?.([key]);
    list.form.requestSubmit();
  });
  // The answer stands below the map: whoever pressed the map sees it without looking for it.
  root.addEventListener('htmx:after:swap', () => root.querySelector('[data-map-answer]')?.scrollIntoView({ block: 'nearest' }));
}

/** Say whether a list offers a key. */
export function isOffered(options: readonly { readonly value: string }[], key: string): boolean {
  return key !== '' && options.some((option) => option.value === key);
}
