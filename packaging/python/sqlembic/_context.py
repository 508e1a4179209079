"""One context of the library: opened for a call of `command`, closed behind it."""

from __future__ import annotations

import ctypes
import threading

from . import _layout as layout
from ._events import Listener, text_of
from ._library import GETENV, library
from ._sqlite import Watched
from .util.exc import CommandError, by_status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, Optional, Sequence

    from .config import Config


def to_bytes(text: Optional[str]) -> Optional[bytes]:
    # As the system does with names of files that are no UTF-8.
    return None if text is None else text.encode("utf-8", "surrogateescape")


def to_texts(texts: Sequence[str]) -> Any:
    return (ctypes.c_char_p * (len(texts) + 1))(*map(to_bytes, texts), None)


def from_texts(texts: Any, n: int) -> tuple[str, ...]:
    return tuple(texts[i].decode("utf-8", "replace") for i in range(n))


def _pairs(items: Iterable[tuple[str, str]]) -> Any:
    pairs = [layout.Pair(to_bytes(key), to_bytes(value)) for key, value in items]
    return (layout.Pair * len(pairs))(*pairs)


def exception_of(err: layout.Error) -> CommandError:
    def text(field: str) -> str:
        return text_of(getattr(err, field)) or ""

    return by_status(-err.code)(
        text("message"),
        file=text("file") or None,
        line=err.line or None,
        column=err.column or None,
        sqlstate=text("sqlstate"),
        detail=text("detail"),
        statement=text("statement"),
        state=text("state"),
        hint=text("hint"),
    )


def run_interruptible(function: Callable[[], int], cancel: ctypes.c_int) -> tuple[int, Optional[BaseException]]:
    """What the function returns, and what a handler of signals has raised meanwhile: Ctrl-C sets the flag.

    Python runs handlers of signals in the main thread only, and only between its own instructions.  So the main thread
    waits where it can be interrupted, and another one makes the call.
    """
    if threading.current_thread() is not threading.main_thread():
        return function(), None
    result: list[int] = []
    raised: Optional[BaseException] = None
    begun, ended = threading.Lock(), threading.Lock()
    ended.acquire()

    def work() -> None:
        if not begun.acquire(blocking=False):
            return
        try:
            result.append(function())
        finally:
            ended.release()

    try:
        threading.Thread(target=work, name="sqlembic", daemon=True).start()
    except BaseException as exception:
        cancel.value = 1
        # Where the thread has not begun, it will not; else its end has to be waited for.
        if begun.acquire(blocking=False):
            raise
        raised = exception
    while True:
        try:
            ended.acquire()
            break
        except BaseException as exception:
            cancel.value = 1
            raised = raised or exception
    return result[0], raised


class Context:
    """`with Context(config) as ctx: ctx.call("upgrade", b"head", None)`.

    What the library hands out is gone behind the block.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._cancel = ctypes.c_int(0)
        self._listener = Listener(config)
        self._handle = ctypes.c_void_p()

    def __enter__(self) -> Context:
        config = self._config
        config.check()
        self._x, self._set = _pairs(config.variables()), _pairs(config.overrides())
        file, section = config.config_file_name, config.config_ini_section
        # A Config without a file must not find one that lies in the current directory.
        options = layout.sized(
            layout.Options,
            config_file=to_bytes(file) or b"/dev/null",
            section=to_bytes(section) if file and section != "alembic" else None,
            x=self._x,
            nx=len(self._x),
            set=self._set,
            nset=len(self._set),
            getenv=GETENV,
            on_event=self._listener.function,
            cancel=ctypes.pointer(self._cancel),
        )
        config.calls.append(self._cancel)
        try:
            self._settle(lambda err: int(library.sqlembic_open(ctypes.byref(self._handle), options, err)))
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(self, *_unused: object) -> None:
        self._release()

    def _release(self) -> None:
        self._config.calls.remove(self._cancel)
        library.sqlembic_close(self._handle)

    def _settle(self, function: Callable[[Any], int]) -> None:
        err = layout.Error()
        code, interrupt = run_interruptible(lambda: function(ctypes.byref(err)), self._cancel)
        error = exception_of(err) if code < 0 else None
        raised, self._listener.raised = self._listener.raised, None
        if interrupt or raised:
            raise (interrupt or raised) from error  # type: ignore[misc]
        if error:
            raise error

    def call(self, name: str, *arguments: Any) -> None:
        """Calls a function that takes the context first and the error last; raises what goes wrong."""
        function = getattr(library, "sqlembic_" + name)
        self._settle(lambda err: int(function(self._handle, *arguments, err)))

    def call_database(self, name: str, *arguments: Any) -> None:
        """The same for functions that connect."""
        with Watched(self.setting("sqlalchemy.url")):
            self.call(name, *arguments)

    def settings(self) -> list[layout.Setting]:
        items, n = ctypes.POINTER(layout.Setting)(), ctypes.c_size_t()
        self.call("settings", ctypes.byref(items), ctypes.byref(n))
        return items[: n.value]

    def setting(self, key: str) -> Optional[str]:
        wanted = to_bytes(key)
        return next((text_of(s.value) for s in self.settings() if s.key == wanted), None)

    def find(self, revision: str) -> Optional[layout.Revision]:
        found = library.sqlembic_find(self._handle, to_bytes(revision))
        return found.contents if found else None
