/** The table beside a map is its equal: what is pointed at or chosen in one is so in the other. */
export interface TableListener {
  point(key: string | undefined): void;
  choose(key: string, isChosen: boolean): void;
  show(key: string): void;
}

export class LinkedTable {
  readonly #table: HTMLElement;
  readonly #stop = new AbortController();

  constructor(table: HTMLElement, listener: TableListener) {
    this.#table = table;
    const signal = this.#stop.signal;
    const point = (event: Event): void => listener.point(keyOf(event.target));
    table.addEventListener('mouseover', point, { signal });
    table.addEventListener('focusin', point, { signal });
    table.addEventListener('mouseleave', () => listener.point(undefined), { signal });
    table.addEventListener('focusout', () => listener.point(undefined), { signal });
    table.addEventListener('change', (event) => this.#choose(event, listener), { signal });
    table.addEventListener('click', (event) => this.#show(event, listener), { signal });
  }

  /** Return the keys whose box is ticked, or whose row is the current one. */
  chosen(): string[] {
    const rows = this.#table.querySelectorAll<HTMLElement>('[data-feature]:is(:has(:checked), [aria-current="true"])');
    return [...rows].map((row) => row.dataset['feature'] as string);
  }

  /** Light the row of a feature, and only that one. */
  point(key: string | undefined): void {
    for (const row of this.#table.querySelectorAll('.is-hot')) row.classList.remove('is-hot');
    if (key !== undefined) this.#row(key)?.classList.add('is-hot');
  }

  /** Tick a feature's box, or make its row the current one; say whether it is chosen now. */
  toggle(key: string): boolean {
    const row = this.#row(key);
    row?.scrollIntoView({ block: 'nearest' });
    const box = row?.querySelector<HTMLInputElement>('input[type="checkbox"], input[type="radio"]');
    if (box) {
      box.checked = box.type === 'radio' || !box.checked;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      return box.checked;
    }
    for (const other of this.#table.querySelectorAll('[aria-current="true"]')) other.removeAttribute('aria-current');
    row?.setAttribute('aria-current', 'true');
    return row !== null;
  }

  stop(): void {
    this.#stop.abort();
  }

  #row(key: string): HTMLElement | null {
    return this.#table.querySelector<HTMLElement>(`[data-feature="${CSS.escape(key)}"]`);
  }

  #choose(event: Event, listener: TableListener): void {
    const box = event.target as HTMLInputElement;
    const key = keyOf(box);
    if (key !== undefined) listener.choose(key, box.checked);
  }

  #show(event: Event, listener: TableListener): void {
    const target = event.target as Element;
    const key = keyOf(target);
    if (key !== undefined && !target.closest('a, button, input, label, select')) listener.show(key);
  }
}

function keyOf(target: EventTarget | null): string | undefined {
  return (target as Element | null)?.closest?.<HTMLElement>('[data-feature]')?.dataset['feature'];
}
