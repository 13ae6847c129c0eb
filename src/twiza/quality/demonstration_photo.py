"""A picture that shows no place there is: a shelf of medicines, drawn and marked as a demonstration."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from twiza.documents.evidence import EvidenceFile

SIZE = (960, 640)
WALL, SHELF, WORDS, BAND = "#e9e4da", "#8a6b4a", "#1f2a2c", "#f4c95d"
BOXES = ("#2f7f79", "#b5543c", "#4c6fa5", "#7a9a4b", "#c98b2b")
SHELVES, BOX_WIDTH, BOX_HEIGHT, STEP = (230, 380, 530), 70, 90, 88
MARK = "Image inventée (démonstration)"


def shelf_drawn(boxes: int) -> EvidenceFile:
    """Return a picture of three shelves with so many boxes, the topmost first."""
    picture = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(picture)
    for bottom in SHELVES:
        pen.rectangle((60, bottom, SIZE[0] - 60, bottom + 14), fill=SHELF)
    across = (SIZE[0] - 120) // STEP
    for number in range(boxes):
        draw_box(pen, 70 + number % across * STEP, SHELVES[number // across], BOXES[number % len(BOXES)])
    pen.rectangle((0, 0, SIZE[0], 70), fill=BAND)
    pen.text((30, 16), MARK, fill=WORDS, font=ImageFont.load_default(32))
    return EvidenceFile("demonstration.jpg", "image/jpeg", as_jpeg(picture))


def draw_box(pen: ImageDraw.ImageDraw, start: int, bottom: int, colour: str) -> None:
    """Draw a box that stands on a shelf, with a label."""
    pen.rectangle((start, bottom - BOX_HEIGHT, start + BOX_WIDTH, bottom - 1), fill=colour)
    pen.rectangle((start + 12, bottom - 60, start + BOX_WIDTH - 12, bottom - 34), fill=WALL)


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a picture as the bytes of a JPEG."""
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()
