/** A slider and a number in one `.range` say the same thing, whichever moves. */
export function wireRanges(root: Document): void {
  root.addEventListener('input', (event) => {
    const moved = event.target as HTMLInputElement;
    const pair = moved.closest('.range')?.querySelectorAll<HTMLInputElement>('input') ?? [];
    for (const other of pair) if (other !== moved) other.value = moved.value;
  });
}
