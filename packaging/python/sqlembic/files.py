"""Commands that make revisions of revisions, or of another tool's migrations; `sqlembic.command` has them, too."""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, NamedTuple, Optional, Union

from . import _layout as layout
from . import _layout_ours as ours
from ._context import Context, to_bytes
from ._events import text_of
from .ours import Comparison, read_comparison
from .script import Script, read_script

if TYPE_CHECKING:
    from .config import Config

Path = Union[str, "os.PathLike[str]"]


class Imported(NamedTuple):
    """A migration of another tool, as a revision."""

    revision: str
    message: str
    source: str
    source_down: Optional[str]  #: None: irreversible
    transaction: str  #: of the up script: on, off, own
    is_new: bool  #: False: the script directory had it already
    applied_at: Optional[str]  #: with `history`: UTC, "" where the tool has not kept it; None: it is not applied


class Import(NamedTuple):
    tool: str
    items: list[Imported]  #: in the tool's order
    verified: Optional[Comparison]  #: what the revisions build, and the database; None: not asked for


class Exported(NamedTuple):
    """A revision as plain files."""

    revision: str
    message: str
    up: str
    down: Optional[str]  #: None: irreversible
    transaction: str  #: of the up script: on, off, own
    is_new: bool  #: False: both files were there already


def squash(
    config: Config,
    rev_range: str,
    message: Optional[str] = None,
    rev_id: Optional[str] = None,
    *,
    irreversible: bool = False,
    rows: bool = False,
) -> Script:
    """Write one revision in the place of those of a range (docs/squash.md)."""
    made = ctypes.POINTER(layout.Revision)()
    options = layout.sized(
        ours.SquashOptions,
        range=to_bytes(rev_range),
        message=to_bytes(message),
        rev_id=to_bytes(rev_id),
        irreversible=irreversible,
        rows=rows,
    )
    with Context(config) as ctx:
        ctx.call_database("squash", options, ctypes.byref(made))
        return read_script(made.contents)


def _texts(item: object, *names: str) -> list[str]:
    return [text_of(getattr(item, name)) or "" for name in names]


def _imported(item: ours.Imported) -> Imported:
    revision, message, source, transaction = _texts(item, "revision", "message", "source", "transaction")
    down, applied_at = text_of(item.source_down), text_of(item.applied_at)
    return Imported(revision, message, source, down, transaction, item.is_new, applied_at)


def _exported(item: ours.Exported) -> Exported:
    revision, message, up, transaction = _texts(item, "revision", "message", "up", "transaction")
    return Exported(revision, message, up, text_of(item.down), transaction, item.is_new)


def import_(
    config: Config,
    from_: Path,
    directory: Optional[Path] = None,
    *,
    tool: Optional[str] = None,
    dry_run: bool = False,
    history: bool = False,
    table: Optional[str] = None,
    verify: bool = False,
) -> Import:
    """Make revisions of another tool's migrations (docs/import.md)."""
    found = ctypes.POINTER(ours.Import)()
    options = layout.sized(
        ours.ImportOptions,
        from_=to_bytes(os.fspath(from_)),
        directory=to_bytes(None if directory is None else os.fspath(directory)),
        tool=to_bytes(tool),
        dry_run=dry_run,
        history=history,
        table=to_bytes(table),
        verify=verify,
    )
    with Context(config) as ctx:
        (ctx.call_database if history else ctx.call)("import", options, ctypes.byref(found))
        view = found.contents
        items = [_imported(item) for item in view.items[: view.n]]
        verified = read_comparison(view.verified.contents) if view.verified else None
        return Import(text_of(view.tool) or "", items, verified)


def export(config: Config, directory: Path, *, dry_run: bool = False) -> list[Exported]:
    """Write all revisions as plain, numbered up and down files."""
    found = ctypes.POINTER(ours.Export)()
    options = layout.sized(ours.ExportOptions, directory=to_bytes(os.fspath(directory)), dry_run=dry_run)
    with Context(config) as ctx:
        ctx.call("export", options, ctypes.byref(found))
        view = found.contents
        return [_exported(item) for item in view.items[: view.n]]
