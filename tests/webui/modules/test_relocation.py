"""What a page checks before it follows an office, and what it takes along, one by one in a real browser."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chat_desktop.chat.office import copies
from chat_desktop.chat.office.copies import Copy
from chat_desktop.chat.office.identity_key import signed_text
from tests.webui.conftest import Run

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
CHALLENGE = "ab" * 32
NAME, NUMBER, STRANGE = "http://office.local:8765", "http://192.0.2.1:8765", "http://192.0.2.66:8765"
JUDGE = "return m.checkProof(a.answer, a.asked)"


def proof(*addresses: str, key: Ed25519PrivateKey = KEY, challenge: str = CHALLENGE, office: str = "of1") -> Any:
    signature = key.sign(signed_text(challenge, office, addresses)).hex()
    return {"identity": {"key": "", "signature": signature, "addresses": list(addresses)}}


def asked(origin: str) -> dict[str, str]:
    key = KEY.public_key().public_bytes_raw().hex()
    return {"officeId": "of1", "key": key, "origin": origin, "challenge": CHALLENGE}


def test_what_one_library_signs_the_page_follows_by_another(run: Run) -> None:
    assert (
        run("features/relocation/verify_office.js", JUDGE, {"answer": proof(NUMBER), "asked": asked(NUMBER)}) == NUMBER
    )
    assert (
        run("features/relocation/verify_office.js", JUDGE, {"answer": proof(NAME, NUMBER), "asked": asked(NAME)})
        == NUMBER
    )


WRONG = {
    "another key": proof(NUMBER, key=OTHER),
    "another question": proof(NUMBER, challenge="cd" * 32),
    "another office": proof(NUMBER, office="of2"),
    "the host's own address, passed on": proof(STRANGE, NUMBER),
    "the address put in afterwards": {"identity": proof(STRANGE)["identity"] | {"addresses": [NUMBER]}},
    "an address more than was signed": {"identity": proof(NUMBER)["identity"] | {"addresses": [NUMBER, STRANGE]}},
    "three addresses": proof(NUMBER, NAME, STRANGE),
    "an address with a path": proof(NUMBER, f"{NUMBER}/x"),
    "another scheme": proof(NUMBER, "https://192.0.2.1:8765"),
    "a script": proof(NUMBER, "javascript:alert(1)"),
    "no signature": {"identity": {"addresses": [NUMBER]}},
    "half a signature": {"identity": proof(NUMBER)["identity"] | {"signature": "00" * 32}},
    "a signature in words": {"identity": proof(NUMBER)["identity"] | {"signature": "yes"}},
    "no address": proof(),
    "a number for addresses": {"identity": {"signature": "00", "addresses": 7}},
    "nothing": None,
    "a text": "ok",
}


@pytest.mark.parametrize("why", WRONG)
def test_it_follows_nothing_else(run: Run, why: str) -> None:
    assert run("features/relocation/verify_office.js", JUDGE, {"answer": WRONG[why], "asked": asked(NUMBER)}) is None


def copy_proof(term: int, serves: bool = True, signed_term: int | None = None) -> Any:
    """A proof that says which copy of the office answers."""
    answer = proof(NUMBER)
    copy = Copy(signed_term or term, "a1b2", 1_000, serves)
    signature = KEY.sign(copies.signed_text(CHALLENGE, "of1", copy, (NUMBER,))).hex()
    answer["identity"]["copy"] = {"term": term, "run": "a1b2", "since": 1_000, "serves": True, "signature": signature}
    return answer


@pytest.mark.parametrize(
    ("answer", "least", "follows"),
    [
        (copy_proof(3), 3, True),
        (copy_proof(4), 3, True),
        (copy_proof(2), 3, False),
        (copy_proof(3, serves=False), 3, False),
        (copy_proof(9, signed_term=2), 3, False),
        (proof(NUMBER), 1, True),
        (proof(NUMBER), 2, False),
    ],
    ids=["same term", "higher", "lower", "stopped", "made up", "an older program", "an older program, moved since"],
)
def test_it_follows_no_copy_with_a_lower_term(run: Run, answer: Any, least: int, follows: bool) -> None:
    found = run(
        "features/relocation/verify_office.js", JUDGE, {"answer": answer, "asked": {**asked(NUMBER), "term": least}}
    )
    assert found == (NUMBER if follows else None)


PACK = """const pending = await import(ui + 'store/pending.js'); const drafts = await import(ui + 'store/drafts.js');
    const session = await import(ui + 'store/session.js');
    session.startSession({user: {id: 'u1', name: 'Ben'}, office: {id: 'of1', name: 'Office'}});
    drafts.loadDrafts(); pending.pending.value = [];
    for (const body of a.bodies) pending.enqueue('r1', body, null);
    for (const [room, body] of a.drafts) drafts.keepDraft(room, {body, reply_to: null});
    const { fragment, carried } = m.packPayload({token: 't', seal: '5a'.repeat(32)});
    const found = m.openPayload(fragment);
    for (const [room] of a.drafts) drafts.keepDraft(room, {body: '', reply_to: null});
    pending.pending.value = []; session.startSession({});
    return [fragment.length, carried.length, found.payload, m.isSealedWith(found.text, found.mark, '5a'.repeat(32)),
        m.isSealedWith(found.text, found.mark, '5b'.repeat(32)),
        m.isSealedWith(found.text + 'A', found.mark, '5a'.repeat(32))]"""


def test_what_is_taken_along_comes_out_as_it_went_in_and_is_known_by_its_seal(run: Run) -> None:
    given = {"bodies": ["Größe 🎉", "\ud83d alone", "</script>"], "drafts": [["r1", "unfinished"]]}
    _, carried, payload, ours, others, changed = run("features/relocation/handover_payload.js", PACK, given)
    assert [entry["body"] for entry in payload["outbox"]][::2] == ["Größe 🎉", "</script>"]
    assert carried == 3
    assert payload["drafts"] == [["r1", {"body": "unfinished", "reply_to": None}]]
    assert payload["left"] == {"messages": 0, "drafts": 0}
    assert (ours, others, changed) == (True, False, False)


def test_an_address_has_a_bound_and_what_does_not_fit_stays_in_order_and_is_counted(run: Run) -> None:
    given = {"bodies": ["short", *["🎉" * 3_000] * 5, "short"], "drafts": [["r2", "x" * 40_000], ["r1", "fits"]]}
    size, carried, payload, *_ = run("features/relocation/handover_payload.js", PACK, given)
    assert size <= 60_100
    assert [len(entry["body"]) for entry in payload["outbox"]] == [5, *[3_000] * (carried - 1)]
    assert 2 <= carried < 6, "and none after the first that stays, or it would overtake"
    assert payload["left"] == {"messages": 7 - carried, "drafts": 1}
    assert [room for room, _ in payload["drafts"]] == ["r1"]


@pytest.mark.parametrize("fragment", ["", ".", "e30", "!!!.00", "A" * 70_000, "bnVsbA.00", "eyJ2IjoxfQ.00"])
def test_what_is_no_payload_is_none(run: Run, fragment: str) -> None:
    assert run("features/relocation/handover_payload.js", "return m.openPayload(a)", fragment) is None


def test_after_three_moves_within_ten_minutes_a_person_decides(run: Run) -> None:
    script = """const now = Date.now(); const asked = [];
        for (const ago of [[], [1], [1, 2], [1, 2, 3], [700, 800, 900], 'x', [null, 'y', 1]]) {
            m.rememberMoves(Array.isArray(ago) ? ago.map((s) => s === null ? s : now - s * 1000) : ago);
            asked.push(m.mayMove());
        }
        m.rememberMoves([]); return asked"""
    assert run("features/relocation/move_limit.js", script, None) == [True, True, True, False, True, True, True]
