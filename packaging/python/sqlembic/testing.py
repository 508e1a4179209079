"""Ready tests.  In a file of tests:

    from sqlembic.testing import *
"""

from __future__ import annotations

import pytest

from .ours import Case, Report

__all__ = ["test_heads_go_in_either_order", "test_revision_goes_up_down_up"]


def _judge(cases: list[Case]) -> None:
    failures = [str(found) for case in cases for found in case.findings if found.is_failure]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)
    if cases and all(case.outcome == "skipped" for case in cases):
        pytest.skip("; ".join(found.text for case in cases for found in case.findings))


def test_revision_goes_up_down_up(sqlembic_revision: str, sqlembic_report: Report) -> None:
    """Up, down and up again where its ancestors are applied; one test a revision."""
    of_it = [case for case in sqlembic_report.cases if case.revision.revision == sqlembic_revision and not case.other]
    assert of_it, f"{sqlembic_revision} was not tested"
    _judge(of_it)


def test_heads_go_in_either_order(sqlembic_report: Report) -> None:
    """Heads that may be applied in either order lead to one schema."""
    _judge([case for case in sqlembic_report.cases if case.other])
