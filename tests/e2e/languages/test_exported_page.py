"""The page of an export is in the language of the office, which is chosen without the host."""

import io

import pytest
from playwright.sync_api import Browser, expect

from chat_desktop.operations.exchange.writing import ExportWriter
from chat_desktop.wire.payloads import time

MESSAGE = {"sender_id": "ana", "created_at": time(1_795_397_343_123), "deleted": False, "body": "مفتاح 🗝️ <b>key</b>"}


def exported(language: str) -> str:
    page = io.StringIO()
    writer = ExportWriter({"id": "o", "name": "Harbour", "language": language}, None, page)
    writer.user({"id": "ana", "name": "Ana", "role": "owner", "active": True})
    writer.room({"id": "r", "name": "", "kind": "direct"}, ["ana"])
    for number in range(3):
        writer.message({"id": f"m{number}", **MESSAGE}, [])
    writer.message({"id": "m4", **MESSAGE, "body": "直接話す"}, [])
    writer.message({"id": "m3", **MESSAGE, "deleted": True, "body": ""}, [])
    writer.end()
    return page.getvalue()


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", ("البحث في هذه الرسائل", "محادثة مباشرة", "رسالة محذوفة", "3 رسائل", "رسالة واحدة")),
        (
            "ja",
            "ltr",
            (
                "これらのメッセージを検索",
                "ダイレクトの会話",
                "削除されたメッセージ",
                "3 件のメッセージ",
                "1 件のメッセージ",
            ),
        ),
        ("en", "ltr", ("Search these messages", "Direct conversation", "Message deleted", "3 found", "1 found")),
    ],
)
def test_it_is_read_and_searched_in_that_language(
    chromium: Browser, language: str, direction: str, words: tuple[str, ...]
) -> None:
    page = chromium.new_page(locale="de")
    try:
        page.set_content(exported(language))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        field = page.get_by_role("searchbox", name=words[0])
        expect(page.get_by_role("heading", level=2)).to_have_text(words[1])
        field.fill("KEY")
        expect(page.get_by_role("status")).to_have_text(words[3])
        field.fill(words[2])
        expect(page.get_by_role("status")).to_have_text(words[4])
        expect(page.locator("li:visible .gone")).to_have_text(words[2])
        field.fill("直接")
        expect(page.locator("li:visible p")).to_have_attribute("lang", "ja")
        expect(page.locator("li:visible time")).to_have_css("direction", "ltr")
        expect(page.locator(".hash bdi")).to_have_css("direction", "ltr")
    finally:
        page.close()
