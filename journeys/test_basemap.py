"""A deployment's own basemap: tiles in one file beside the database, and still no call to anybody."""

import io
import json

from browsers import errors_of, guarded_context
from PIL import Image
from playwright.sync_api import expect
from pmtiles import archive_of_one_colour
from servers import serve

SEA = (150, 200, 220)
STYLE = {
    "version": 8,
    "sources": {"sea": {"type": "raster", "url": "pmtiles:///basemap/sea.pmtiles", "tileSize": 256, "maxzoom": 0}},
    "layers": [{"id": "sea", "type": "raster", "source": "sea"}],
}


def test_a_basemap_in_a_file_is_drawn_under_our_shapes(tmp_path, monkeypatch, chromium):
    folder = tmp_path / "public" / "basemap"
    folder.mkdir(parents=True)
    (folder / "style.json").write_text(json.dumps(STYLE))
    (folder / "sea.pmtiles").write_bytes(archive_of_one_colour(SEA))
    monkeypatch.setenv("TWIZA_BASEMAP_STYLE_URL", "/basemap/style.json")
    running = serve(tmp_path, {})

    with guarded_context(chromium, running) as context:
        page = context.new_page()
        errors = errors_of(page)
        page.goto("/fr/design/")
        drawn = page.locator("twiza-map")
        expect(drawn).to_have_attribute("data-state", "ready")
        corner = Image.open(io.BytesIO(drawn.locator("canvas").screenshot())).convert("RGB").getpixel((5, 200))
    running.stop()

    assert (errors, corner) == ([], SEA)
