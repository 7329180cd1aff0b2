"""Reads our own source as trees, for checks that no linter offers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PRODUCT = ("sanshu", "publicity", "feedback", "supervision")
OURS = (*PRODUCT, "tests", "tools", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file of ours: its path from the project's root and its tree."""

    path: str
    tree: ast.Module
    lines: int

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).parts

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as editors understand it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def modules(*roots: str) -> list[Module]:
    """Every module below these folders of the project, migrations aside."""
    return [
        module_of(path)
        for root in roots
        for path in sorted((PROJECT / root).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def module_of(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PROJECT).as_posix(), ast.parse(text), text.count("\n"))


def dotted(node: ast.AST) -> str:
    """The name an expression spells (`timezone.now`), or an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def statements(function: Function) -> int:
    """How many statements a function has, nested ones counted and its docstring not."""
    found = [node for child in function.body for node in ast.walk(child) if isinstance(node, ast.stmt)]
    return len(found) - (ast.get_docstring(function) is not None)
