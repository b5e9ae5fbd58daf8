"""In which language a page comes, and the catalogue that it is told to fetch."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from chat_desktop import paths
from chat_desktop.errors import Stalled
from chat_desktop.web.assets.asset_files import AssetFiles
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The page with two more languages."""
    target = tmp_path / "webui"
    shutil.copytree(paths.webui(), target, ignore=shutil.ignore_patterns("icons"))
    english = json.loads((target / "i18n" / "en.json").read_text("utf-8"))
    arabic = {
        "language.name": "العربية",
        "language.direction": "rtl",
        "signin.submit": "تسجيل الدخول",
        "error.not_found": "لا شيء هنا.",
    }
    (target / "i18n" / "ar.json").write_text(json.dumps(arabic), "utf-8")
    (target / "i18n" / "de.json").write_text(
        json.dumps(english | {"page.noscript": "Ohne JavaScript geht es nicht."}), "utf-8"
    )
    return target


def test_each_language_is_served_in_two_parts_with_english_for_what_it_lacks(folder: Path) -> None:
    files = AssetFiles(folder)
    first, rest = files.file("i18n/ar.json"), files.file("i18n/ar.rest.json")
    assert first is not None
    assert rest is not None
    texts = json.loads(first.content) | json.loads(rest.content)
    assert texts["signin.submit"] == "تسجيل الدخول"
    assert texts["composer.send"] == "Send"
    assert "signin.submit" in json.loads(first.content), "a first visit shows it"
    assert first.compressed is not None


def test_what_translators_read_is_not_served(folder: Path) -> None:
    files = AssetFiles(folder)
    assert files.file("i18n/notes.json") is None
    assert files.catalogues.codes[0] == "en"
    assert {"ar", "de"} <= set(files.catalogues.codes)


def test_an_edit_of_a_translation_has_another_hash(folder: Path) -> None:
    before = AssetFiles(folder).prefix
    (folder / "i18n" / "ar.json").write_text("{}", "utf-8")
    assert AssetFiles(folder).prefix != before


@pytest.mark.parametrize(
    ("accepted", "cookie", "language", "direction"),
    [
        ("de-AT,en;q=0.5", "", "de", "ltr"),
        ("ar", "", "ar", "rtl"),
        ("ar;q=0,de;q=0.1", "", "de", "ltr"),
        ("de", "ar", "ar", "rtl"),
        ("de", "../../etc", "de", "ltr"),
        ("tlh", "", "en", "ltr"),
        ("", "", "en", "ltr"),
    ],
)
def test_a_page_is_in_the_language_of_its_reader(
    site: Site, folder: Path, accepted: str, cookie: str, language: str, direction: str
) -> None:
    site.app = site.with_services(files=replace(site.services.files, assets=AssetFiles(folder)))
    for path in ("/", "/nothing"):
        headers = {"Accept": "text/html", "Accept-Language": accepted, "Cookie": f"lang={cookie}"}
        answer = site.ask("GET", path, headers=headers)
        assert f'<html lang="{language}" dir="{direction}">' in answer.text
        assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].replace(" ", "").split(","))
    assert f"/i18n/{language}.json" in site.ask("GET", "/", headers=headers).text


@pytest.mark.parametrize(("accepted", "language"), [("tlh", "ar"), ("", "ar"), ("tlh,de;q=0.1", "de"), ("en-GB", "en")])
def test_a_stranger_whose_language_we_do_not_have_gets_that_of_the_office(
    site: Site, office: RulesOffice, folder: Path, accepted: str, language: str
) -> None:
    site.app = site.with_services(files=replace(site.services.files, assets=AssetFiles(folder)))
    chosen = site.ask("PUT", "/api/office/language", office.ana, json={"language": "ar"})
    assert chosen.json["office"]["language"] == "ar"
    for path in ("/join", "/nothing", "/trust"):
        headers = {"Accept": "text/html", "Accept-Language": accepted}
        answer = site.ask("GET", path, headers=headers)
        assert f'<html lang="{language}"' in answer.text or answer.status_code == 302


def test_a_refused_language_is_told_at_its_field(site: Site, office: RulesOffice) -> None:
    answer = site.ask("PUT", "/api/office/language", office.ana, json={"language": "tlh"})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "language")
    assert site.ask("PUT", "/api/office/language", office.ana, json={"language": "x" * 2_000}).status_code == 400


def test_a_page_comes_in_english_while_the_office_cannot_be_read(site: Site, office: RulesOffice) -> None:
    def refuse(*_: object) -> None:
        raise Stalled

    site.ask("PUT", "/api/office/language", office.ana, json={"language": "ar"})
    site.services.rules.read = refuse  # type: ignore[method-assign, assignment]
    answer = site.ask("GET", "/nothing", headers={"Accept": "text/html", "Accept-Language": "tlh"})
    assert '<html lang="en"' in answer.text


def test_the_error_page_says_it_in_the_language_of_its_reader(site: Site, folder: Path) -> None:
    site.app = site.with_services(files=replace(site.services.files, assets=AssetFiles(folder)))
    answer = site.ask("GET", "/nothing", headers={"Accept": "text/html", "Accept-Language": "ar"})
    assert "لا شيء هنا." in answer.text
    told = site.ask("GET", "/api/nothing", headers={"Accept-Language": "ar"}).json["error"]
    assert (told["message"], told["key"]) == ("There's nothing here, or you can't see it.", "not_found")
