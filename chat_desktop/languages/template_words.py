"""What a template of a page needs of a language."""

from typing import Any

from markupsafe import Markup, escape

from chat_desktop.languages import catalogues


def template_words(sentences: catalogues.Catalogues, code: str) -> dict[str, Any]:
    """Returns the language, its direction, `t(key, values)` and `rich(key, nodes)` for a template."""

    def rich(key: str, **nodes: Markup) -> Markup:
        parts = catalogues.parts(sentences.template(code, key))
        return Markup("").join(nodes[part] if is_name else escape(part) for part, is_name in parts)

    return {
        "lang": code,
        "dir": sentences.direction(code),
        "t": lambda key, **values: sentences.text(code, key, **values),
        "rich": rich,
        "title": sentences.text(code, "app.name"),
    }
