"""What a template of a page needs of a language."""

from typing import Any

from markupsafe import Markup, escape

from chat_desktop.languages import catalogues, directions


def template_words(sentences: catalogues.Catalogues, code: str) -> dict[str, Any]:
    """Returns the language, its direction, `t(key, values)` and `rich(key, nodes)` for a template."""

    direction = sentences.direction(code)

    def rich(key: str, **nodes: Markup) -> Markup:
        parts = catalogues.parts(sentences.template(code, key))
        return Markup("").join(nodes[part] if is_name else escape(part) for part, is_name in parts)

    return {
        "lang": code,
        "dir": direction,
        "t": lambda key, **values: sentences.text(code, key, **directions.all_isolated(values, direction)),
        "rich": rich,
        "title": sentences.text(code, "app.name"),
    }
