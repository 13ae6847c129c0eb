/** A file dropped on an `.upload` lands in its file field, and its name is said in the page; without a script the field works alone. */
export function wireUploads(root: Document): void {
  for (const zone of root.querySelectorAll('.upload')) if (zone.querySelector('.upload-words')) zone.classList.add('is-spoken');
  root.addEventListener('change', (event) => sayNames(event.target as Element));
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    root.addEventListener(name, (event) => carry(event as DragEvent));
  }
}

function sayNames(field: Element): void {
  const names = field.closest('.upload')?.querySelector('.upload-names');
  const files = (field as HTMLInputElement).files;
  if (names && files) names.textContent = [...files].map((file) => file.name).join('\n');
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
