"""Events as records of logging.

The names are Alembic's with `sqlembic` in front; `sqlembic.compat` sets Alembic's own, so that what alembic.ini or the
application has said of loggers stays true.  Each record has the event's fields in `record.sqlembic`.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Callable, NamedTuple, Optional

from . import _layout as layout

if TYPE_CHECKING:
    from .config import Config

MIGRATION = ".runtime.migration"
prefix = "sqlembic"  # compat sets it to "alembic"

_KINDS = (
    "info",
    "warning",
    "step",
    "step_done",
    "resume",
    "progress",
    "waiting",
    "creating",
    "created",
    "skipped",
    "hook",
    "hook_done",
    "retry",
    "statement",
    "target",
    "target_done",
)
_DIRECTIONS = ("upgrade", "downgrade", "stamp")


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


def text_of(value: Optional[bytes]) -> Optional[str]:
    return None if value is None else value.decode("utf-8", "replace")


def _read(event: layout.Event) -> Event:
    # Later releases may add kinds.
    kind = _KINDS[event.kind] if event.kind < len(_KINDS) else ""
    texts = (event.revision, event.from_, event.to, event.message, event.text, event.path)
    numbers = (event.step, event.steps, event.statement, event.statements, event.milliseconds)
    return Event._make(
        [kind, _DIRECTIONS[event.direction], *map(text_of, texts), *numbers, text_of(event.database)]
    )


def _step(event: Event) -> str:
    verb = "stamp_revision" if event.direction == "stamp" else event.direction
    line = f"Running {verb} {event.from_ or ''} -> {event.to or ''}"
    return f"{line}, {event.message}" if event.message and event.direction != "stamp" else line


_LOGGED: dict[str, tuple[int, Callable[[Event], str]]] = {
    "info": (logging.INFO, lambda e: e.text or ""),
    "warning": (logging.WARNING, lambda e: e.text or ""),
    "step": (logging.INFO, _step),
    "step_done": (
        logging.DEBUG,
        lambda e: f"Done {e.direction} of {e.revision}: statements: {e.statements}, {e.milliseconds:.0f} ms",
    ),
    "resume": (
        logging.WARNING,
        lambda e: f"Resuming {e.revision} at statement {e.statement} of {e.statements}",
    ),
    "progress": (logging.DEBUG, lambda e: f"At statement {e.statement} of {e.revision}"),
    "waiting": (logging.INFO, lambda e: f"Waiting for {e.text}"),
    "target": (logging.DEBUG, lambda e: f"begins, {e.step} of {e.steps}"),
    "target_done": (logging.INFO, lambda e: f"ended, {e.step} of {e.steps}"),
    "retry": (
        logging.WARNING,
        lambda e: f"Retry {e.step} of {e.steps} in {e.milliseconds:.0f} ms: {e.text}",
    ),
}


def _print(config: Config, event: Event) -> None:
    """What makes files is said where Alembic says it."""
    if event.kind == "created":
        verb = "Creating directory" if os.path.isdir(event.path or "") else "Generating"
        config.print_stdout("%s %s ...  done", verb, event.path)
    elif event.kind == "skipped":
        config.print_stdout("File %s already exists, skipping", event.path)
    elif event.kind == "hook":
        config.print_stdout("Running post write hook '%s' ...", event.text)
    elif event.kind == "hook_done" and event.statement:
        config.print_stdout("  failed with exit status %d", event.statement)
    elif event.kind == "hook_done":
        config.print_stdout("  done")


class Listener:
    """Receives the events of one call.  What a handler raises stops the run and is raised again behind it."""

    def __init__(self, config: Config) -> None:
        self.raised: Optional[BaseException] = None
        self._config = config
        self._logger = logging.getLogger(prefix + MIGRATION)
        self._was_waiting = False
        self.function = layout.EVENT_FN(self._receive)

    def _receive(self, pointer: object, _payload: object) -> int:
        try:
            self._tell(_read(pointer.contents))  # type: ignore[attr-defined]
        except BaseException as exception:
            self.raised = exception
            return 1
        return 0

    def _tell(self, event: Event) -> None:
        # It is told once a second that somebody is waited for; once is enough.
        is_repeated = self._was_waiting and event.kind == "waiting"
        self._was_waiting = event.kind == "waiting"
        level, wording = _LOGGED.get(event.kind, (logging.NOTSET, None))
        if wording is None:
            _print(self._config, event)
        elif not is_repeated and self._logger.isEnabledFor(level):
            text = f"{event.database}: {wording(event)}" if event.database else wording(event)
            self._logger.log(level, "%s", text, extra={"sqlembic": event})
