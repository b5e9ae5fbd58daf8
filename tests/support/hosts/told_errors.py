"""Every error that a host tells a client of the tests is a sentence of the catalogue, with its values in place."""

import json
import re
from functools import cache
from typing import Any

from werkzeug.test import TestResponse

from chat_desktop import paths


@cache
def _sentences() -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = json.loads((paths.webui() / "i18n" / "en.json").read_text("utf-8"))
    return found


def check(answer: Any) -> None:
    """Raises AssertionError when ANSWER, an answer or an acknowledgement, is an error without its sentence."""
    if not isinstance(answer, dict) or answer.get("ok") is not False:
        return
    error = answer["error"]
    text = _sentences().get(f"error.{error['key']}")
    assert text is not None, f"no such sentence in the catalogue: {error}"
    wanted = {name for form in ([text] if isinstance(text, str) else text.values()) for name in _names(form)}
    assert wanted == error.get("values", {}).keys(), f"other values than those of the sentence: {error}"
    assert not _names(error["message"]), f"a value is missing: {error}"


def check_json(body: bytes) -> None:
    """Does the same for the body of an answer. One that is no error is not read."""
    if re.match(rb'\{"ok": ?false\b', body):
        check(json.loads(body))


def checked(answer: TestResponse) -> TestResponse:
    """Returns the answer of an application when it is no error without its sentence."""
    if answer.mimetype == "application/json":
        check_json(answer.get_data())
    return answer


def _names(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)
