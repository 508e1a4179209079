"""Lines of listings, the same as the program's (a test compares them)."""

from __future__ import annotations

from .script import Script


def _parents(script: Script) -> str:
    return ", ".join(script.down_revisions) or "<base>"


def _labels(script: Script) -> str:
    return f" ({', '.join(script.labels)})" if script.labels else ""


def _head_mark(script: Script) -> str:
    if script.is_effective_head:
        return " (effective head)"
    return " (head)" if script.is_head else ""


def _tree_marks(script: Script) -> str:
    return " (branchpoint)" * script.is_branch_point + " (mergepoint)" * script.is_merge_point


def history_line(script: Script) -> str:
    depends = f" ({', '.join(script.dependencies)})" if script.dependencies else ""
    current = " (current)" * script.is_current
    marks = f"{_labels(script)}{_head_mark(script)}{current}{_tree_marks(script)}"
    return f"{_parents(script)}{depends} -> {script.revision}{marks}, {script.doc}"


def head_line(script: Script) -> str:
    return script.revision + _labels(script) + _head_mark(script)


def current_line(script: Script) -> str:
    return script.revision + _head_mark(script) + _tree_marks(script)


def branch_line(script: Script) -> str:
    return script.revision + _labels(script) + _head_mark(script) + _tree_marks(script)


def branch_child(point: Script, child: Script, verbose: bool) -> str:
    line = f"{' ' * len(point.revision)} -> {branch_line(child)}"
    return f"{line}, {child.doc}" if verbose else line


def entry(script: Script, *, marked: bool = False) -> str:
    """All that is known of a revision, with an empty line behind it."""
    head = " (head)" * script.is_head
    current = " (current)" * (marked and script.is_current)
    lines = [
        f"Rev: {script.revision}{head}{_tree_marks(script)}{current}",
        f"{'Merges' if script.is_merge_point else 'Parent'}: {_parents(script)}",
    ]
    if script.dependencies:
        lines.append("Also depends on: " + ", ".join(script.dependencies))
    if script.is_branch_point:
        lines.append("Branches into: " + ", ".join(script.nextrev))
    if script.labels:
        lines.append("Branch names: " + ", ".join(script.labels))
    lines += ["Path: " + script.path, ""]
    lines += ["    " + line for line in script.longdoc.rstrip("\n").split("\n")]
    return "\n".join([*lines, ""])
