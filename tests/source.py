"""The source of the program, read and parsed once in a process.

Tests that read much of it have the marker ``source``, with which they run one after the other in the same process.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "ongoing_desktop"
UI = PACKAGE / "ui"


@cache
def text(path: Path) -> str:
    """The text of a file."""
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file. Do not change it."""
    return ast.parse(text(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file."""
    return tuple(ast.walk(tree(path)))


@cache
def paths(folder: Path = PACKAGE) -> tuple[Path, ...]:
    """The files of a folder and its folders, in order."""
    return tuple(sorted(folder.rglob("*.py")))


def calls(path: Path) -> Iterator[ast.Call]:
    """The calls in a file."""
    return (node for node in nodes(path) if isinstance(node, ast.Call))
