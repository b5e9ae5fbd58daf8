"""Files and functions that a person can hold in mind."""

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
MOST_LINES = 300
OURS = ("chat_desktop", "webui/app", "webui/css", "build", "tests")


def files(*suffixes: str, folders: tuple[str, ...] = OURS) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "vendor" not in path.parts and "_webui" not in path.parts)


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(path: Path) -> list[int]:
    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in found]


def test_no_file_is_over_three_hundred_lines() -> None:
    counted = {path.relative_to(ROOT).as_posix(): lines(path) for path in files(".py", ".js", ".css")}
    assert counted
    assert {name: count for name, count in counted.items() if count > MOST_LINES} == {}


def test_most_files_are_short() -> None:
    assert median(lines(path) for path in files(".py", folders=("chat_desktop",))) <= 80


def test_functions_are_short() -> None:
    lengths = sorted(length for path in files(".py", folders=("chat_desktop",)) for length in functions(path))
    assert median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] < 20
