"""Events as records of logging.

The names are Alembic's with `sqlembic` in front; `sqlembic.compat` sets Alembic's own, so that what alembic.ini or the
application has said of loggers stays true.  Each record has the event's fields in `record.sqlembic`.
"""

from __future__ import annotations

import os
import sys

from . import _layout as layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Optional

    from ._event import Event
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
_DEBUG, _INFO, _WARNING = 10, 20, 30  # of logging, which is loaded by whoever listens
_DIRECTIONS = ("upgrade", "downgrade", "stamp")


def text_of(value: Optional[bytes]) -> Optional[str]:
    return None if value is None else value.decode("utf-8", "replace")


def _read(event: layout.Event, kind: str) -> Event:
    from ._event import Event

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
    "info": (_INFO, lambda e: e.text or ""),
    "warning": (_WARNING, lambda e: e.text or ""),
    "step": (_INFO, _step),
    "step_done": (
        _DEBUG,
        lambda e: f"Done {e.direction} of {e.revision}: statements: {e.statements}, {e.milliseconds:.0f} ms",
    ),
    "resume": (
        _WARNING,
        lambda e: f"Resuming {e.revision} at statement {e.statement} of {e.statements}",
    ),
    "progress": (_DEBUG, lambda e: f"At statement {e.statement} of {e.revision}"),
    "waiting": (_INFO, lambda e: f"Waiting for {e.text}"),
    "target": (_DEBUG, lambda e: f"begins, {e.step} of {e.steps}"),
    "target_done": (_INFO, lambda e: f"ended, {e.step} of {e.steps}"),
    "retry": (
        _WARNING,
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


def _is_heard(level: int) -> bool:
    """Where nothing has loaded logging, nothing has said either that less than a warning is to be seen."""
    if "logging" not in sys.modules:
        return level >= _WARNING
    import logging

    return logging.getLogger(prefix + MIGRATION).isEnabledFor(level)


class Listener:
    """Receives the events of one call.  What a handler raises stops the run and is raised again behind it."""

    def __init__(self, config: Config) -> None:
        self.raised: Optional[BaseException] = None
        self._config = config
        self._was_waiting = False
        self.function = layout.EVENT_FN(self._receive)

    def _receive(self, pointer: object, _payload: object) -> int:
        try:
            self._tell(pointer.contents)  # type: ignore[attr-defined]
        except BaseException as exception:
            self.raised = exception
            return 1
        return 0

    def _tell(self, view: layout.Event) -> None:
        # Later releases may add kinds.
        kind = _KINDS[view.kind] if view.kind < len(_KINDS) else ""
        # It is told once a second that somebody is waited for; once is enough.
        is_repeated = self._was_waiting and kind == "waiting"
        self._was_waiting = kind == "waiting"
        if kind not in _LOGGED:
            _print(self._config, _read(view, kind))
            return
        level, wording = _LOGGED[kind]
        if is_repeated or not _is_heard(level):
            return
        import logging

        event = _read(view, kind)
        text = f"{event.database}: {wording(event)}" if event.database else wording(event)
        logging.getLogger(prefix + MIGRATION).log(level, "%s", text, extra={"sqlembic": event})
