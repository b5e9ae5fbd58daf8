"""The sentences of the page: a first visit gets those that it can show, and features get all others."""

import json

from chat_desktop import paths
from chat_desktop.web.assets import bundles, sentences

WEBUI = paths.webui()
CATALOGUE = (WEBUI / "i18n" / "en.json").read_text("utf-8")


def read(name: str) -> str:
    return (WEBUI / name).read_text("utf-8")


def test_each_sentence_is_in_one_part_and_the_first_one_is_a_third_at_most() -> None:
    first, rest = sentences.split(CATALOGUE, bundles.plan(read("app/bundles.txt"), read), read)
    assert json.loads(first) | json.loads(rest) == json.loads(CATALOGUE)
    assert json.loads(first).keys() & json.loads(rest).keys() == set()
    assert {"composer.send", "sidebar.invite", "signin.join"} <= json.loads(first).keys()
    assert len(first) * 3 < len(CATALOGUE)


def test_what_a_later_bundle_needs_is_told_to_the_loader() -> None:
    files = bundles.join(bundles.plan(read("app/bundles.txt"), read), read)
    assert '"app/features/settings/settings_page.js": ["settings", "shared", "sentences"]' in files["app/main.js"]()
    assert '"app/sync/index.js": ["sync"]' in files["app/main.js"]()
