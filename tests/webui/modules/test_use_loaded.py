"""A list that loads itself, with a host that the test plays."""

from tests.webui.conftest import Run

# `shows()` resolves when the component has drawn what is expected. `answers` are the host's, in order.
PLAYED = """
const {h, html, render} = find(new URL('html.js', ui));
const {connectionState} = await import(ui + 'store/session.js');
const place = document.createElement('div'), before = connectionState.peek();
let asked = 0, change, answers = [];
const load = () => answers[asked++]();
const List = ({of}) => {
  const state = m.useLoaded(load, [of]);
  change = state.change;
  return html`<p>${state.found ?? ''}|${state.error?.message ?? ''}</p>`;
};
const draw = (of) => render(h(List, {of}), place);
const shows = async (text) => { while (place.textContent !== text) await new Promise((done) => setTimeout(done)); };
const seen = [];
const see = async (text) => { await shows(text); seen.push([text, asked]); };
try { %s } finally { render(null, place); connectionState.value = before; }
return seen;
"""

LOADED_AGAIN = """
connectionState.value = 'connecting';
answers = [() => Promise.resolve('one'), () => Promise.resolve('two'), () => Promise.resolve('three')];
draw('a'); await see('|');
connectionState.value = 'up'; await see('one|');
change((found) => found + ' and more'); await see('one and more|');
connectionState.value = 'connecting'; connectionState.value = 'up'; await see('one and more|');
draw('b'); await see('two|');
connectionState.value = 'down'; await see('two|');
connectionState.value = 'up'; await see('three|');
"""

FAILED = """
const fail = (words) => () => Promise.reject(new Error(words));
answers = [fail('No link'), () => Promise.resolve('one'), fail('Too many')];
connectionState.value = 'down'; draw('a'); await see('|No link');
connectionState.value = 'up'; await see('one|');
draw('b'); await see('one|Too many');
"""

LATE = """
let late, other;
answers = [() => new Promise((done) => (late = done)), () => new Promise((done) => (other = done))];
connectionState.value = 'up'; draw('a');
while (asked < 1) await new Promise((done) => setTimeout(done));
draw('b');
while (asked < 2) await new Promise((done) => setTimeout(done));
late('of a'); other('of b'); await see('of b|');
"""


def play(run: Run, scene: str) -> list[list[object]]:
    seen: list[list[object]] = run("features/shared/use_loaded.js", PLAYED % scene)
    return seen


def test_a_list_is_loaded_with_a_connection_and_again_after_a_gap_and_when_it_is_another(run: Run) -> None:
    assert play(run, LOADED_AGAIN) == [
        ["|", 0],
        ["one|", 1],
        ["one and more|", 1],
        ["one and more|", 1],
        ["two|", 2],
        ["two|", 2],
        ["three|", 3],
    ]


def test_whoever_looks_at_nothing_learns_why_and_what_is_there_stays(run: Run) -> None:
    assert play(run, FAILED) == [["|No link", 1], ["one|", 2], ["one|Too many", 3]]


def test_an_answer_for_another_list_is_not_shown(run: Run) -> None:
    assert play(run, LATE) == [["of b|", 2]]
