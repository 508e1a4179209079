"""Commands that print what there is; `sqlembic.command` has them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Iterable, Optional

from . import _layout as layout
from . import _listing as listing
from ._context import Context, to_bytes
from ._events import text_of
from .script import Script, list_scripts, read_script, read_scripts
from .util.exc import CommandError, Pending

if TYPE_CHECKING:
    from .config import Config


def _print(config: Config, scripts: Iterable[Script], line: Any, verbose: bool, **options: Any) -> None:
    for script in scripts:
        config.print_stdout("%s", listing.entry(script, **options) if verbose else line(script))


def show(config: Config, rev: str) -> None:
    """Print all that is known of a revision."""
    with Context(config) as ctx:
        found = list_scripts(ctx, "show", to_bytes(rev), connects="current" in rev)
    _print(config, found, listing.history_line, True)


def history(
    config: Config, rev_range: Optional[str] = None, verbose: bool = False, indicate_current: bool = False
) -> None:
    """List revisions, newest first."""
    connects = indicate_current or "current" in (rev_range or "")
    with Context(config) as ctx:
        found = list_scripts(ctx, "history", to_bytes(rev_range), indicate_current, connects=connects)
    _print(config, found, listing.history_line, verbose, marked=True)


def heads(config: Config, verbose: bool = False, resolve_dependencies: bool = False) -> None:
    """List the revisions that no other follows."""
    with Context(config) as ctx:
        found = list_scripts(ctx, "heads", resolve_dependencies)
    _print(config, found, listing.head_line, verbose)


def branches(config: Config, verbose: bool = False) -> None:
    """List the revisions that more than one other follows."""
    with Context(config) as ctx:
        for point in list_scripts(ctx, "branches"):
            config.print_stdout("%s", listing.entry(point) if verbose else listing.branch_line(point))
            children = filter(None, map(ctx.find, point.nextrev))
            for child in map(read_script, children):
                config.print_stdout("%s", listing.branch_child(point, child, verbose))
            config.print_stdout("")


def current(config: Config, check_heads: bool = False, verbose: bool = False) -> None:
    """List the revisions that the database is at; with `check_heads` raise Pending where it is not at the heads."""
    place = layout.Current()
    with Context(config) as ctx:
        try:
            ctx.call_database("current", ctypes.byref(place))
        finally:
            # Rows that no file explains come with a listing of the others.
            applied = read_scripts(place.applied)
            if verbose and place.url:
                config.print_stdout("Current revision(s) for %s:", text_of(place.url))
            _print(config, applied, listing.current_line, verbose)
        wanted = [script.revision for script in list_scripts(ctx, "heads", True)] if check_heads else []
        is_there = bool(place.at_heads)
    if not check_heads or is_there:
        return
    if not wanted:
        raise CommandError("the script directory holds no revisions", hint="is script_location the right one?")
    raise Pending(
        f"the database is not at the head{'s' * (len(wanted) > 1)} {', '.join(wanted)}",
        state=f"the database is at {', '.join(script.revision for script in applied) or 'base'}",
        hint=f"sqlembic upgrade head{'s' * (len(wanted) > 1)}",
    )
