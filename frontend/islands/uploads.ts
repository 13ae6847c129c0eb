/** A file dropped on an `.upload` lands in its file field; without a script the field works alone. */
export function wireUploads(root: Document): void {
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    root.addEventListener(name, (event) => carry(event as DragEvent));
  }
}

function carry(event: DragEvent): void {
  const zone = (event.target as Element).closest?.('.upload');
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle('is-over', event.type === 'dragover' || event.type === 'dragenter');
  const field = zone.querySelector<HTMLInputElement>('input[type="file"]');
  if (event.type !== 'drop' || !field || !event.dataTransfer?.files.length) return;
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
