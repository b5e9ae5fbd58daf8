"""Every sentence that the host sends by key is in the catalogue, with the values that it gives."""

import ast
import json
import re
from datetime import date, datetime
from pathlib import Path

from frozen import mac_info

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor import topics
from chat_desktop.network.doctor.topics import Topic

ROOT = Path(__file__).parents[2]
TEXTS: dict[str, str | dict[str, str]] = json.loads((ROOT / "webui" / "i18n" / "en.json").read_text("utf-8"))
TITLES = {f"check.{topic.id}" for topic in vars(topics).values() if isinstance(topic, Topic)}


def calls() -> list[ast.Call]:
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "chat_desktop").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id == "sentence"]


def key_of(call: ast.Call) -> str:
    return str(ast.literal_eval(call.args[0]))


def wanted(key: str) -> set[str]:
    text = TEXTS[key]
    forms = [text] if isinstance(text, str) else text.values()
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


def test_every_sentence_is_in_the_catalogue_and_gives_its_values() -> None:
    found = calls()
    assert len(found) > 80
    assert [key_of(call) for call in found if key_of(call) not in TEXTS] == []
    for call in found:
        given = {str(keyword.arg) for keyword in call.keywords}
        assert given == wanted(key_of(call)), key_of(call)


def test_no_sentence_is_left_that_nobody_sends() -> None:
    sent = {key_of(call) for call in calls()} | TITLES | set(mac_info.ASKED.values())
    ours = [key for key in TEXTS if key.startswith(("check.", "device.", "system.", "imported."))]
    assert [key for key in ours if key not in sent] == []
    assert TEXTS.keys() >= TITLES


def test_the_wire_carries_the_key_and_values_that_a_page_can_write() -> None:
    told = sentence("check.clock_fine", time=datetime.fromisoformat("2026-11-29T13:05"), zone="UTC+0100")
    assert told.payload() == {
        "key": "check.clock_fine",
        "values": {"time": "2026-11-29T13:05:00", "zone": "UTC+0100"},
    }
    assert told.english == "The clock says 2026-11-29 13:05 (UTC+0100)."
    ended = sentence("check.certificate_expired", date=date(2026, 11, 29))
    assert ended.english == "The certificate expired on 2026-11-29."
    lacking = sentence("check.certificate_lacks", addresses=["10.0.0.1", "10.0.0.2"])
    assert "include 10.0.0.1 and 10.0.0.2," in lacking.english
