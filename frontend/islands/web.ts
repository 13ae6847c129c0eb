/** The first script of every page: small, and it loads the map only where there is one. */
import './trusted';
import './htmx';
import { wireDialogs } from './dialogs';
import { wireRanges } from './ranges';
import { wireUploads } from './uploads';
import { wireMenus } from './menus';
import { wirePasskeys } from './passkeys';
import { wireOnward } from './onward';
import { wireSubmits } from './submits';
import { wireChoices } from './choices';

if (document.querySelector('twiza-map')) void import('./map/element');

// htmx brings maps and dialogs after the page: look again at what it put in.
document.addEventListener('htmx:after:swap', () => {
  if (document.querySelector('twiza-map')) void import('./map/element');
});

wireDialogs(document);
wireRanges(document);
wireUploads(document);
wireMenus(document);
wirePasskeys(document);
wireOnward(document, (address) => globalThis.location.replace(address));
wireSubmits(document);
wireChoices(document);
document.querySelector<HTMLElement>('[data-focus]')?.focus();
