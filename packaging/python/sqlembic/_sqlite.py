"""Keeps two copies of SQLite in one process from the same file.

libsqlembic has its own copy, and so has the module sqlite3 of Python.  Locks of files belong to the process, not to a
connection: when one copy closes the file, the system takes away the locks that the other one holds on it, and what
both write then can be lost.  SQLite itself only knows of its own connections.  (One connection behind the other is
fine.)
"""

from __future__ import annotations

import os
import threading

from .util.exc import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

_lock = threading.Lock()
_ours: dict[tuple[int, int], int] = {}  # files that calls of ours have open now


def path_of(url: Optional[str]) -> Optional[str]:
    """The file of an SQLite URL; None: there is none."""
    if not url or not url.startswith("sqlite"):
        return None
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] != "sqlite":
        return None
    path, _, query = rest.partition("?")
    path = path[1:]
    if "%" in path or path.startswith("file:"):
        # Loading it takes longer than an upgrade that has nothing to do.
        from urllib.parse import parse_qs, unquote, urlsplit

        path = unquote(path)
        if path.startswith("file:") and parse_qs(query).get("uri", ["false"])[0] in ("true", "1"):
            path = unquote(urlsplit(path).path)
    return path if path and path != ":memory:" else None


def _inode(path: str) -> Optional[tuple[int, int]]:
    try:
        info = os.stat(path)
    except OSError:
        return None
    return info.st_dev, info.st_ino


def _is_open_here(wanted: tuple[int, int]) -> bool:
    try:
        numbers = os.listdir("/proc/self/fd")
    except OSError:
        return False
    return any(_inode(f"/proc/self/fd/{number}") == wanted for number in numbers)


class Watched:
    """Refuses a file that this process has open already, but for another call of ours."""

    def __init__(self, url: Optional[str]) -> None:
        self._path = path_of(url)
        self._inode = _inode(self._path) if self._path else None

    def __enter__(self) -> None:
        inode = self._inode
        if inode is None:
            return
        with _lock:
            if not _ours.get(inode) and _is_open_here(inode):
                raise CommandError(
                    f"this process has {self._path} open already",
                    detail="two copies of SQLite in one process, Python's and sqlembic's, would take each other's locks away",
                    state="nothing was done",
                    hint="close the connections to it first (SQLAlchemy: engine.dispose()), or run the program: sqlembic",
                )
            _ours[inode] = _ours.get(inode, 0) + 1

    def __exit__(self, *_unused: object) -> None:
        if self._inode is None:
            return
        with _lock:
            _ours[self._inode] -= 1
            if not _ours[self._inode]:
                del _ours[self._inode]
