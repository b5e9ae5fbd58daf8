"""The page of an office in a window, and what a person does and sees there."""

import json
from typing import Any

from tests.desktop.programs.driving import Driver, wait_until

FILL = """((label, text) => {
  const found = [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(label));
  const field = found?.control ?? found?.querySelector('input');
  if (!field) return false;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})(%s, %s)"""
PRESS = """((where, fits) => {
  const found = [...document.querySelectorAll(where)].find((one) =>
    fits((one.ariaLabel ?? one.textContent).trim()) && !one.disabled);
  found?.click();
  return Boolean(found);
})(%s, (words) => words%s)"""
# A page that is loaded meanwhile asks anew.
GET = """((path) => {
  const answers = (window.answers ??= {});
  const found = answers[path];
  if (found === undefined) {
    answers[path] = null;
    fetch(path).then((came) => came.json()).then((json) => (answers[path] = json)).catch(() => delete answers[path]);
  } else if (found) delete answers[path];
  return found ? JSON.stringify(found) : '';
})(%s)"""


class OfficePage(Driver):
    """Each act waits until the page has what it needs."""

    def shows(self, text: str) -> bool:
        return text in str(self.value("document.body?.innerText"))

    def fill(self, label: str, text: str) -> None:
        self.await_value(FILL % (json.dumps(label), json.dumps(text)))

    def press(self, button: str) -> None:
        """Presses the button with these words."""
        self.await_value(PRESS % (json.dumps("button"), f" === {json.dumps(button)}"))

    def press_in(self, where: str, begin: str = "") -> None:
        """Presses the first one of WHERE whose label or words begin so."""
        self.await_value(PRESS % (json.dumps(where), f".startsWith({json.dumps(begin)})"))

    def get(self, path: str) -> dict[str, Any]:
        """What the host answers to the page."""
        found: list[str] = []

        def comes() -> bool:
            found[:] = [str(self.value(GET % json.dumps(path)) or "")]
            return bool(found[0])

        wait_until(comes, told=lambda: path)
        answer: dict[str, Any] = json.loads(found[0])
        return answer

    def title_with(self, part: str) -> str:
        """The window's title, once the part is in it: it follows the page a moment later."""
        wait_until(lambda: part in self.on_gui(self.native.windowTitle))
        return str(self.on_gui(self.native.windowTitle))
