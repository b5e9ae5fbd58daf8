"""The words of the window in each language, and which language the system asks for."""

import re

import pytest

from chat_desktop.desktop import texts
from chat_desktop.desktop.texts.system_languages import of_environment

NAMES = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("code", texts.codes())
def test_each_language_has_every_text_with_its_values(code: str) -> None:
    english, own = texts.catalogue("en"), texts.catalogue(code)
    assert own.keys() == english.keys()
    assert {key: set(NAMES.findall(own[key])) for key in own} == {key: set(NAMES.findall(english[key])) for key in own}


@pytest.mark.parametrize(
    ("environment", "tags"),
    [
        ({"LANG": "de_DE.UTF-8"}, ["de_DE"]),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, ["ja_JP"]),
        ({"LANG": "de_AT.UTF-8@euro", "LANGUAGE": "fr:es"}, ["fr", "es", "de_AT"]),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, []),
        ({}, []),
    ],
)
def test_the_system_says_its_language_by_the_environment(environment: dict[str, str], tags: list[str]) -> None:
    assert of_environment(environment) == tags
