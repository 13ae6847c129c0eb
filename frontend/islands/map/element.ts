/** `<twiza-map>`: a map whose words, buttons and legend the server wrote, and whose table says the same. */
import type { Map as MapLibre } from 'maplibre-gl';
import { readPmtiles } from './basemap';
import { readConfig, viewNamed, type LayerConfig, type MapConfig } from './contract';
import { canDraw, drawLayers, featureAt, narrowSource, openMap, showView, type Drawing } from './drawing';
import { indexFeatures, linesOf, loadSources, type Collections, type Known } from './features';
import { LinkedTable } from './table';

type State = 'loading' | 'ready' | 'unsupported' | 'error';

export class TwizaMap extends HTMLElement {
  #config: MapConfig | undefined;
  #map: MapLibre | undefined;
  #drawing: Drawing | undefined;
  #table: LinkedTable | undefined;
  #data: Collections = {};
  #known = new Map<string, Known>();
  #hot: string | undefined;
  #stop = new AbortController();

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener('click', (event) => this.#press(event), { signal });
    this.addEventListener('change', (event) => this.#switchView(event), { signal });
    document.addEventListener('change', (event) => this.#narrow(event), { signal });
    window.addEventListener('beforeprint', () => this.#freeze(), { signal });
    window.addEventListener('afterprint', () => this.querySelector('.print-image')?.remove(), { signal });
    void this.#start();
  }

  disconnectedCallback(): void {
    this.#stop.abort();
    this.#close();
  }

  /** Choose features by their keys, and only those: for a form that sets its own choice. */
  choose(keys: readonly string[]): void {
    for (const key of this.#known.keys()) this.#mark(key, { chosen: keys.includes(key) });
  }

  async #start(): Promise<void> {
    if (!canDraw()) return this.#become('unsupported');
    this.#become('loading');
    try {
      await this.#draw();
      this.#become('ready');
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      console.error('twiza-map', error);
      this.#close();
      this.#become('error');
    }
  }

  async #draw(): Promise<void> {
    const config = readConfig(this.#configText());
    const basemap = this.dataset['basemap'] ?? '';
    readPmtiles(basemap);
    const map = openMap(this.#part('.map-canvas'), config, this.getAttribute('aria-label') ?? '', basemap, colourOf(this));
    this.#config = config;
    this.#map = map;
    const [data] = await Promise.all([loadSources(config, this.#stop.signal), opened(map)]);
    this.#data = data;
    this.#known = indexFeatures(config, data);
    this.#drawing = drawLayers(map, config, data, viewNamed(config, config.view), colourOf(this));
    this.#listen(map);
    this.#linkTable();
    await settled(map);
  }

  #configText(): string {
    const script = document.querySelector(this.dataset['config'] ?? '');
    return script?.textContent ?? '';
  }

  #listen(map: MapLibre): void {
    map.on('mousemove', (event) => this.#pointAt(event.point));
    map.on('mouseout', () => this.#point(undefined));
    map.on('click', (event) => this.#open(event.point));
  }

  #linkTable(): void {
    const table = document.querySelector<HTMLElement>(this.dataset['table'] ?? 'twiza-none');
    if (!table) return;
    this.#table = new LinkedTable(table, {
      point: (key) => this.#point(key),
      choose: (key, isChosen) => this.#chosen(key, isChosen),
      show: (key) => this.#show(key),
    });
    this.choose(this.#table.chosen());
  }

  #pointAt(point: { x: number; y: number }): void {
    const found = this.#found(point);
    this.#part('.map-canvas').classList.toggle('is-over-feature', found !== undefined);
    this.#point(found?.[0], found?.[1]);
  }

  #found(point: { x: number; y: number }): [string, LayerConfig] | undefined {
    const found = this.#drawing && this.#config && featureAt(this.#drawing, this.#config, point);
    return found && [String(found[0].id), found[1]];
  }

  #point(key: string | undefined, layer?: LayerConfig): void {
    if (key === this.#hot) return;
    if (this.#hot !== undefined) this.#mark(this.#hot, { hot: false });
    this.#hot = key;
    if (key !== undefined) this.#mark(key, { hot: true });
    this.#table?.point(key);
    this.#tell(key, layer);
  }

  #tell(key: string | undefined, layer?: LayerConfig): void {
    const known = key === undefined ? undefined : this.#known.get(key);
    const said = layer ?? this.#config?.layers.find((one) => one.source === known?.source);
    const lines = known && said?.popup ? linesOf(known, said.popup) : [];
    const popup = this.#part('.map-popup');
    popup.hidden = lines.length === 0;
    popup.replaceChildren(...lines.map(paragraph));
  }

  #open(point: { x: number; y: number }): void {
    const [key, layer] = this.#found(point) ?? [];
    const known = key === undefined ? undefined : this.#known.get(key);
    if (key === undefined || !layer || !known) return;
    const path = layer.href && known.properties[layer.href];
    if (typeof path === 'string' && path.startsWith('/')) {
      window.location.assign(path);
      return;
    }
    const isChosen = this.#table?.toggle(key) ?? true;
    if (!this.#hasBoxes()) this.#onlyChosen(key, isChosen);
  }

  #hasBoxes(): boolean {
    return document.querySelector(`${this.dataset['table'] ?? 'twiza-none'} [data-feature] input`) !== null;
  }

  #onlyChosen(key: string, isChosen: boolean): void {
    this.choose(isChosen ? [key] : []);
    this.#chosen(key, isChosen);
  }

  #chosen(key: string, isChosen: boolean): void {
    if (this.#table && this.#hasBoxes()) this.choose(this.#table.chosen());
    const detail = { key, chosen: isChosen, properties: this.#known.get(key)?.properties };
    this.dispatchEvent(new CustomEvent('twiza-map:choose', { bubbles: true, detail }));
  }

  #show(key: string): void {
    const bounds = this.#known.get(key)?.bounds;
    if (bounds) this.#map?.fitBounds(bounds as [number, number, number, number], { padding: 80, maxZoom: 10 });
  }

  #mark(key: string, state: { hot?: boolean; chosen?: boolean }): void {
    const source = this.#known.get(key)?.source;
    if (source && this.#map) this.#map.setFeatureState({ source, id: key }, state);
  }

  #switchView(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (!input.closest('.map-views') || !this.#drawing || !this.#config) return;
    const view = viewNamed(this.#config, input.value);
    if (!view) return;
    showView(this.#drawing, this.#config, view, colourOf(this));
    for (const legend of document.querySelectorAll<HTMLElement>(`[data-legend-for="${CSS.escape(this.id)}"]`)) {
      legend.hidden = legend.dataset['view'] !== view.id;
    }
    this.dispatchEvent(new CustomEvent('twiza-map:view', { bubbles: true, detail: { view: view.id } }));
  }

  #narrow(event: Event): void {
    const field = event.target as HTMLSelectElement;
    const property = field.dataset['mapFilter'];
    if (!this.#drawing || property === undefined || field.dataset['mapFor'] !== this.id) return;
    for (const [name, data] of Object.entries(this.#data)) narrowSource(this.#drawing, name, data, property, field.value);
  }

  #press(event: Event): void {
    const action = (event.target as Element).closest<HTMLElement>('[data-do]')?.dataset['do'];
    if (action === 'retry') void this.#start();
    const map = this.#map;
    if (!map || !this.#config) return;
    if (action === 'zoom-in') map.zoomIn();
    if (action === 'zoom-out') map.zoomOut();
    if (action === 'whole') map.fitBounds(this.#config.bounds as [number, number, number, number], { padding: 24 });
    if (action === 'full-screen') void (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen());
    if (action === 'image') this.#download(map);
  }

  #download(map: MapLibre): void {
    const link = document.createElement('a');
    link.download = `${this.id || 'twiza'}.png`;
    link.href = picture(map);
    link.click();
  }

  #freeze(): void {
    if (!this.#map || this.dataset['state'] !== 'ready') return;
    const image = document.createElement('img');
    image.className = 'print-image';
    image.alt = '';
    image.src = picture(this.#map);
    this.append(image);
  }

  #become(state: State): void {
    this.dataset['state'] = state;
  }

  #close(): void {
    this.#table?.stop();
    this.#map?.remove();
    this.#map = this.#drawing = this.#table = undefined;
  }

  #part(selector: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(selector);
    if (!part) throw new TypeError(`twiza-map: no ${selector}; include web/components/map.html`);
    return part;
  }
}

function colourOf(element: Element): (token: string) => string {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}

function paragraph(line: string): HTMLParagraphElement {
  const element = document.createElement('p');
  element.dir = 'auto';
  element.textContent = line;
  return element;
}

function picture(map: MapLibre): string {
  // Only right after a drawing does the canvas still hold its pixels.
  map.redraw();
  return map.getCanvas().toDataURL('image/png');
}

function opened(map: MapLibre): Promise<void> {
  return new Promise((resolve, reject) => {
    map.once('load', () => resolve());
    map.once('error', (event) => reject(event.error));
  });
}

function settled(map: MapLibre): Promise<void> {
  return new Promise((resolve) => map.once('idle', () => resolve()));
}

if (!customElements.get('twiza-map')) customElements.define('twiza-map', TwizaMap);
