"""Finds string literals in the program's source that read like words for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Two words, the second in lower case. Names, keys, SQL and headers are written differently.
WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [a-z]{2,}\b")
CODE = re.compile(r"[<>{}\[\]=\\_|&$#*]|--|::|/\w+/|^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|FROM|WHERE|CREATE)\b")
# What is given to these is for the log, or is the name of a task there.
LOGGED = re.compile(
    r"(\w+\.)*_?log\.\w+|(\w+\.)*(guarded|submit|_run_logged|thread|start|Repeated|TaskQueue|spawn|_put_off)"
)
# Errors that the log tells, or the other end of a protocol. Errors for people are made of ToldError.
NOT_FOR_PEOPLE = re.compile(
    r"((sqlite3\.)?DatabaseError|(zipfile\.)?BadZipFile|ValueError|OSError|RuntimeError|TypeError|LookupError|KeyError|EOFError|AssertionError|NotImplementedError"
    r"|(\w+\.)*(Frame|Handshake|Poll|NotRead|Unavailable|TransferCut|NoPlace|Http|Malformed)\w*)"
)


class Literal(NamedTuple):
    path: Path
    line: int
    name: str
    text: str


def words_in(path: Path) -> Iterator[Literal]:
    """Yields what may be words for people, with the name of the constant or the function where it stands."""
    yield from _of(path, ast.parse(path.read_text("utf-8")), "")


def _of(path: Path, node: ast.AST, name: str) -> Iterator[Literal]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call) and _is_not_for_people(node):
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        name = node.name
        inside: list[ast.AST] = [*node.body, *node.decorator_list]
        if not isinstance(node, ast.ClassDef):  # types in quotation marks are no words
            inside += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
    else:
        name = _assigned(node) or name
        inside = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_for_people(node.value):
        yield Literal(path, node.lineno, name, node.value)
    for each in inside:
        yield from _of(path, each, name)


def _is_for_people(text: str) -> bool:
    return bool(WORDS.search(text)) and not CODE.search(text)


def _is_not_for_people(node: ast.Call) -> bool:
    called = ast.unparse(node.func)
    return bool(LOGGED.fullmatch(called) or NOT_FOR_PEOPLE.fullmatch(called))


def _assigned(node: ast.AST) -> str:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""
