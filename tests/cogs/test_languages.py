"""Whoever asks is answered in a language of theirs: no sentence is said without one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cogs

FOLDER = Path(cogs.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))


def said_without_a_language(tree: ast.AST) -> Iterator[int]:
    """Lines of functions that give `say` a key alone; what stands outside is said at import."""
    functions = (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    for function in functions:
        for node in (each for statement in function.body for each in ast.walk(statement)):
            if isinstance(node, ast.Call) and _is_bare(node):
                yield node.lineno


def _is_bare(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "say" and len(call.args) < 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_sentence_is_said_in_a_language(path: Path) -> None:
    assert [*said_without_a_language(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_one_without_is_found() -> None:
    assert [*said_without_a_language(ast.parse("def f():\n    return say('a', count=1)"))] == [2]
