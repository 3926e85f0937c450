"""The drawn tables of a test module: what ``pytest.mark.parametrize`` holds, with the comments written beside it."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import re
import tokenize
from collections.abc import Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Any

#: Comments for programs, and rows of column headings drawn with spaces.
_NOT_FOR_READERS = re.compile(r"fmt:|noqa|type:|pragma|.*\S {3,}\S")


@dataclass(frozen=True, slots=True)
class Row:
    """One case: its values, its name, the comment above it (``caption``) and the one beside or in it (``note``)."""

    values: tuple[Any, ...]
    case: str = ""
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The table of one test: ``about`` is its docstring, ``text`` the comment above it."""

    name: str
    about: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_stories(self) -> bool:
        """Whether a value is a table of its own."""
        return any(isinstance(value, str) and "\n" in value for row in self.rows for value in row.values)

    @property
    def caption(self) -> str:
        """The comment above the first row, if it is the only one above a row: then it speaks of the whole table."""
        return self.rows[0].caption if sum(bool(row.caption) for row in self.rows) == 1 else ""


def module_named(name: str) -> ModuleType:
    """A test module by its name below ``tests``."""
    return importlib.import_module(f"tests.{name}")


def drawn_in(module_name: str, left_out: Collection[str]) -> list[Drawn]:
    """The tables of a module in its order, but for tests ``left_out``.

    A test is drawn if it has one table of two columns or more and is no property. A name in ``left_out`` that is no
    such test is a :class:`LookupError`: it has been renamed.
    """
    module = module_named(module_name)
    source = _Source(inspect.getsource(module))
    found = [
        _drawn(function, source)
        for name, function in vars(module).items()
        if name.startswith("test_") and function.__module__ == module.__name__ and _is_drawn(function)
    ]
    if unknown := set(left_out) - {drawn.name for drawn in found}:
        raise LookupError(f"no drawn test of {module_name}: {sorted(unknown)}")
    return [drawn for drawn in found if drawn.name not in left_out]


def _marks(function: Any) -> list[Any]:
    return [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]


def _columns(mark: Any) -> tuple[str, ...]:
    names = mark.args[0]
    return tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else tuple(names)


def _is_drawn(function: Any) -> bool:
    marks = _marks(function)
    return len(marks) == 1 and len(_columns(marks[0])) > 1 and not hasattr(function, "hypothesis")


def _drawn(function: Any, source: _Source) -> Drawn:
    mark, name = _marks(function)[0], function.__name__
    values = [tuple(value) for value in mark.args[1]]
    cases = [str(case) for case in mark.kwargs.get("ids", ())] or [""] * len(values)
    comments = source.comments_of_rows(name, len(values))
    rows = tuple(
        Row(value, case, caption, note) for value, case, (caption, note) in zip(values, cases, comments, strict=True)
    )
    about = inspect.getdoc(function) or ""
    return Drawn(name, about.replace("\n", " "), source.comment_above(name), _columns(mark), rows)


class _Source:
    """A module's text: where the rows of a table are written, and the comments there."""

    def __init__(self, text: str) -> None:
        tree = ast.parse(text)
        self._tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self._values = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        #: Comments by line: the text, and whether nothing else stands on the line.
        self._comments: dict[int, tuple[str, bool]] = {}
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                words = token.string.lstrip("#:").strip()
                if not _NOT_FOR_READERS.match(words):
                    self._comments[token.start[0]] = words, not token.line[: token.start[1]].strip()

    def comment_above(self, name: str) -> str:
        """The comment that stands above a test."""
        line = self._tests[name].decorator_list[0].lineno - 1
        words: list[str] = []
        while line in self._comments and self._comments[line][1]:
            words.insert(0, self._comments[line][0])
            line -= 1
        return " ".join(words)

    def comments_of_rows(self, name: str, count: int) -> list[tuple[str, str]]:
        """For each row the comment above it and the one beside or in it; empty if rows are not written one by one."""
        line, elements = self._rows(name)
        if len(elements) != count or any(isinstance(element, ast.Starred) for element in elements):
            return [("", "")] * count
        found = []
        for element in elements:
            end = element.end_lineno or element.lineno
            found.append((self._between(line + 1, element.lineno - 1), self._between(element.lineno, end)))
            line = end
        return found

    def _between(self, first: int, last: int) -> str:
        return " ".join(self._comments[line][0] for line in range(first, last + 1) if line in self._comments)

    def _rows(self, name: str) -> tuple[int, list[ast.expr]]:
        """The rows as they are written, and the line on which they open: in the decorator, or where it points to."""
        for decorator in self._tests[name].decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize"):
                return self._listed(decorator.args[1])
        return 0, []

    def _listed(self, node: ast.expr | None) -> tuple[int, list[ast.expr]]:
        if isinstance(node, ast.List | ast.Tuple):
            return node.lineno, node.elts
        if isinstance(node, ast.Dict):
            return node.lineno, node.values
        if isinstance(node, ast.Name):
            return self._listed(self._values.get(node.id))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
            return self._listed(node.func.value)
        return 0, []
