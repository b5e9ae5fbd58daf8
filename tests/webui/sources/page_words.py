"""Finds words for people that stand in the page's modules and templates themselves."""

import re
from collections.abc import Iterator

CUT = "\0"  # stands for what a template inserts
NAMED = r"aria-(?:label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label"
ATTRIBUTE = re.compile(rf"""\s(?:{NAMED})=(?:"([^"]*)"|'([^']*)'|([^\s>"'{CUT}]+))""")
TEXT = re.compile(r"(?:^|>)([^<>]+)(?=<|$)")
WORD = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&\w+;")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# A sentence is written with a capital letter. Errors for the console are no words for people.
SENTENCE = re.compile(r"""(?<!new Error\()(?<!Error\()(["'])([A-Z][a-z]+,? [a-z]+(?:[^"'\\\n]|\\.)*)\1""")
FIXED = re.compile(r"""\b(?:label|title|text|placeholder|textContent|innerText)\s*[:=]\s*["']([^"'\n]*)["']""")


def in_module(source: str) -> list[str]:
    """Returns the words in a module: in its templates, in its sentences, and what is given as a label."""
    code = COMMENT.sub("", source)
    found = [word for template in _templates(code) for word in in_markup(template)]
    found += [sentence for _, sentence in SENTENCE.findall(code)]
    return found + [text for text in FIXED.findall(code) if _has_words(text) and " " in text.strip()]


def in_template(source: str) -> list[str]:
    """Returns the words in a template of the host."""
    code = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", "", source, flags=re.DOTALL)
    return in_markup(JINJA.sub(CUT, code))


def in_markup(markup: str) -> list[str]:
    """Returns the words between the tags of a markup, and in attributes that are shown or read aloud."""
    texts = TEXT.findall(markup)
    texts += ["".join(parts) for parts in ATTRIBUTE.findall(markup)]
    return [text.strip() for text in texts if _has_words(text)]


def _has_words(text: str) -> bool:
    return bool(WORD.search(ENTITY.sub("", text.replace(CUT, " "))))


def _templates(code: str) -> Iterator[str]:
    """Yields what stands in each html`...` itself, with a mark for each of its insertions."""
    for match in re.finditer(r"\bhtml`", code):
        text, _ = _template(code, match.end())
        yield text


def _template(code: str, at: int) -> tuple[str, int]:
    parts = []
    while code[at] != "`":
        if code.startswith("${", at):
            at = _insertion(code, at + 2)
            parts.append(CUT)
        else:
            parts.append(code[at])
            at += 2 if code[at] == "\\" else 1
    return "".join(parts), at + 1


def _insertion(code: str, at: int) -> int:
    """Returns where an insertion ends: after the brace that closes it."""
    while code[at] != "}":
        if code[at] == "{":
            at = _insertion(code, at + 1)
        elif code[at] == "`":
            _, at = _template(code, at + 1)
        elif code[at] in "\"'":
            at = _quoted(code, at)
        else:
            at += 1
    return at + 1


def _quoted(code: str, at: int) -> int:
    end = at + 1
    while code[end] != code[at]:
        end += 2 if code[end] == "\\" else 1
    return end + 1
