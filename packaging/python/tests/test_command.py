"""The commands, on each engine; listings are those of the program."""

import io
import os
import re
import subprocess
import sys

import pytest
from conftest import write_ini, write_revision

from sqlembic import command
from sqlembic._program import find_program
from sqlembic.config import Config, main
from sqlembic.script import ScriptDirectory
from sqlembic.util import CommandError


def rows(config):
    return command.status(config).rows


def test_upgrade_and_downgrade_move_the_database(project):
    command.upgrade(project, "head")
    assert rows(project) == ("b2",)
    command.downgrade(project, "-1")
    assert rows(project) == ("a1",)
    command.upgrade(project, "+1")
    command.downgrade(project, "base")
    assert rows(project) == ()
    assert [entry.direction for entry in command.log(project)] == ["downgrade", "downgrade", "upgrade", "downgrade", "upgrade", "upgrade"]


def test_an_upgrade_with_nothing_to_do_loads_nothing_that_it_does_not_need(project):
    command.upgrade(project, "head")
    program = """import sys
before = set(sys.modules)
from sqlembic import command
from sqlembic.config import Config
config = Config(sys.argv[1])
config.set_main_option("sqlalchemy.url", sys.argv[2])
command.upgrade(config, "head")
print(*sorted({"logging", "re", "sqlembic.ours", "sqlembic.script", "typing"} & (set(sys.modules) - before)))
command.history(config)
print("command.history is " + command.history.__module__, set(command.__all__) <= set(dir(command)))"""
    url = project.get_main_option("sqlalchemy.url").replace("%", "%%")
    words = [sys.executable, "-c", program, project.config_file_name, url]
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    assert (lines[0], lines[-1]) == ("", "command.history is sqlembic._looking True")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        command.nothing


def test_upgrade_stores_the_tag(project):
    command.upgrade(project, "head", tag="release 7")
    assert {entry.tag for entry in command.log(project)} == {"release 7"}


def test_stamp_runs_nothing(project):
    command.stamp(project, "a1")
    assert rows(project) == ("a1",)
    command.stamp(project, ["b2"], purge=True)
    assert rows(project) == ("b2",)
    assert "account" not in command.dump(project)


def test_ensure_version_makes_the_table(project):
    command.ensure_version(project)
    command.ensure_version(project)
    assert rows(project) == ()


def test_plan_lists_what_would_run(project):
    assert [script.revision for script in command.plan(project, "head")] == ["a1", "b2"]
    command.upgrade(project, "head")
    assert command.plan(project, "head") == []
    assert [script.revision for script in command.plan(project, "a1", downgrade=True)] == ["b2"]


def test_current_prints_the_revisions(project, capsys):
    command.current(project)
    assert capsys.readouterr().out == ""
    command.upgrade(project, "head")
    command.current(project)
    assert capsys.readouterr().out == "b2 (head)\n"


def test_current_check_heads_raises_pending(project):
    command.upgrade(project, "a1")
    with pytest.raises(CommandError) as caught:
        command.current(project, check_heads=True)
    assert caught.value.status == 3
    assert caught.value.state == "the database is at a1"
    assert caught.value.hint == "sqlembic upgrade head"
    command.upgrade(project, "head")
    command.current(project, check_heads=True)


def test_rows_that_no_file_explains_are_an_error(project):
    command.upgrade(project, "head")
    os.unlink("migrations/versions/b2.up.sql")
    os.unlink("migrations/versions/b2.down.sql")
    with pytest.raises(CommandError, match="b2"):
        command.current(project)


def test_upgrade_sql_prints_a_script(project, url):
    project.output_buffer = io.StringIO()
    command.upgrade(project, "a1:b2", sql=True)
    script = project.output_buffer.getvalue()
    assert "CREATE TABLE orders" in script and "CREATE TABLE account" not in script
    assert not os.path.exists("shop.db")


def test_what_output_buffer_raises_comes_through(project):
    class Full(io.StringIO):
        def write(self, text):
            raise OSError(28, "No space left on device")

    project.output_buffer = Full()
    with pytest.raises(OSError, match="No space left"):
        command.upgrade(project, "head", sql=True)


