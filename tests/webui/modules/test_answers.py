"""What somebody has chosen in a poll, between the answers of the host and its events."""

from tests.webui.conftest import Run

QUICK_CHOICES = """
const shown = [], see = () => shown.push([...m.answersOf('poll').peek()]);
const [first, second] = [[0], [0, 1]];
m.choose('poll', first);
m.choose('poll', second);
see();
m.answersChanged({ message_id: 'poll', mine: [0] });
m.settle('poll', first, [0]);
see();
m.answersChanged({ message_id: 'poll', mine: [0, 1] });
m.settle('poll', second, [0, 1]);
see();
m.answersChanged({ message_id: 'poll', mine: [1] });
see();
return shown;
"""


def test_an_answer_to_an_earlier_choice_does_not_take_back_a_later_one(run: Run) -> None:
    """The third choice would be sent without the second: all choices are sent together."""
    assert run("store/answers.js", QUICK_CHOICES) == [[0, 1], [0, 1], [0, 1], [1]]
