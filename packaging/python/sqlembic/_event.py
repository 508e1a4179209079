"""Event: what a record of logging has in `record.sqlembic`."""

from __future__ import annotations

from typing import NamedTuple, Optional


class Event(NamedTuple):
    """Something that happens in a run; `kind` says which of the other fields mean something (docs/library.md)."""

    kind: str
    direction: str
    revision: Optional[str]
    from_: Optional[str]
    to: Optional[str]
    message: Optional[str]
    text: Optional[str]
    path: Optional[str]
    step: int
    steps: int
    statement: int
    statements: int
    milliseconds: float
    database: Optional[str]  #: of many: the name of the one that this is about
