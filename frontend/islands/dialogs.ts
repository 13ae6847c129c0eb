/**
 * Dialogs: `data-dialog="id"` opens one, the browser closes it (method="dialog", Escape).
 * In a dialog confirmed by name, the dangerous button wakes when the name is typed as it is written.
 */
export function wireDialogs(root: Document): void {
  root.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest<HTMLElement>('[data-dialog]');
    const dialog = opener && root.getElementById(opener.dataset['dialog'] ?? '');
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    const dangerous = dialog.querySelector<HTMLButtonElement>('[data-confirmed]');
    if (dangerous) dangerous.disabled = true;
    dialog.showModal();
  });
  root.addEventListener('input', (event) => {
    const field = event.target as HTMLInputElement;
    const expected = field.dataset['confirm'];
    if (expected === undefined) return;
    const button = field.form?.querySelector<HTMLButtonElement>('[data-confirmed]');
    if (button) button.disabled = !isSameName(field.value, expected);
  });
}

/** Say whether a name was typed as it is written; spaces around it and the case of letters do not matter. */
export function isSameName(typed: string, expected: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase();
  return plain(typed) === plain(expected);
}
