"""Draws the icon with the number of unread messages, where the toolkit does not draw."""

import io
from pathlib import Path

SIZE_PX = 32
_BADGE_PART = 0.62
"""The diameter of the badge, as a part of the icon: its digit is legible at 24 pixels."""
_MOST = 9
_DOT, _NUMBER = "#f8b446", "#3a2405"


def badged(icon: Path | None, count: int, size: int = SIZE_PX) -> bytes:
    """Returns the icon as a PNG, with the number of unread messages at its lower right unless that is 0."""
    # Imported late: the icon is drawn after the window is shown.
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGBA", (size, size))
    if icon is not None:
        with Image.open(icon) as plain:
            picture = plain.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
    if count:
        side = round(size * _BADGE_PART)
        draw = ImageDraw.Draw(picture)
        draw.ellipse((size - side, size - side, size - 1, size - 1), fill=_DOT)
        text = str(count) if count <= _MOST else f"{_MOST}+"
        font = ImageFont.load_default(side * (0.8 if len(text) == 1 else 0.62))
        middle = size - side / 2
        draw.text((middle, middle), text, fill=_NUMBER, font=font, anchor="mm")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
