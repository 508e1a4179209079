"""Commands that Alembic does not have.  They print nothing and return what is found; `sqlembic.command` has them, too."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Sequence

from . import _layout as layout
from . import _layout_ours as layout_ours
from ._context import Context, from_texts, to_bytes, to_texts
from ._events import text_of
from .script import Script, list_scripts, read_script, read_scripts
from .util.exc import UsageError

if TYPE_CHECKING:
    from .config import Config


class SettingValue(NamedTuple):
    """A key as it is in effect; passwords are masked."""

    key: str
    value: Optional[str]
    origin: Optional[str]
    error: Optional[str]  #: why the value cannot be used


class Difference(NamedTuple):
    """One difference between two schemas."""

    action: str  #: added, removed, changed, renamed
    kind: str
    object: str
    text: str  #: all of it in words
    before: Optional[str]
    after: Optional[str]


class Comparison(NamedTuple):
    differences: list[Difference]
    unread: tuple[str, ...]  #: objects of kinds that are not compared
    up: Optional[str]  #: the scripts, proven; None: not asked for, or nothing differs
    down: Optional[str]


class Column(NamedTuple):
    name: str
    type: str
    is_not_null: bool
    is_primary: bool


class Reference(NamedTuple):
    """A foreign key."""

    columns: tuple[str, ...]
    table: str


class Table(NamedTuple):
    name: str
    columns: list[Column]
    references: list[Reference]


class LogEntry(NamedTuple):
    """A step that ran."""

    run: str
    revision: str
    direction: str
    status: str  #: done, running, failed, abandoned
    from_: str
    to: str
    started_at: str  #: UTC, ISO 8601; may be empty
    finished_at: str
    milliseconds: int  #: -1: unknown
    statements: int
    statements_done: int
    checksum: str
    os_user: str
    host: str
    program: str
    tag: str
    error: str
    in_doubt: int  #: number of a statement that may or may not have taken effect; 0: none


class Status(NamedTuple):
    url: str  #: masked
    applied: list[Script]
    rows: tuple[str, ...]  #: of the version table
    unknown: tuple[str, ...]  #: rows that no file explains
    at_heads: bool
    heads: list[Script]
    pending: list[Script]
    lock_holder: Optional[str]
    half: Optional[LogEntry]  #: a step that was left half done
    changed: list[Script]  #: applied scripts that differ from what ran


class ChangedObject(NamedTuple):
    """An object that is not what it was."""

    state: str  #: left, lost, changed; rows: its rows or values are lost
    kind: str
    object: str
    text: str


class Finding(NamedTuple):
    stage: str  #: up, down, again, rows, order, kill, data
    is_failure: bool
    text: str
    path: Optional[str]
    line: Optional[int]
    column: Optional[int]
    detail: Optional[str]
    objects: list[ChangedObject]

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        facts = [f"at {place}"] if place else []
        facts += [f"detail: {self.detail}"] if self.detail else []
        return "\n  ".join([f"{self.stage}: {self.text}", *facts, *(thing.text for thing in self.objects)])


class Case(NamedTuple):
    revision: Script
    other: Optional[Script]  #: the second of two heads that were applied in both orders
    outcome: str  #: passed, failed, skipped
    findings: list[Finding]
    milliseconds: float


class Report(NamedTuple):
    cases: list[Case]
    failed: int
    skipped: int


def settings(config: Config) -> list[SettingValue]:
    """Every key, its value and where it comes from."""
    with Context(config) as ctx:
        return [
            SettingValue(text_of(s.key) or "", text_of(s.value), text_of(s.origin), text_of(s.error))
            for s in ctx.settings()
        ]


def plan(config: Config, revision: str, *, downgrade: bool = False) -> list[Script]:
    """What upgrade (or downgrade) to `revision` would run now, in order."""
    direction = layout.DOWNGRADE if downgrade else layout.UPGRADE
    with Context(config) as ctx:
        return list_scripts(ctx, "plan", direction, to_bytes(revision), connects=True)


def read_comparison(found: layout.Comparison) -> Comparison:
    """A copy that outlives the context."""
    differences = [
        Difference(
            text_of(d.action) or "",
            text_of(d.kind) or "",
            text_of(d.object) or "",
            text_of(d.text) or "",
            text_of(d.before),
            text_of(d.after),
        )
        for d in found.differences[: found.ndifferences]
    ]
    return Comparison(
        differences, from_texts(found.unread, found.nunread), text_of(found.up), text_of(found.down)
    )


def compare(
    config: Config,
    from_: Optional[str] = None,
    to: Optional[str] = None,
    *,
    at_heads: bool = False,
    renames: Sequence[str] = (),
    scripts: bool = False,
) -> Comparison:
    """Compare two schemas: "live", "history", "applied", or what target_metadata could be (docs/schemas.md)."""
    found = ctypes.POINTER(layout.Comparison)()
    options = layout.sized(
        layout.CompareOptions,
        from_=to_bytes(from_),
        to=to_bytes(to),
        at_heads=at_heads,
        renames=to_texts(renames),
        nrenames=len(renames),
        scripts=scripts,
    )
    with Context(config) as ctx:
        ctx.call_database("compare", options, ctypes.byref(found))
        return read_comparison(found.contents)


def diff(
    config: Config, from_: Optional[str] = None, to: Optional[str] = None, *, renames: Sequence[str] = ()
) -> Comparison:
    """The same with the scripts that lead from one to the other and back, proven in scratch databases."""
    return compare(config, from_, to, renames=renames, scripts=True)


def dump(config: Config, from_: Optional[str] = None) -> str:
    """A schema as SQL that makes it."""
    text = ctypes.c_char_p()
    with Context(config) as ctx:
        ctx.call_database("dump", to_bytes(from_), ctypes.byref(text))
        return text_of(text.value) or ""


def _table(table: layout_ours.OutlineTable) -> Table:
    columns = [table.columns[i].contents for i in range(table.ncolumns)]
    references = [table.references[i].contents for i in range(table.nreferences)]
    return Table(
        text_of(table.name) or "",
        [Column(text_of(c.name) or "", text_of(c.type) or "", c.is_not_null, c.is_primary) for c in columns],
        [
            Reference(
                tuple(text_of(r.columns[i].contents.name) or "" for i in range(r.ncolumns)),
                text_of(r.table.contents.name if r.table else r.name) or "",
            )
            for r in references
        ],
    )


def outline(config: Config, from_: Optional[str] = None) -> list[Table]:
    """The tables of a schema with their columns and foreign keys."""
    found = ctypes.POINTER(layout_ours.Outline)()
    with Context(config) as ctx:
        ctx.call_database("outline", to_bytes(from_), ctypes.byref(found))
        view = found.contents
        return [_table(view.tables[i].contents) for i in range(view.ntables)]


_LOG_STEP = ("run", "revision", "direction", "status", "from_", "to", "started_at", "finished_at")
_LOG_REST = ("checksum", "os_user", "host", "program", "tag", "error")


def _entry(entry: layout.LogEntry) -> LogEntry:
    def texts(names: Sequence[str]) -> list[Any]:
        return [text_of(getattr(entry, name)) or "" for name in names]

    counts = (entry.milliseconds, entry.statements, entry.statements_done)
    return LogEntry._make([*texts(_LOG_STEP), *counts, *texts(_LOG_REST), entry.in_doubt])


def log(config: Config, limit: int = 0) -> list[LogEntry]:
    """The newest `limit` entries (0: all) of the log table, newest first."""
    found = layout.Log()
    with Context(config) as ctx:
        ctx.call_database("log", limit, ctypes.byref(found))
        return [_entry(entry) for entry in found.items[: found.n]]


def status(config: Config) -> Status:
    """Where the database is, and what is pending."""
    found = layout.Status()
    with Context(config) as ctx:
        ctx.call_database("status", ctypes.byref(found))
        place = found.current
        return Status(
            text_of(place.url) or "",
            read_scripts(place.applied),
            from_texts(place.rows, place.nrows),
            from_texts(place.unknown, place.nunknown),
            place.at_heads,
            read_scripts(found.heads),
            read_scripts(found.pending),
            text_of(found.lock_holder),
            _entry(found.half.contents) if found.half else None,
            read_scripts(found.changed),
        )


def wait(config: Config, revision: Optional[str] = None, timeout: float = 60) -> None:
    """Wait, for `timeout` seconds, until the database accepts connections, or until `revision` is applied."""
    options = layout.sized(layout.WaitOptions, revision=to_bytes(revision), timeout_ms=int(timeout * 1000))
    with Context(config) as ctx:
        ctx.call_database("wait", options)


_RESOLUTIONS = {
    "retry": layout.RESOLVE_RETRY,
    "done": layout.RESOLVE_DONE,
    "all-done": layout.RESOLVE_ALL_DONE,
    "all-undone": layout.RESOLVE_ALL_UNDONE,
}


def resolve(config: Config, revision: str, resolution: str) -> None:
    """Settle the half-applied step of `revision`: "retry", "done", "all-done" or "all-undone" (docs/running.md)."""
    if resolution not in _RESOLUTIONS:
        raise UsageError(f"'{resolution}' is no resolution", hint="one of " + ", ".join(_RESOLUTIONS))
    options = layout.sized(layout.ResolveOptions, resolution=_RESOLUTIONS[resolution])
    with Context(config) as ctx:
        ctx.call_database("resolve", to_bytes(revision), options)


def _finding(finding: layout.TestFinding) -> Finding:
    objects = [
        ChangedObject(*(text_of(text) or "" for text in (o.state, o.kind, o.object, o.text)))
        for o in finding.objects[: finding.nobjects]
    ]
    return Finding(
        text_of(finding.stage) or "",
        finding.is_failure,
        text_of(finding.text) or "",
        text_of(finding.path),
        finding.line or None,
        finding.column or None,
        text_of(finding.detail),
        objects,
    )


def _case(case: layout.TestCase) -> Case:
    return Case(
        read_script(case.revision.contents),
        read_script(case.other.contents) if case.other else None,
        text_of(case.outcome) or "",
        [_finding(case.findings[i].contents) for i in range(case.nfindings)],
        case.milliseconds,
    )


def test(
    config: Config,
    revisions: Optional[str] = None,
    *,
    from_: Optional[str] = None,
    data: Sequence[str] = (),
    kill: bool = False,
) -> Report:
    """Test revisions in scratch databases: each up, down and up again (docs/testing.md)."""
    found = ctypes.POINTER(layout.TestReport)()
    options = layout.sized(
        layout.TestOptions,
        revisions=to_bytes(revisions),
        from_=to_bytes(from_),
        data=to_texts(data),
        ndata=len(data),
        kill=kill,
    )
    with Context(config) as ctx:
        ctx.call_database("test", options, ctypes.byref(found))
        report = found.contents
        cases = [_case(report.cases[i].contents) for i in range(report.ncases)]
        return Report(cases, report.failed, report.skipped)


# pytest takes what begins with `test` for a test.
test.__test__ = False  # type: ignore[attr-defined]
