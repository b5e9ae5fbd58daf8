"""Codes that are made in the browser: another encoder draws the same."""

from typing import Any

import pytest
import segno

from tests.network.addressing.test_links import drawn
from tests.webui.conftest import Run

TEXT = "return m.wifiText(a)"


def wifi(**changed: Any) -> dict[str, Any]:
    return {"name": "Harbour", "security": "WPA", "password": "four loud herons", "hidden": False} | changed


# Bytes of a text that fill a code of level M to the brim, by version (ISO/IEC 18004, table 7): what comes after a
# shorter text is padding, which encoders write differently and readers do not look at.
BRIMS = {3: 42, 4: 62, 5: 84}


def by_another(text: str, version: int) -> list[list[list[int]]]:
    """The drawings of TEXT that the standard allows: one for each mask."""
    codes = [
        segno.make_qr(text.encode(), error="m", version=version, mode="byte", mask=mask, boost_error=False)
        for mask in range(8)
    ]
    return [[list(row) for row in code.matrix] for code in codes]


@pytest.mark.parametrize(("version", "name"), [(3, "Harbour"), (4, "Café Zürich 🍜"), (5, "x" * 32)])
def test_another_encoder_draws_the_same_code(run: Run, version: int, name: str) -> None:
    spare = BRIMS[version] - len(run("lib/qr.js", TEXT, wifi(name=name, password="")).encode())
    text = run("lib/qr.js", TEXT, wifi(name=name, password="p" * spare))
    code = run("lib/qr.js", "return m.qrOf(a)", text)
    assert code["size"] == 17 + 4 * version
    assert drawn(code["size"], code["path"]) in by_another(text, version)
