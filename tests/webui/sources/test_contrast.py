"""The colours hold WCAG AA, in light and in dark: oklch to sRGB to relative luminance (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from itertools import product

import pytest

from tests.webui.sources.source import WEBUI

Colour = tuple[float, float, float]

TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((ink, paper, TEXT) for ink in ("text", "text-2") for paper in ("canvas", "surface", "shell", "mine", "sunken")),
    *(("accent", paper, TEXT) for paper in ("surface", "canvas", "shell", "mine")),
    ("on-accent", "accent", TEXT),
    ("on-signal", "signal", TEXT),
    ("signal-text", "canvas", TEXT),
    ("danger", "surface", TEXT),
    ("danger", "canvas", TEXT),
    ("danger", "failed", TEXT),
    ("text", "failed", TEXT),
    ("present", "shell", SHAPE),
    ("control", "surface", SHAPE),
    ("control", "canvas", SHAPE),
]
CODE_KINDS = ("keyword", "string", "number", "comment", "title", "type", "deletion")
# A person's colour is one of 72 hues: name on paper, and letters on their face, as in the style sheets.
NAMES = ((0.47, 0.11), (0.80, 0.10))
FACES = (((0.40, 0.10), (0.905, 0.055)), ((0.90, 0.06), (0.38, 0.065)))


def linear(lightness: float, chroma: float, hue: float) -> Colour:
    """oklch to linear sRGB, cut to the gamut: Ottosson, https://bottosson.github.io/posts/oklab/."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return min(1.0, max(0.0, red)), min(1.0, max(0.0, green)), min(1.0, max(0.0, blue))


def contrast(one: Colour, other: Colour) -> float:
    bright, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def tokens() -> dict[str, tuple[Colour, Colour]]:
    """Each token's colour in light and in dark."""
    css = "".join((WEBUI / "css" / name).read_text("utf-8") for name in ("tokens.css", "features/code.css"))
    found = re.findall(r"--([\w-]+):\s*light-dark\(\s*oklch\(([\d. ]+)\)\s*,\s*oklch\(([\d. ]+)\)\s*\)", css)
    return {name: (_colour(light), _colour(dark)) for name, light, dark in found}


def _colour(text: str) -> Colour:
    lightness, chroma, hue = (float(number) for number in text.split())
    return linear(lightness, chroma, hue)


@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS, ids=lambda value: str(value))
def test_a_pair_of_colours_holds_its_contrast(ink: str, paper: str, least: float) -> None:
    for mode in (0, 1):
        assert contrast(tokens()[ink][mode], tokens()[paper][mode]) >= least


@pytest.mark.parametrize(("mode", "paper"), list(product((0, 1), ("surface", "canvas"))))
def test_a_name_is_readable_in_every_hue(mode: int, paper: str) -> None:
    lightness, chroma = NAMES[mode]
    assert min(contrast(linear(lightness, chroma, hue), tokens()[paper][mode]) for hue in range(0, 360, 5)) >= TEXT


@pytest.mark.parametrize("face", FACES)
def test_the_letters_of_a_face_are_readable_in_every_hue(face: tuple[tuple[float, float], tuple[float, float]]) -> None:
    ink, paper = face
    assert min(contrast(linear(*ink, hue), linear(*paper, hue)) for hue in range(0, 360, 5)) >= TEXT


def over(ink: Colour, share: float, paper: Colour) -> Colour:
    """A translucent colour over another one, as browsers mix them: in sRGB with its gamma."""
    mixed = [share * encoded(top) + (1 - share) * encoded(below) for top, below in zip(ink, paper, strict=True)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in mixed)
    return red, green, blue


def encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


# The paper of a block of code: this layer over the bubble, as in messages.css.
CODE_LAYERS = ((linear(0.3, 0.03, 220), 0.06), (linear(0, 0, 0), 0.22))


@pytest.mark.parametrize("paper", ["surface", "mine"])
@pytest.mark.parametrize("ink", ["text", "text-2", *(f"code-{kind}" for kind in CODE_KINDS)])
def test_code_is_readable_in_all_its_colours(ink: str, paper: str) -> None:
    for mode, (layer, share) in enumerate(CODE_LAYERS):
        assert contrast(tokens()[ink][mode], over(layer, share, tokens()[paper][mode])) >= TEXT


def test_amber_is_only_for_what_is_new_or_for_me() -> None:
    allowed = {".count", ".new", ".new::before, .new::after", ".new::after", ".mention.me", "&[data-unread] > .when"}
    # A reminder that is due, and what concerns me and is new.
    allowed |= {".later-when[data-due]", ".found-message[data-new] time::after", ".catch p[data-mine]"}
    # An urgent message that I have not confirmed.
    allowed |= {".bubble:has(> .urgent[data-waiting])", ".urgent[data-waiting] .flag"}
    # A voice note that I have not played.
    allowed |= {".voice-new"}
    found = set()
    for sheet in sorted((WEBUI / "css").rglob("*.css")):
        for selector, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet.read_text("utf-8")):
            if "var(--signal" in rules:
                found.add(re.sub(r"/\*.*?\*/", "", selector, flags=re.DOTALL).strip().rsplit("\n", 1)[-1].strip())
    assert found <= allowed