def test_compare_and_dump_read_schemas(project):
    command.upgrade(project, "a1")
    found = command.compare(project, "live", "history")
    assert ("added", "table", "orders") in [(d.action, d.kind, d.object) for d in found.differences]
    assert re.search(r"CREATE TABLE (public\.)?orders", command.diff(project, "live", "history").up)
    assert "account" in command.dump(project)


def test_check_raises_with_the_differences(project, url, capsys):
    with open("schema.sql", "w", encoding="utf-8") as file:
        file.write("CREATE TABLE account (id INTEGER PRIMARY KEY);\n")
    command.upgrade(project, "head")
    project.set_main_option("target_metadata", "schema.sql")
    with pytest.raises(CommandError, match="New upgrade operations detected") as caught:
        command.check(project)
    assert "orders" in [difference.object for difference in caught.value.diffs]
    assert caught.value.status == 3
    with open("schema.sql", "a", encoding="utf-8") as file:
        file.write("CREATE TABLE orders (id INTEGER PRIMARY KEY);\n")
    command.check(project)
    assert capsys.readouterr().out.endswith("No new upgrade operations detected.\n")
    command.check(project, drift=True)


def test_test_finds_what_a_down_script_leaves(project):
    assert [case.outcome for case in command.test(project).cases] == ["passed", "passed"]
    write_revision("b2", "a1", "CREATE TABLE orders (id INTEGER PRIMARY KEY);", "SELECT 1;")
    report = command.test(project)
    assert (report.failed, [case.outcome for case in report.cases]) == (1, ["passed", "failed"])
    [finding] = [finding for finding in report.cases[1].findings if finding.stage == "down"]
    assert finding.is_failure
    assert ("left", "orders") in [(thing.state, thing.object) for thing in finding.objects]


def test_wait_ends_when_the_revision_is_applied(project):
    command.upgrade(project, "a1")
    command.wait(project, "a1", timeout=0)
    with pytest.raises(CommandError) as caught:
        command.wait(project, "b2", timeout=0)
    assert caught.value.status == 3


def test_resolve_settles_a_half_applied_step(project):
    write_revision("c3", "b2", "CREATE TABLE one (id INT);\nCREATE TABLE account (id INT);", transaction="off")
    with pytest.raises(CommandError) as caught:
        command.upgrade(project, "head")
    assert caught.value.status == 8
    assert command.status(project).half.revision == "c3"
    command.resolve(project, "c3", "all-done")
    assert rows(project) == ("c3",)
    with pytest.raises(CommandError, match="'perhaps' is no resolution"):
        command.resolve(project, "c3", "perhaps")


def test_a_changed_script_is_in_the_status(project):
    command.upgrade(project, "head")
    write_revision("a1", "", "CREATE TABLE account (id BIGINT PRIMARY KEY);", "DROP TABLE account;")
    assert [script.revision for script in command.status(project).changed] == ["a1"]


def test_init_and_revision_make_files(capsys):
    config = Config("new.ini")
    command.init(config, "scripts")
    assert os.path.isdir("scripts/versions")
    assert capsys.readouterr().out.startswith(f"Creating directory {os.getcwd()}/scripts ...  done\n")
    made = command.revision(config, "first", rev_id="a1")
    assert (made.revision, made.down_revision, made.doc) == ("a1", None, "first")
    command.revision(config, "left", rev_id="b2")
    command.revision(config, "right", rev_id="c3", head="a1", splice=True, branch_label="side")
    merged = command.merge(config, "heads", "both", rev_id="d4")
    assert set(merged.down_revision) == {"b2", "c3"}
    assert capsys.readouterr().out.count("Generating ") == 8
    with pytest.raises(CommandError, match="--sql means nothing here"):
        command.revision(config, "x", sql=True)
    with pytest.raises(CommandError, match="need autogenerate"):
        command.revision(config, "x", empty=True)


