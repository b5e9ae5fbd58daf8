"""What is found by what: the same letters after folding, and pairs where a script has no spaces."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chat_desktop.search_text import folding

# Letters whose folding depends on their neighbours: marks, jamo, voiced kana, signs that expand.
STRANGE = "e\u0301\u0308\u3099\u309aかガ\uff76\uff9e\u1112\u1161\u11ab한\uac00"
STRANGE += "ﬁ①½…İıßẞΣς\u0640\u064b\u200c\u200d\u00ad👩💻🏽🇩🇪क\u093fක\u0dcf\u0bc6\u0bbe12ab _.\ue000\U000f0001日本"
texts = st.text(max_size=40) | st.text(st.sampled_from(STRANGE), max_size=30)

PAIRS = Path(__file__).parents[1] / "webui" / "pure" / "search" / "folded.mjs"
FOLDED_BY_THE_PAGE = json.loads(PAIRS.read_text("utf-8").partition("=")[2].strip().removesuffix(";"))

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"


def tokens(text: str) -> list[str]:
    return folding.index_text(text).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floor PLAN", ["floor", "plan"]),
        ("Über Straße Café naïve", ["uber", "strasse", "cafe", "naive"]),
        ("Łódź Øre Đà Nẵng", ["lodz", "ore", "da", "nang"]),
        ("İstanbul ılık", ["istanbul", "ilik"]),
        ("ΟΔΟΣ οδός", ["οδοσ", "οδοσ"]),
        ("Ёлка Київ", ["елка", "киів"]),
        ("שָׁלוֹם", ["שלום"]),
        ("الكِتَابُ كتـــاب إلى مدرسة", ["الكتاب", "كتاب", "الي", "مدرسه"]),
        ("می‌خواهم کتاب", ["ميخواهم", "كتاب"]),
        ("٢٠٢٤ ۲۰۲۴ २०२४", ["2024", "2024", "2024"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("上海", ["上海", "海"]),
        ("我在上海", ["我在", "在上", "上海", "海"]),
        ("海", ["海"]),
        ("iPhone15を買う", ["iphone", "15", "を買", "買う", "う"]),
        ("ｶﾞｽ", ["ガス", "ス"]),
        ("ラーメン、人々", ["ラー", "ーメ", "メン", "ン", "人々", "々"]),
        ("서울에서", ["서울", "울에", "에서", "서"]),
        ("กรุงเทพ", ["กร", "รุ", "ุง", "งเ", "เท", "ทพ", "พ"]),
        ("floor-plan_v3.pdf", ["floor", "plan", "v3", "pdf"]),
        ("report2024final.pdf", ["report", "2024", "final", "pdf"]),
        ("ana.b@example.org", ["ana", "b", "example", "org"]),
        ("3.11.7 qwen3.6 1,000", ["3", "11", "7", "qwen", "3", "6", "1", "000"]),
        ("don't l’eau", ["don", "t", "l", "eau"]),
        ("soft\u00adhyphen zero\u200bwidth \u202bright\u202c", ["softhyphen", "zero", "width", "right"]),
        ("ﬁle ① ²", ["file", "1", "2"]),
        ("\0 \ud800 ?!", []),
    ],
)
def test_texts_of_all_scripts_become_these_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED_BY_THE_PAGE)
def test_the_page_folds_words_in_the_same_way(text: str, expected: str) -> None:
    """The page's own test has the same pairs (lib/queries/folded.js)."""
    assert folding.fold(text) == expected


def test_emoji_are_tokens_whatever_skin_and_joiner_they_have() -> None:
    assert tokens("👍🏽") == tokens("👍")
    assert tokens("❤️") == tokens("❤")
    assert len(tokens("🎉")) == 1
    assert tokens("👩‍💻!") == [*tokens("👩"), *tokens("💻")]
    assert tokens("🎉") != tokens("👍")


def test_words_are_those_of_4_to_40_letters_without_numbers_and_pairs() -> None:
    text = folding.index_text(f"the Floor plans v2plan 上海市民 {'x' * 40} {'y' * 41} हिन्दी 🎉")
    assert folding.words(text) == {"floor", "plans", "x" * 40, "हिन्दी"}


@given(texts)
@example("a\u3099b")
def test_each_folded_character_leads_back_to_the_text(text: str) -> None:
    folded = folding.fold_with_places(text)
    assert folded.text == folding.fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert folded.starts == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(texts)
def test_the_places_of_tokens_are_those_of_the_index(text: str) -> None:
    folded = folding.fold(text)
    assert [folded[start:end] for start, end in folding.token_places(folded)] == tokens(text)


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=30))
def test_the_beginning_of_a_word_begins_like_the_word(text: str) -> None:
    """Or else what is found would be lost as one types on."""
    word = "".join(text.split())
    whole = tokens(word)
    for end in range(1, len(word)):
        begun = tokens(word[:end])
        assert begun[:-1] == whole[: len(begun) - 1] or not begun
        assert not begun or whole[len(begun) - 1].startswith(begun[-1])


def test_a_text_of_all_characters_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_FOLDS", folding._Folds())
    text = "".join(map(chr, range(folding.MOST_KEPT * 2)))
    folded = folding.fold_with_places(text)
    assert folded.text == folding.fold(text)
    assert len(folding._FOLDS) <= folding.MOST_KEPT


def test_sqlite_splits_folded_texts_into_the_same_tokens() -> None:
    db = sqlite3.connect(":memory:")
    db.execute(f'CREATE VIRTUAL TABLE ft USING fts5(text, tokenize="{TOKENIZER}")')
    db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(ft, 'instance')")
    text = "Über straße 我在上海 ガス 서울 हिन्दी الكِتَاب 👩‍💻 report2024final กรุงเทพ v3.pdf ก็ Ⅷ 〇 ﾊﾟ"
    db.execute("INSERT INTO ft (rowid, text) VALUES (1, ?)", (folding.index_text(text),))
    found = [row[0] for row in db.execute("SELECT term FROM terms ORDER BY offset")]
    assert found == tokens(text)
