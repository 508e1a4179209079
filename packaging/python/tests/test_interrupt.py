"""Ctrl-C, and cancelling from another thread: the run is stopped, nothing is half done, and Python goes on."""

import ctypes
import logging
import os
import signal
import threading

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic._context import run_interruptible
from sqlembic.config import Config
from sqlembic.util.exc import HalfApplied, Interrupted

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;"


class AtStep(logging.Handler):
    """Does something when a script begins."""

    def __init__(self, action):
        super().__init__()
        self.action = action

    def emit(self, record):
        if record.sqlembic.kind == "step":
            self.action()


@pytest.fixture
def at_step(request):
    logger = logging.getLogger("sqlembic.runtime.migration")
    level = logger.level
    handlers = []

    def use(action):
        handlers.append(AtStep(action))
        logger.addHandler(handlers[0])
        logger.setLevel(logging.INFO)

    yield use
    for handler in handlers:
        logger.removeHandler(handler)
    logger.setLevel(level)


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


def when_sleeping(postgresql, action):
    """Does it as soon as the server runs pg_sleep: that it can shows that the interpreter's lock is free meanwhile."""

    def watch():
        sleeping = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
        while not postgresql.ask(postgresql.url, sleeping):
            pass
        action()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_ctrl_c_rolls_back_on_sqlite(at_step):
    write_ini()
    write_revision("a1", "", "CREATE TABLE account (id INT);\n" + ENDLESS)
    at_step(interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        command.upgrade(Config("alembic.ini"), "head")
    assert isinstance(caught.value.__cause__, Interrupted)
    assert "the database is at base" in caught.value.__cause__.state
    assert "account" not in command.dump(Config("alembic.ini"))


def test_ctrl_c_while_the_thread_starts_waits_for_its_end(monkeypatch):
    start = threading.Thread.start
    cancel = ctypes.c_int(0)
    running = threading.Event()

    def run():
        running.set()
        while not cancel.value:
            pass
        return 7

    def start_and_be_interrupted(thread):
        start(thread)
        running.wait()
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", start_and_be_interrupted)
    code, raised = run_interruptible(run, cancel)
    assert code == 7
    assert isinstance(raised, KeyboardInterrupt)


def test_ctrl_c_before_the_thread_starts_runs_nothing(monkeypatch):
    def be_interrupted(_thread):
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", be_interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_interruptible(lambda: pytest.fail("it was run"), ctypes.c_int(0))


def test_ctrl_c_stops_the_statement_on_postgresql(postgresql):
    write_ini(postgresql.url)
    write_revision("a1", "", "CREATE TABLE account (id INT);\nSELECT pg_sleep(600);")
    thread = when_sleeping(postgresql, interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        command.upgrade(Config("alembic.ini"), "head")
    thread.join()
    assert isinstance(caught.value.__cause__, Interrupted)
    assert postgresql.ask(postgresql.url, "SELECT 1 FROM pg_tables WHERE tablename = 'account'") == []


def test_ctrl_c_in_a_script_without_transaction_says_that_it_is_half_applied(postgresql):
    write_ini(postgresql.url)
    write_revision("a1", "", "CREATE TABLE account (id INT);\nSELECT pg_sleep(600);", transaction="off")
    thread = when_sleeping(postgresql, interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        command.upgrade(Config("alembic.ini"), "head")
    thread.join()
    assert isinstance(caught.value.__cause__, HalfApplied)


def test_cancel_stops_the_calls_of_other_threads(postgresql):
    write_ini(postgresql.url)
    write_revision("a1", "", "SELECT pg_sleep(600);")
    config = Config("alembic.ini")
    raised = []

    def work():
        try:
            command.upgrade(config, "head")
        except Interrupted as error:
            raised.append(error.status)

    worker = threading.Thread(target=work)
    worker.start()
    when_sleeping(postgresql, config.cancel).join()
    worker.join()
    assert raised == [7]
    # The next call is not stopped.
    command.current(config)


def test_what_a_logging_filter_raises_stops_the_run(at_step):
    def fail():
        raise ZeroDivisionError("in the handler")

    write_ini()
    write_revision("a1", "", "CREATE TABLE account (id INT);")
    at_step(fail)
    with pytest.raises(ZeroDivisionError) as caught:
        command.upgrade(Config("alembic.ini"), "head")
    assert isinstance(caught.value.__cause__, Interrupted)
    assert command.status(Config("alembic.ini")).rows == ()