def test_autogenerate_writes_the_difference(project):
    with open("schema.sql", "w", encoding="utf-8") as file:
        file.write("CREATE TABLE account (id INTEGER PRIMARY KEY);\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n")
    command.upgrade(project, "head")
    project.set_main_option("target_metadata", "schema.sql")
    assert command.revision(project, "nothing", autogenerate=True) is None
    with open("schema.sql", "a", encoding="utf-8") as file:
        file.write("CREATE TABLE item (id INTEGER PRIMARY KEY);\n")
    made = command.revision(project, "item", autogenerate=True)
    with open(made.path, encoding="utf-8") as file:
        assert re.search(r"CREATE TABLE (public\.)?item", file.read())


def test_edit_opens_both_scripts(monkeypatch, capfd):
    write_ini()
    write_revision("a1", "", "")
    monkeypatch.setenv("EDITOR", "echo edited")
    command.edit(Config("alembic.ini"), "head")
    assert "a1.up.sql" in capfd.readouterr().out
    with pytest.raises(CommandError, match="exit status 1"):
        command.edit(Config("alembic.ini"), "nothing")


@pytest.fixture
def tangled(url):
    """A branch, a label, a merge and a dependency, half of it applied."""
    write_ini(url)
    write_revision("a1", "", "SELECT 1;", branch_labels="main")
    write_revision("b2", "a1", "SELECT 1;")
    write_revision("c3", "a1", "SELECT 1;", branch_labels="side")
    write_revision("d4", "b2, c3", "SELECT 1;")
    write_revision("n1", "", "SELECT 1;", branch_labels="networking", depends_on="d4")
    config = Config("alembic.ini")
    command.upgrade(config, "heads")
    command.downgrade(config, "networking@base")
    return config


LISTINGS = [
    ("heads", {}, ["heads"]),
    ("heads", {"verbose": True}, ["heads", "-v"]),
    ("heads", {"resolve_dependencies": True}, ["heads", "--resolve-dependencies"]),
    ("history", {}, ["history"]),
    ("history", {"verbose": True, "indicate_current": True}, ["history", "-v", "-i"]),
    ("history", {"rev_range": "b2:d4"}, ["history", "-r", "b2:d4"]),
    ("history", {"rev_range": ":current"}, ["history", "-r", ":current"]),
    ("branches", {}, ["branches"]),
    ("branches", {"verbose": True}, ["branches", "-v"]),
    ("current", {}, ["current"]),
    ("current", {"verbose": True}, ["current", "-v"]),
    ("show", {"rev": "d4"}, ["show", "d4"]),
    ("show", {"rev": "current"}, ["show", "current"]),
    ("list_templates", {}, ["list_templates"]),
]


@pytest.mark.parametrize(("name", "options", "words"), LISTINGS, ids=[" ".join(words) for _, _, words in LISTINGS])
def test_listings_are_those_of_the_program(tangled, name, options, words):
    tangled._stdout = io.StringIO()
    getattr(command, name)(tangled, **options)
    program = subprocess.run([find_program(), *words], check=True, capture_output=True, text=True)
    assert tangled.stdout.getvalue() == program.stdout
    assert program.stdout


def test_script_directory_reads_the_graph(tangled):
    directory = ScriptDirectory.from_config(tangled)
    assert directory.get_heads() == ["d4", "n1"]
    with pytest.raises(CommandError, match="multiple heads"):
        directory.get_current_head()
    assert set(directory.get_bases()) == {"a1", "n1"}
    assert directory.get_revision("d4").down_revision == ("b2", "c3")
    assert directory.get_revision("base") is None
    assert [script.revision for script in directory.walk_revisions("a1", "b2")] == ["b2", "a1"]


def test_main_runs_the_program(project, capfd):
    main(["upgrade", "head"])
    assert rows(project) == ("b2",)
    with pytest.raises(SystemExit) as caught:
        main(argv=["upgrade", "nothing"])
    assert caught.value.code == 1


def test_python_m_is_the_program(project):
    done = subprocess.run([sys.executable, "-m", "sqlembic", "upgrade", "head"], capture_output=True, text=True)
    assert done.returncode == 0 and "now at b2 (head)" in done.stderr
    assert subprocess.run([sys.executable, "-m", "sqlembic", "nothing"], capture_output=True).returncode == 2
