"""Revisions: Script, and of Alembic's ScriptDirectory what reads."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, Optional, Sequence, Union

from . import _layout as layout
from ._context import Context, from_texts, to_bytes
from ._events import text_of
from .util.exc import CommandError

if TYPE_CHECKING:
    from .config import Config

__all__ = ["Script", "ScriptDirectory"]


class Script(NamedTuple):
    """A revision."""

    revision: str
    doc: str  #: first paragraph of the header's text
    longdoc: str  #: the header's comment lines
    create_date: str
    path: str  #: the up script
    down_path: Optional[str]  #: None: irreversible
    down_revisions: tuple[str, ...]
    dependencies: tuple[str, ...]
    branch_labels: frozenset[str]
    nextrev: tuple[str, ...]  #: what names it as its down_revision
    labels: tuple[str, ...]  #: branch_labels in their order
    is_head: bool
    is_effective_head: bool  #: no child, but something depends on it
    is_branch_point: bool
    is_merge_point: bool
    is_current: bool  #: known where the database was asked
    replaces: tuple[str, ...]  #: of a squash: ids in whose place it stands

    @property
    def down_revision(self) -> Union[str, tuple[str, ...], None]:
        """As it stands in a file of Alembic: None, a text, or several."""
        if len(self.down_revisions) > 1:
            return self.down_revisions
        return self.down_revisions[0] if self.down_revisions else None

    @property
    def is_base(self) -> bool:
        return not self.down_revisions


def read_script(revision: layout.Revision) -> Script:
    labels = from_texts(revision.labels, revision.nlabels)
    return Script(
        text_of(revision.id) or "",
        text_of(revision.message) or "",
        text_of(revision.text) or "",
        text_of(revision.create_date) or "",
        text_of(revision.up_path) or "",
        text_of(revision.down_path),
        from_texts(revision.down, revision.ndown),
        from_texts(revision.depends, revision.ndepends),
        frozenset(labels),
        from_texts(revision.children, revision.nchildren),
        labels,
        revision.is_head,
        revision.is_effective_head,
        revision.is_branch_point,
        revision.is_merge_point,
        revision.is_current,
        from_texts(revision.replaces, revision.nreplaces),
    )


def read_scripts(revisions: layout.Revisions) -> list[Script]:
    return [read_script(revisions.items[i].contents) for i in range(revisions.n)]


def list_scripts(ctx: Context, name: str, *arguments: Any, connects: bool = False) -> list[Script]:
    """What a function hands out that lists revisions."""
    found = layout.Revisions()
    (ctx.call_database if connects else ctx.call)(name, *arguments, ctypes.byref(found))
    return read_scripts(found)


class ScriptDirectory:
    """The script directory as it was when it was opened.  For looking; commands write."""

    def __init__(self, scripts: Sequence[Script], heads: Sequence[str], config: Config) -> None:
        self._scripts = {script.revision: script for script in scripts}
        self._heads = list(heads)
        self._config = config

    @classmethod
    def from_config(cls, config: Config) -> ScriptDirectory:
        with Context(config) as ctx:
            scripts = list_scripts(ctx, "history", None, False)
            heads = list_scripts(ctx, "heads", False)
        return cls(scripts, [script.revision for script in heads], config)

    def get_heads(self) -> list[str]:
        return list(self._heads)

    def get_current_head(self) -> Optional[str]:
        """The only head; CommandError where there are several, None where there is none."""
        if len(self._heads) > 1:
            raise CommandError(
                "The script directory has multiple heads (due to branching): " + ", ".join(self._heads),
                hint="get_heads() lists them; sqlembic merge heads joins them",
            )
        return self._heads[0] if self._heads else None

    def get_bases(self) -> list[str]:
        return [script.revision for script in self._scripts.values() if script.is_base]

    def get_revisions(self, id_: str) -> tuple[Script, ...]:
        """What an identifier stands for: an id or the beginning of one, head, heads, a label."""
        with Context(self._config) as ctx:
            return tuple(list_scripts(ctx, "show", to_bytes(id_)))

    def get_revision(self, id_: str) -> Optional[Script]:
        """The same, where it is one; None for base."""
        found = self.get_revisions(id_)
        if len(found) > 1:
            raise CommandError(f"'{id_}' stands for several revisions: " + ", ".join(s.revision for s in found))
        return found[0] if found else None

    def walk_revisions(self, base: str = "base", head: str = "heads") -> Iterator[Script]:
        """Newest first."""
        with Context(self._config) as ctx:
            found = list_scripts(ctx, "history", to_bytes(f"{base}:{head}"), False)
        yield from found
