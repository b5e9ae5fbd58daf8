"""No words for people stand in the page's modules and templates: they would be English in every language."""

import pytest

from tests.webui.sources.page_words import in_module, in_template
from tests.webui.sources.source import WEBUI, modules

# What is called so in every language.
NAMES = {"Android", "iPhone"}


def test_no_words_stand_in_the_modules() -> None:
    found = {path.relative_to(WEBUI).as_posix(): in_module(path.read_text("utf-8")) for path in modules()}
    assert len(found) > 200
    assert {path: left for path, words in found.items() if (left := [one for one in words if one not in NAMES])} == {}


def test_no_words_stand_in_the_templates() -> None:
    found = {path.name: in_template(path.read_text("utf-8")) for path in (WEBUI / "templates").glob("*.html")}
    assert found.keys() >= {"page.html", "error.html", "trust.html", "visit.html"}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("html`<p>Save it</p>`", "Save it"),
        ("html`<p>saved ${count}</p>`", "saved"),
        ("html`<p>${count} of ${all}</p>`", "of"),
        ('html`<p>${open && html`<b title="more">${name}</b>`}</p>`', "more"),
        ("html`<p>${list.map(({ name }) => html`<b>${name} left</b>`)}</p>`", "left"),
        ('html`<button aria-label="Close">${icon}</button>`', "Close"),
        ('html`<input placeholder="Find ${what}" />`', "Find"),
        ("html`<img alt=picture />`", "picture"),
        ('toast("The disk is full.");', "The disk is full."),
        ('h(Button, { label: "try again" })', "try again"),
        ('document.title = "Sign in";', "Sign in"),
    ],
)
def test_words_are_found(source: str, word: str) -> None:
    assert any(word in one for one in in_module(source))


@pytest.mark.parametrize(
    "source",
    [
        'html`<p class="note lead" data-state="it waits">${t("action.save")} · ${count}</p>`',
        'html`<button aria-label=${t("action.close")} title=${label}>&nbsp;${{ a: "}" }.a}</button>`',
        'throw new Error("The folder has grown.");',
        "// Says what the next line is for.",
        'const CHOICE = ".composer textarea";',
    ],
)
def test_what_people_do_not_read_is_not_found(source: str) -> None:
    assert in_module(source) == []


def test_words_in_a_template_are_found_and_values_are_not() -> None:
    page = '<style>a b</style><title>{{ title }}</title><p title="More">{{ t("x") }}{% if a %}none{% endif %}</p>'
    assert in_template(page) == ["\0\0none\0", "More"]
