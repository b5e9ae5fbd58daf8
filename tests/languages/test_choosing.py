"""Which language a reader gets, and the plural forms of Python beside those of CLDR."""

import check_languages
import pytest
from babel import Locale

from chat_desktop.languages import matching, plural_rules

HAVE = ("en", "ar", "de", "ja", "pt-BR", "zh-Hans")


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [
        (["de"], "de"),
        (["de-AT", "en"], "de"),
        (["DE_ch"], "de"),
        (["pt-PT"], "pt-BR"),
        (["pt-br"], "pt-BR"),
        (["zh-CN", "en"], "zh-Hans"),
        (["zh"], "zh-Hans"),
        (["zh-Hans-SG"], "zh-Hans"),
        (["zh-TW", "ja"], "ja"),
        (["zh-Hant-HK"], "en"),
        (["sv", "ar-EG"], "ar"),
        (["x" * 5_000, "-", "", "*", "de"], "de"),
        ([], "en"),
    ],
)
def test_the_first_preferred_language_that_is_there_is_chosen(preferred: list[str], chosen: str) -> None:
    assert matching.best(preferred, HAVE) == chosen


@pytest.mark.parametrize(
    "code", [*check_languages.LANGUAGES, "pl", "ru", "uk", "cs", "he", "ko", "hi", "it", "nl", "sv"]
)
def test_plural_categories_are_those_of_cldr(code: str) -> None:
    rule = Locale.parse(code, sep="-").plural_form
    assert [plural_rules.category(code, n) for n in range(1_000)] == [rule(n) for n in range(1_000)]
