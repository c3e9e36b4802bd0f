"""How a code is told apart from others at a glance, on every screen and page."""

from __future__ import annotations

import colorsys
from functools import cache

from kodierung.model.codebooks import Code
from kodierung.text import digest

OTHER_SIGN = "·"


def sign(code: Code | None) -> str:
    """Return the one letter that stands for a code's kind and polarity.

    `+` promoting, `−` inhibiting, `○` a role, `·` any other.
    """
    if code is None:
        return OTHER_SIGN
    if code.kind == "role":
        return "○"
    return {"promoting": "+", "inhibiting": "−"}.get(code.polarity or "", OTHER_SIGN)


@cache
def own_color(code_id: str) -> str:
    """Return a colour that stands for a code everywhere: `#rrggbb`."""
    hue = int(digest(code_id)[:4], 16) / 0x10000
    red, green, blue = colorsys.hls_to_rgb(hue, 0.5, 0.65)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
