"""Pages that the host draws are laid out by styles that there are."""

import re

import pytest

from tests.webui.sources.source import WEBUI


@pytest.mark.parametrize("name", ["error", "trust"])
def test_the_page_has_the_style_of_a_page_with_a_card(name: str) -> None:
    template = (WEBUI / "templates" / f"{name}.html").read_text("utf-8")
    found = re.search(r'<main class="([\w-]+)', template)
    assert found
    assert f".{found[1]} {{" in (WEBUI / "css" / "pages.css").read_text("utf-8")
