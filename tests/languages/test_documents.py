"""Each language has its glossary, its page for colleagues and its README, with the commands and links of English."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OTHERS = [path.stem for path in sorted((ROOT / "webui" / "i18n").glob("*.json")) if path.stem not in ("en", "notes")]
NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")


def page(folder: str, code: str) -> str:
    return (ROOT / folder / f"{code}.md").read_text("utf-8")


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_its_glossary_its_page_for_colleagues_and_its_readme(code: str) -> None:
    glossary = page("webui/i18n/glossary", code)
    assert all(
        f"| {word} |" in glossary for word in ("office", "host", "room", "guest", "owner", "PIN", "draft", "pin")
    )
    assert page("docs/guide", code).count("\n- ") == page("docs/guide", "en").count("\n- ")
    assert set(CODE.findall(page("docs/guide", code))) == set(CODE.findall(page("docs/guide", "en")))
    assert f"../guide/{code}.md" in page("docs/readme", code)
    readme, told = page("docs/readme", code), (ROOT / "README.md").read_text("utf-8").partition("## How it works")[0]
    assert readme.count("\n## ") == told.count("\n## ")
    assert len(NUMBERED.findall(readme)) == len(NUMBERED.findall(told))
    assert all(f"`chat-desktop {verb}`" in readme for verb in ("import", "backup"))
    assert f"docs/readme/{code}.md" in (ROOT / "README.md").read_text("utf-8")
    assert f"({code}.md)" in page("docs/guide", "en")
