"""Many databases in one run (docs/many.md); `sqlembic.command` has these, too."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple, Optional, Sequence, Union

from . import _layout as layout
from . import _layout_ours as ours
from ._context import Context, to_bytes, to_texts
from ._events import text_of
from .util.exc import CommandError

if TYPE_CHECKING:
    from .config import Config


class Target(NamedTuple):
    """One of the databases."""

    name: str  #: its URL with the password masked, or the name of its section or its tenant
    url: Optional[str]  #: masked; None: that of its section, or made of its tenant's name
    section: Optional[str]
    tenant: Optional[str]


class Outcome(NamedTuple):
    """What has become of a target."""

    target: Target
    has_begun: bool  #: False: others failed before, or the run was stopped
    status: int  #: 0: done; else the exit status that the program would have
    message: str
    detail: str
    state: str
    hint: str
    steps: int  #: that are committed
    statements: int
    milliseconds: float


class ManyReport(NamedTuple):
    outcomes: list[Outcome]  #: in the order of the targets
    done: int
    failed: int
    not_begun: int


def _target(target: ours.Target) -> Target:
    return Target(text_of(target.name) or "", text_of(target.url), text_of(target.section), text_of(target.tenant))


def _outcome(outcome: ours.Outcome) -> Outcome:
    words = [text_of(text) or "" for text in (outcome.message, outcome.detail, outcome.state, outcome.hint)]
    counts = (outcome.steps, outcome.statements, outcome.milliseconds)
    return Outcome._make([_target(outcome.target.contents), outcome.has_begun, -outcome.code, *words, *counts])


def _report(found: ours.ManyReport) -> ManyReport:
    outcomes = [_outcome(found.outcomes[i].contents) for i in range(found.n)]
    return ManyReport(outcomes, found.done, found.failed, found.not_begun)


def _options(
    targets: Optional[Sequence[str]],
    sections: Optional[str],
    jobs: int = 0,
    canary: Union[int, Sequence[str]] = 0,
    max_failures: int = 0,
    deadline: Optional[float] = None,
) -> ours.ManyOptions:
    names = [] if isinstance(canary, int) else list(canary)
    options = layout.sized(
        ours.ManyOptions,
        targets=to_bytes(None if targets is None else "\n".join(targets)),
        targets_name=b"targets",
        sections=to_bytes(sections),
        jobs=jobs,
        canary=canary if isinstance(canary, int) else 0,
        canaries=to_texts(names),
        ncanaries=len(names),
        max_failures=max_failures,
        deadline_ms=int((deadline or 0) * 1000),
    )
    assert isinstance(options, ours.ManyOptions)
    return options


def targets(
    config: Config, targets: Optional[Sequence[str]] = None, *, sections: Optional[str] = None
) -> list[Target]:
    """The databases that a run on many would have: URLs, sections that match a pattern, or those of the configuration."""
    found = ctypes.POINTER(ctypes.POINTER(ours.Target))()
    n = ctypes.c_size_t()
    with Context(config) as ctx:
        ctx.call_database("targets", _options(targets, sections), ctypes.byref(found), ctypes.byref(n))
        return [_target(found[i].contents) for i in range(n.value)]


def upgrade_all(
    config: Config,
    revision: str,
    targets: Optional[Sequence[str]] = None,
    *,
    sections: Optional[str] = None,
    tag: Optional[str] = None,
    wait: Optional[float] = None,
    jobs: int = 0,
    canary: Union[int, Sequence[str]] = 0,
    max_failures: int = 0,
    deadline: Optional[float] = None,
) -> ManyReport:
    """Upgrade many databases at once.

    Where some of them fail, the error of the worst is raised, with the report in its attribute `report`.  `canary`: how
    many go first, or their names; `deadline`: seconds after which all are stopped.
    """
    found = ctypes.POINTER(ours.ManyReport)()
    run = layout.sized(layout.RunOptions, tag=to_bytes(tag), wait_ms=int((wait or 0) * 1000))
    options = _options(targets, sections, jobs, canary, max_failures, deadline)
    with Context(config) as ctx:
        try:
            ctx.call_database("upgrade_all", to_bytes(revision), run, options, ctypes.byref(found))
        except CommandError as error:
            error.report = _report(found.contents) if found else None
            raise
        return _report(found.contents)
