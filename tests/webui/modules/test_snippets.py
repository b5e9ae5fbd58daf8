"""The list of snippets, between the answers of the host to two questions."""

from tests.webui.conftest import Run
from tests.webui.modules.test_meanwhile import play

SNIPPETS = """
const { ownChanged } = await import(ui + 'store/own_data.js');
const ask = () => m.snippetNames.ready({ value: ';' });
const first = ask(), early = await next();
ownChanged('snippets');
const second = ask(), late = await next();
late({ snippets: [{ name: 'hours' }, { name: 'phone' }] });
await second;
early({ snippets: [{ name: 'hours' }] });
await first;
const found = m.snippets.peek().map(({ name }) => name);
m.snippets.value = null;
return found;
"""


def test_a_snippet_that_another_device_has_saved_stays_when_an_earlier_answer_comes_last(run: Run) -> None:
    """The next change would store the older list whole, and the snippet would be gone."""
    assert play(run, "features/writing/snippets.js", SNIPPETS) == ["hours", "phone"]
