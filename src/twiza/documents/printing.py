"""WeasyPrint, kept from fetching anything that is not ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

HERE = Path(__file__).resolve().parent
STYLE = HERE / "templates" / "documents" / "pdf" / "document.css"
FONT_ADDRESS = "twiza-font:"
FONTS = {path.name: path for path in (HERE / "fonts").rglob("*.ttf")}


class OwnFilesOnly(URLFetcher):
    """Gives our fonts and what a page carries itself, and stops the printing at any other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a font of ours, or what a `data:` address holds. Raises ValueError for anything else."""
        if url.startswith(FONT_ADDRESS):
            content = FONTS[url.removeprefix(FONT_ADDRESS)].read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


def print_page(page: str) -> bytes:
    """Return the PDF of an HTML page, tagged for screen readers. Raises ValueError for an address that is not ours."""
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    try:
        style = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=fonts)
        document = HTML(string=page, url_fetcher=fetcher)
        return bytes(document.write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True))
    except FatalURLFetchingError as error:
        raise ValueError(str(error)) from error
