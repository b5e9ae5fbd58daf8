"""Documents and the sentences that people see use ordinary words, not the words that this project once made up."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / "docs").rglob("*.md"),
    *ROOT.glob("*.md"),
    ROOT / "webui" / "README.md",
    ROOT / "chat_desktop" / "chat" / "README.md",
]
SENTENCES = ROOT / "webui" / "i18n" / "en.json"
SOURCES = [*(ROOT / "chat_desktop").rglob("*.py"), *(ROOT / "build" / "development").glob("*.py")]

# What is code is not prose: fenced blocks, code spans, addresses of links, comments.
CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<!--.*?-->", re.DOTALL)

# The expression, and what to write instead.
PRIVATE_WORDS = {
    r"(?:outer |every |which |what |the |of |through |behind |\d )doors?\b": "a route, or a join method",
    r"\bthe house\b|\bof the house\b": "the office, or the local network",
    r"\bheads of the office\b|\b(?:to|the) heads\b": "the owner and admins",
    r"\bways? in(?:to)?\b(?! which)": "a join method",
    r"\bcame by it\b|\bby it came\b": "joined with it",
    r"\bwalks? in\b|\bgets? in\b|\bis in at once\b": "can join, has joined",
    r"\ba knock\b|\bknocks at\b": "a request to join",
    r"\btake[ns]? back\b|\btook back\b": "turn off (a link), delete (a message)",
    r"\bwants in\b": "would like to join",
    r"\bread along\b": "read what others write",
    r"\bthe office's computer\b|\bon its computer\b": "the host, or the host's computer",
    r"\bin the way of\b": "prevents",
    r"\bstrange names?\b|\bnobody's business\b|\bnone of their business\b": "unknown, not permitted",
    r"\broads? not taken\b": "rejected alternatives",
    r"\bat a desk\b|\bthe desk\b": "on a desktop computer",
    r"\bholds? (?:the )?others up\b": "delays others",
}


def prose(document: Path) -> str:
    return CODE.sub(" ", document.read_text("utf-8"))


def sentences() -> dict[str, str]:
    """Each sentence of the page, by its key; those with plural forms once for each form."""
    found: dict[str, str | dict[str, str]] = json.loads(SENTENCES.read_text("utf-8"))
    texts: dict[str, str] = {}
    for key, value in found.items():
        forms = {"": value} if isinstance(value, str) else value
        texts |= {f"{key} {form}".strip(): text for form, text in forms.items()}
    return texts


def strings(source: Path) -> Iterator[str]:
    """The strings of SOURCE: error sentences, output in the terminal, log lines. Without docstrings."""
    tree = ast.parse(source.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def private_words(text: str) -> list[str]:
    """The private words in TEXT, each with what to write instead."""
    flat = re.sub(r"\s+", " ", text)
    return [
        f"“{found[0]}”: write {instead}"
        for word, instead in PRIVATE_WORDS.items()
        for found in re.finditer(word, flat, re.IGNORECASE)
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_uses_ordinary_words(document: Path) -> None:
    assert private_words(prose(document)) == []


def test_the_sentences_on_the_screen_use_ordinary_words() -> None:
    assert {key: found for key, text in sentences().items() if (found := private_words(text))} == {}


def test_the_sentences_of_the_host_use_ordinary_words() -> None:
    found = [(source.name, words) for source in SOURCES for text in strings(source) if (words := private_words(text))]
    assert found == []


def test_a_private_word_is_found_and_code_is_left_alone() -> None:
    assert private_words("Somebody at the\ndoor. By it came three.") != []
    assert private_words(CODE.sub(" ", "See `the door`, [tests](the house) and <!-- the door -->")) == []
