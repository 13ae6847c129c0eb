/** A map drawn underneath ours, when the deployment has one: an online style, or one whose tiles lie in a PMTiles file. */
import { addProtocol } from 'maplibre-gl';
import { Protocol } from 'pmtiles';

let isReady = false;

/** Teach MapLibre to read `pmtiles://` addresses, once, and only where there is a basemap. */
export function readPmtiles(basemap: string): void {
  if (!basemap || isReady) return;
  addProtocol('pmtiles', new Protocol().tile);
  isReady = true;
}
