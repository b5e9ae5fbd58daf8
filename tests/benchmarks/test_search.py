"""The benchmark of search: the same office in every run, and every figure that it promises."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.parts import search
from benchmarks.search import filling, measuring, queries
from benchmarks.search.corpus import Corpus


def test_two_corpora_are_the_same_and_have_all_languages_in_them() -> None:
    one, other = list(Corpus().messages(300)), list(Corpus().messages(300))
    assert one == other
    assert len(set(one)) > 290
    text = " ".join(one)
    assert "https://" in text
    for first, last in (("a", "z"), ("\u4e00", "\u9fff"), ("\u3042", "\u3094"), ("\u0627", "\u064a"), ("à", "ü")):
        assert any(first <= character <= last for character in text), first


def test_an_office_is_indexed_searched_and_posted_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "EACH", 2)
    monkeypatch.setattr(measuring, "COMMITS", 2)
    made = filling.make(tmp_path / "office", 300)
    rows = search._in_process(made, 300, rounds=1)
    found = {row["what"]: row for row in rows}
    assert found["the index, MB"]["found"] > 0
    assert found["a common word, ms"]["p95"] > 0
    assert found["the second to the first"]["found"] > 0
    assert len(found) == len(rows) > 25
    assert report.table("search", rows).count("\n| 300 |") == len(rows)
