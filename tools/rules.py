"""The house rules as functions: a module in, one sentence out for each place that breaks the rule."""

import ast
import re
from collections.abc import Iterator

from tools.source import Module, dotted, statements

MOST_LINES, MOST_FUNCTION_LINES, MOST_TASK_STATEMENTS = 300, 40, 5
# The launcher runs before Django and outside any story's time.
CLOCKS = ("sanshu/core/clock.py", "sanshu/runtime/")
WALL_CLOCKS = re.compile(
    r"(^|\.)(timezone\.(now|localdate|localtime)|datetime\.(now|utcnow|today)|date\.today|time\.time)$"
)
STATUS_IN_SQL = re.compile(r"\bset\s+(\w+\s*=[^,]+,\s*)*\"?status\"?\s*=", re.IGNORECASE)
FRAMEWORKS = ("django", "celery", "rest_framework", "allauth", "pgtrigger", "psycopg2")
# The places of an app that may know Django; any other module directly below an app is pure.
KNOWS_DJANGO = {
    "actions", "admin", "api", "apps", "checks", "events", "forms", "management", "middleware", "models", "queries", "receivers",
    "tasks", "templatetags", "urls", "views",
}  # fmt: skip
# The foundation's own bridges to Django, each named, so that a new one is a decision.
BRIDGES = {
    f"sanshu/core/{name}.py"
    for name in ("commands", "dispatch", "elder", "postgres/base", "request_id", "states", "timeline")
}


def too_long(module: Module) -> Iterator[str]:
    """Style rule 13: a file of at most 300 lines, a function of at most 40."""
    if module.lines > MOST_LINES:
        yield f"{module.path} has {module.lines} lines"
    for function in module.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MOST_FUNCTION_LINES:
            yield f"{module.at(function)} {function.name} has {lines} lines"


def status_written_outside_actions(module: Module) -> Iterator[str]:
    """Style rule 4: `thing.status = ...`, `.update(status=...)` and SQL that sets one stand in actions only."""
    if "actions" in module.parts:
        return
    for node in ast.walk(module.tree):
        if _writes_status(node):
            yield f"{module.at(node)} writes a status"


def heavy_task(module: Module) -> Iterator[str]:
    """Style rule 9: a task is a door of at most five statements."""
    for function in module.functions():
        names = {dotted(each.func if isinstance(each, ast.Call) else each) for each in function.decorator_list}
        is_task = any(name.split(".")[-1] in {"shared_task", "task"} for name in names)
        if is_task and statements(function) > MOST_TASK_STATEMENTS:
            yield f"{module.at(function)} task {function.name} has {statements(function)} statements"


def reads_the_wall_clock(module: Module) -> Iterator[str]:
    """Only the clock module asks the machine for the time, so that a test or a command can stand at any moment."""
    if module.path.startswith(CLOCKS):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and WALL_CLOCKS.search(dotted(node)):
            yield f"{module.at(node)} {dotted(node)}"


def impure(module: Module) -> Iterator[str]:
    """Style rule 8: a module that is no door, action, query or model imports neither Django nor Celery."""
    inside = module.parts[2:] if module.parts[0] == "sanshu" else module.parts[1:]
    if module.path in BRIDGES or inside[0].removesuffix(".py") in KNOWS_DJANGO:
        return
    for node in ast.walk(module.tree):
        for name in _imported(node):
            if name.split(".")[0] in FRAMEWORKS:
                yield f"{module.at(node)} imports {name}"


def _writes_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets)
    if isinstance(node, ast.Call):
        words = {keyword.arg for keyword in node.keywords}
        is_update = isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        return (is_update and "status" in words) or (dotted(node.func) == "setattr" and _names_status(node))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(STATUS_IN_SQL.search(node.value))


def _names_status(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) and argument.value == "status" for argument in call.args)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
