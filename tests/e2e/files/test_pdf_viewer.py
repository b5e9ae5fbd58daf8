"""A PDF with scripts in the viewer of the whole browser: it is shown, and reaches nothing of the office."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog, Request

from tests.e2e.files.test_hostile_files import shared
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.files.hostile import document
from tests.support.browsers.pages import People
from tests.support.browsers.pages import whole_chromium as whole_chromium

HIT = "/hit"
# What a reader of PDFs may be asked to do when it opens one: go to an address, send a form, start a program, open
# another file, fetch data.
ACTIONS = (
    b"/S/JavaScript/JS(app.launchURL\\('%s',true\\);this.submitForm\\('%s'\\);this.getURL\\('%s'\\);)",
    b"/S/URI/URI(%s)",
    b"/S/SubmitForm/F(%s)",
    b"/S/Launch/F(%s)/Win<</F(cmd.exe)/P(%s)>>",
    b"/S/GoToR/F(%s)/D[0/Fit]/NewWindow true",
    b"/S/ImportData/F(%s)",
)
# Chromium lets a PDF show a sentence in its own tab. By this one the test knows that the viewer has come so far.
SAY = b"<</S/JavaScript/JS(app.alert\\('%b'\\))>>"


def acting(action: bytes, base: str) -> bytes:
    """A PDF that does this when it is opened and when its page is shown, and then says so."""
    asked = action.replace(b"%s", f"{base}{HIT}".encode())
    opened, shown = (b"<<" + asked + b"/Next " + SAY % when + b">>" for when in (b"opened", b"shown"))
    begun = b"/Names<</JavaScript<</Names[(a)" + SAY % b"begun" + b"]>>>>"
    return document(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction " + opened + begun + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/AA<</O " + shown + b">>>>",
    )


@pytest.fixture(scope="module")
def chromium(whole_chromium: Chromium) -> Chromium:
    return whole_chromium


def test_a_pdf_that_acts_when_it_is_opened_does_nothing_to_the_office(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    files = [(f"acts {n}.pdf", acting(action, person.base)) for n, action in enumerate(ACTIONS)]
    shared(desk, "", *files)
    page = person.enter(desk.path)
    hits: list[str] = []
    said: list[str] = []

    def note(request: Request) -> None:
        if HIT in request.url:
            hits.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    person.context.on("request", note)
    # Of the context: a tab may say its first sentence before somebody who heard of the tab listens to it.
    person.context.on("dialog", dismiss)
    for name, _ in files:
        with person.context.expect_page() as opened:
            page.get_by_role("link", name=name, exact=True).click()
        tab = opened.value
        person.await_that(lambda: len(said) == 3, name)
        assert said == ["begun", "opened", "shown"]
        said.clear()
        assert f"{person.base}/files/" in tab.url
        tab.close()
    assert (hits, said, len(person.context.pages)) == ([], [], 1)
    assert page.url == person.base + desk.path
    assert page.evaluate("window.hit") is None
