"""The sentences of the page: a first visit gets those that it can show, and features get all others."""

import json
import re

from chat_desktop import paths
from chat_desktop.web.assets import bundles, sentences

WEBUI = paths.webui()
CATALOGUE = (WEBUI / "i18n" / "en.json").read_text("utf-8")


def read(name: str) -> str:
    return (WEBUI / name).read_text("utf-8")


def test_each_sentence_is_in_one_part_and_the_first_one_is_a_third_at_most() -> None:
    named = sentences.first_keys(bundles.plan(read("app/bundles.txt"), read), read)
    first, rest = sentences.split(json.loads(CATALOGUE), named)
    assert json.loads(first) | json.loads(rest) == json.loads(CATALOGUE)
    assert json.loads(first).keys() & json.loads(rest).keys() == set()
    assert {"composer.send", "sidebar.invite", "signin.join"} <= json.loads(first).keys()
    assert len(first) * 3 < len(CATALOGUE)


def test_the_loader_is_told_which_modules_need_the_rest() -> None:
    joined = bundles.plan(read("app/bundles.txt"), read)
    main = bundles.join(joined, read)["app/main.js"]()
    plan = json.loads(re.findall(r"^}, (\{.*\})\);$", main, re.MULTILINE)[-1])
    assert plan["app/features/settings/settings_page.js"][-1] == "sentences"
    assert plan["app/sync/index.js"] == ["sync"]
