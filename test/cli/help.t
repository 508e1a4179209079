Help, usage errors and the version.

  $ sqlembic --version
  sqlembic 0.1.0
  $ sqlembic --help
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q]
                  [--raiseerr] [-h] [--version] COMMAND ...
  
  Database migrations in plain SQL files, in Alembic's model.
  
  Commands:
    init                    Make a script directory and a configuration file
    revision                Write the two scripts of a new revision
    merge                   Write a revision that joins branches
    squash                  Write one revision in the place of many
    import                  Make revisions of another tool's migrations
    export                  Write all revisions as plain up and down files
    upgrade                 Run up scripts until the database is at a revision
    downgrade               Run down scripts until the database is back at a
                            revision
    stamp                   Record that the database is at a revision, without
                            running scripts
    current                 List the revisions that the database is at
    history                 List revisions, newest first
    graph                   Draw the revision graph as SVG, for Graphviz or for
                            Mermaid
    heads                   List the revisions that no other follows
    branches                List the revisions that more than one other follows
    show                    Print all that is known of a revision
    edit                    Open a revision's scripts in an editor
    status                  Print on one screen where the database is and what is
                            wrong
    log                     List what ran, when, by whom and how long, newest
                            first
    report                  Write a page of HTML about the database: revisions,
                            log, schema
    wait                    Wait until the database answers, or until a revision
                            is applied
    resolve                 Say what has become of a step that is half applied
    config                  Print every setting and where it comes from
    check                   Tell whether the database's schema differs from the
                            wanted one
    diff                    Print the SQL that leads from one schema to another
    dump                    Print the database's schema as SQL
    test                    Try each revision up, down and up again in scratch
                            databases
    ensure_version          Create the version table if it is missing
    list_templates          List the templates that init knows
    completion              Print a completion script for a shell
    help                    Print the help of a command, as --help does
  
  Options:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Exit status:
    0                       Done.
    1                       Failed.
    2                       The command line is wrong.
    3                       Something is pending, differs or fails its test
                            (check, current --check-heads, import --verify, status
                            --exit-code, test, wait).
    4                       A lock was not obtained in time.
    5                       The database cannot be reached.
    6                       A script that was applied has changed since.
    7                       Interrupted; nothing is half done.
    8                       A step is half applied and can be resumed.
  
  sqlembic COMMAND --help describes a command.

Each command's own.

  $ for command in init revision merge upgrade downgrade stamp current history heads branches show edit status log wait resolve config check \
  >   ensure_version list_templates completion; do
  >   sqlembic $command --help; echo "----"
  > done
  usage: sqlembic init [-t NAME] [--package] directory
  
  Make a script directory and a configuration file.
  
  No existing file is overwritten; an existing configuration file is left as it
  is.
  
  Arguments:
    directory               Where to make the script directory
  
  Options:
    -t, --template NAME     Template to make it from (default: generic); see
                            list_templates
    --package               Also write empty __init__.py files, for projects that
                            ship the scripts in a Python package
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic init migrations
  ----
  usage: sqlembic revision [-m TEXT] [--autogenerate] [--from SCHEMA] [--empty]
                           [--unproven] [--rename OLD=NEW]... [--sql]
                           [--head REV]... [--splice] [--branch-label LABEL]
                           [--version-path DIR] [--rev-id ID]
                           [--depends-on REV]... [--irreversible]
                           [--transaction MODE]
  
  Write the two scripts of a new revision.
  
  Makes <id>_<message>.up.sql and .down.sql from the templates in the script
  directory. With --json the last line printed describes the revision and has the
  paths of both.
  
  With --autogenerate the database, which must be at its heads, is compared with
  the schema that target_metadata names. The scripts are tried in a scratch
  database before they are written: up leads to the target, down leads back, and
  rows of what is kept are kept. Where nothing differs no file is written.
  
  Options:
    -m, --message TEXT      What it does, one line (default: empty message)
    --autogenerate          Write the scripts by comparing the database with
                            target_metadata, and prove them first
    --from SCHEMA           With --autogenerate: compare another schema than the
                            database's: history is what all revisions build in a
                            scratch database
    --empty                 With --autogenerate: write the files also where
                            nothing differs
    --unproven              With --autogenerate: write the files also where their
                            proof fails, with a warning
    --rename OLD=NEW        With --autogenerate: a table, or as TABLE.COLUMN=NEW a
                            column, that has another name now; may be repeated
    --sql                   Accepted for Alembic's sake and always refused: a
                            revision is SQL already
    --head REV              What the new revision follows: a head, label@head, or
                            base (default: head); several make a merge
    --splice                Let it follow a revision that is no head, which makes
                            a branch
    --branch-label LABEL    Name of the branch that begins here
    --version-path DIR      Which of version_locations to write to
    --rev-id ID             Use this id instead of a random one
    --depends-on REV        A revision of another branch that must be applied
                            before; may be repeated
    --irreversible          Write no down script: the revision cannot be undone
    --transaction MODE      Of both scripts: on, off (statement by statement, as
                            for CREATE INDEX CONCURRENTLY), own
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic revision -m "create account table"
    sqlembic revision --autogenerate -m "add email to account"
    sqlembic revision -m "start of a branch" --head base --branch-label networking
  ----
  usage: sqlembic merge [-m TEXT] [--branch-label LABEL] [--rev-id ID] [--splice]
                        revisions...
  
  Write a revision that joins branches.
  
  The new revision follows all the revisions named. Its scripts may stay empty.
  
  Arguments:
    revisions               Revisions to merge, or heads for all heads
  
  Options:
    -m, --message TEXT      What it is for, one line (default: empty message)
    --branch-label LABEL    Name of the branch that begins here
    --rev-id ID             Use this id instead of a random one
    --splice                Let it follow revisions that are no heads
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic merge -m "merge ae1 and 27c" ae1 27c
    sqlembic merge heads
  ----
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
                          [--lock-timeout TIME] [--lock-retries N]
                          [--statement-timeout TIME] [--create-schema] [-v]
                          [--all] [--targets FILE] [--jobs N] [--canary N|NAME]...
                          [--max-failures N] [--deadline TIME] [--report FILE]
                          [--rerun FILE] [--junit FILE] [--output DIR] revision
  
  Run up scripts until the database is at a revision.
  
  Runs every script that the revision needs and the database does not have,
  parents first. When there is nothing to do, nothing is locked or written.
  
  With --json, events are printed as JSON lines while they happen.
  
  Arguments:
    revision                Where to go: an id or the beginning of one, head,
                            heads, base, a branch label, +N, -N, label@head, id+N;
                            with --sql also FROM:TO
  
  Options:
    --sql                   Connect to nothing: print the SQL script that would do
                            it (current:REV connects, and begins there)
    --tag TEXT              Text that is stored with the run in the log table
    --dry-run               Run nothing: list the revisions that would run, in
                            order; with --sql print their SQL
    --wait TIME             Try to connect for this long, 60s or 5min, while the
                            database cannot be reached
    --lock-timeout TIME     How long to wait for another run, and for locks in the
                            database (default: lock_timeout)
    --lock-retries N        How often to try again what did not get its lock
                            (default: lock_retries)
    --statement-timeout TIME
                            Longest run time of one statement (default:
                            statement_timeout)
    --create-schema         Create the schema that version_table_schema names if
                            it is missing
    -v, --verbose           Say how long each statement takes; each goes to the
                            server alone then
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
    --output DIR            With --sql for many targets: a script for each, there
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic upgrade head
    sqlembic upgrade head --wait 60s
    sqlembic upgrade +1
    sqlembic upgrade shoppingcart@head
    sqlembic upgrade ae10:head --sql > changes.sql
  ----
  usage: sqlembic downgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
                            [--lock-timeout TIME] [--lock-retries N]
                            [--statement-timeout TIME] [--create-schema] [-v]
                            [--all] [--targets FILE] [--jobs N]
                            [--canary N|NAME]... [--max-failures N]
                            [--deadline TIME] [--report FILE] [--rerun FILE]
                            [--junit FILE] [--output DIR] revision
  
  Run down scripts until the database is back at a revision.
  
  Undoes everything that was built on the revision; the revision itself stays. A
  revision without a down script cannot be undone: a plan that meets one is
  refused before anything runs.
  
  With --json, events are printed as JSON lines while they happen.
  
  Arguments:
    revision                Where to go: an id or the beginning of one, head,
                            heads, base, a branch label, +N, -N, label@head, id+N;
                            with --sql also FROM:TO
  
  Options:
    --sql                   Connect to nothing: print the SQL script that would do
                            it (current:REV connects, and begins there)
    --tag TEXT              Text that is stored with the run in the log table
    --dry-run               Run nothing: list the revisions that would run, in
                            order; with --sql print their SQL
    --wait TIME             Try to connect for this long, 60s or 5min, while the
                            database cannot be reached
    --lock-timeout TIME     How long to wait for another run, and for locks in the
                            database (default: lock_timeout)
    --lock-retries N        How often to try again what did not get its lock
                            (default: lock_retries)
    --statement-timeout TIME
                            Longest run time of one statement (default:
                            statement_timeout)
    --create-schema         Create the schema that version_table_schema names if
                            it is missing
    -v, --verbose           Say how long each statement takes; each goes to the
                            server alone then
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
    --output DIR            With --sql for many targets: a script for each, there
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic downgrade -1
    sqlembic downgrade ae10
    sqlembic downgrade base
    sqlembic downgrade head:base --sql > undo.sql
  ----
  usage: sqlembic stamp [--sql] [--tag TEXT] [--purge] [--wait TIME]
                        [--create-schema] [--all] [--targets FILE] [--jobs N]
                        [--canary N|NAME]... [--max-failures N] [--deadline TIME]
                        [--report FILE] [--rerun FILE] [--junit FILE]
                        [--output DIR] revisions...
  
  Record that the database is at a revision, without running scripts.
  
  Only the version table is written. For a database that was built by other means,
  or to repair the version table after work by hand.
  
  Arguments:
    revisions               Revisions to record, or heads for all heads, or base
                            for none
  
  Options:
    --sql                   Connect to nothing: print the SQL script that would do
                            it
    --tag TEXT              Text that is stored with the run in the log table
    --purge                 Empty the version table first, whatever is in it
    --wait TIME             Try to connect for this long, 60s or 5min, while the
                            database cannot be reached
    --create-schema         Create the schema that version_table_schema names if
                            it is missing
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
    --output DIR            With --sql for many targets: a script for each, there
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic stamp head
    sqlembic stamp --purge 1975ea83b712
  ----
  usage: sqlembic current [-c] [-v] [--all] [--targets FILE] [--jobs N]
                          [--canary N|NAME]... [--max-failures N]
                          [--deadline TIME] [--report FILE] [--rerun FILE]
                          [--junit FILE]
  
  List the revisions that the database is at.
  
  Prints nothing for a database that was never migrated; creates nothing in it.
  
  After this command -c means --check-heads; write --config in full.
  
  Options:
    -c, --check-heads       Exit with status 3 unless every revision of the script
                            directory is applied
    -v, --verbose           Print the database's URL and all that is known of each
                            revision
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic history [-r START:END] [-v] [-i] [-g]
  
  List revisions, newest first.
  
  Reads the script directory only, unless -i or a range with "current" asks for
  the database.
  
  Options:
    -r, --rev-range START:END
                            Only revisions from START to END; either may be left
                            out, relative (-3:current) or current
    -v, --verbose           Print all that is known of each revision
    -i, --indicate-current  Ask the database and mark its revisions with (current)
    -g, --graph             Draw the lines from revisions to those that they come
                            after
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic history -i
    sqlembic history --graph -i
    sqlembic history -r ae10:head
    sqlembic history -r-3:current
  ----
  usage: sqlembic heads [-v] [--resolve-dependencies]
  
  List the revisions that no other follows.
  
  Reads the script directory only.
  
  Options:
    -v, --verbose           Print all that is known of each revision
    --resolve-dependencies  Leave out heads that another revision depends on
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic branches [-v]
  
  List the revisions that more than one other follows.
  
  Reads the script directory only.
  
  Options:
    -v, --verbose           Print all that is known of each branch point, and
                            messages
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic show rev
  
  Print all that is known of a revision.
  
  Arguments:
    rev                     An id or the beginning of one, head, heads, current, a
                            branch label, label@head
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic edit rev
  
  Open a revision's scripts in an editor.
  
  The editor is $EDITOR, else $VISUAL, else the first of sensible-editor, editor,
  nano, vim and code that is installed. It is started without a shell; EDITOR may
  hold arguments ("code -w").
  
  Arguments:
    rev                     An id or the beginning of one, head, heads, current, a
                            branch label, label@head
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic edit head
  ----
  usage: sqlembic status [--exit-code] [--all] [--targets FILE] [--jobs N]
                         [--canary N|NAME]... [--max-failures N] [--deadline TIME]
                         [--report FILE] [--rerun FILE] [--junit FILE]
  
  Print on one screen where the database is and what is wrong.
  
  Current revisions, heads, what is pending, who holds the migration lock, what
  was left half done, which applied scripts have changed since. Writes nothing.
  
  Options:
    --exit-code             Exit with status 1 when the version table holds what
                            no script explains, 8 when a step is half applied, 6
                            when an applied script has changed, 3 when something
                            is pending
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic status --exit-code > /dev/null; test $? != 3 || sqlembic upgrade heads
  ----
  usage: sqlembic log [-n N] [-v] [--all] [--targets FILE] [--jobs N]
                      [--canary N|NAME]... [--max-failures N] [--deadline TIME]
                      [--report FILE] [--rerun FILE] [--junit FILE]
  
  List what ran, when, by whom and how long, newest first.
  
  Times are UTC.
  
  After this command -n means --limit; write --name in full.
  
  Options:
    -n, --limit N           Only the newest N entries (0 or none: all)
    -v, --verbose           Also print run, program, rows and checksum
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic log -n 20
  ----
  usage: sqlembic wait [--timeout TIME] [--revision REVISION] [--all]
                       [--targets FILE] [--jobs N] [--canary N|NAME]...
                       [--max-failures N] [--deadline TIME] [--report FILE]
                       [--rerun FILE] [--junit FILE]
  
  Wait until the database answers, or until a revision is applied.
  
  For what starts together with the database, or with the container that migrates
  it. Takes no lock and writes nothing. What waiting does not heal ends it at
  once: a wrong password, a role that does not exist, a certificate that is not
  trusted. A server that is starting and a database that is not created yet are
  waited for, and so is the directory of an SQLite file.
  
  Exit status 5 when the database still cannot be reached at the end, 3 when the
  revision is still pending.
  
  Options:
    --timeout TIME          How long: 500ms, 30s, 5min, 2h (default: 60s); 0 tries
                            once
    --revision REVISION     Until this is applied: whatever upgrade takes as its
                            target
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic wait --timeout 2min
    sqlembic wait --revision head
  ----
  usage: sqlembic resolve [--done] [--retry] [--all-done] [--all-undone] revision
  
  Say what has become of a step that is half applied.
  
  A script without a transaction can stop between two statements; as a rule the
  same command goes on with it. When the server died while a statement ran that
  cannot be repeated, only you can tell whether it took effect: look, and say
  --done or --retry. Who has completed or undone the whole script by hand says
  --all-done or --all-undone.
  
  No statement of the script is run. Refused while the process that runs the step
  is alive.
  
  Arguments:
    revision                The revision whose step is half applied, as status
                            names it
  
  Options:
    --done                  The statement in doubt is in effect: the next run goes
                            on behind it
    --retry                 It is not in effect: the next run repeats it
    --all-done              Every statement is in effect, completed by hand: the
                            version table is moved
    --all-undone            None is in effect, undone by hand: the version table
                            stays
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic status
    sqlembic resolve ae10 --done && sqlembic upgrade head
  ----
  usage: sqlembic config [-v]
  
  Print every setting and where it comes from.
  
  Lines read "key = value  [origin]"; passwords are masked. Exits with status 1
  when a value cannot be used.
  
  Options:
    -v, --verbose           Also list the keys that have no value
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic check [--drift] [--all] [--targets FILE] [--jobs N]
                        [--canary N|NAME]... [--max-failures N] [--deadline TIME]
                        [--report FILE] [--rerun FILE] [--junit FILE]
  
  Tell whether the database's schema differs from the wanted one.
  
  Compares the database, which must be at its heads, with the schema that
  target_metadata names, and exits with status 3 and a list when they differ.
  Nothing is written but scratch databases.
  
  With --drift the database is compared with what its own revisions build, both
  definitions shown: what differs was changed by hand.
  
  Options:
    --drift                 Compare the database with what its applied revisions
                            build in a scratch database, to find what was changed
                            by hand
    --all                   For all targets: those that targets and targets_query
                            of the configuration name, or the sections of a
                            pattern -n 'tenant_*'
    --targets FILE          For the targets of a file, a URL a line (-: standard
                            input)
    --jobs N                How many targets at once
    --canary N|NAME         First the first N targets, or that of this name, and
                            the others only when they have succeeded; may be
                            repeated
    --max-failures N        Begin no other target behind N failures (0: however
                            many)
    --deadline TIME         Stop all targets after this time, as a signal would
    --report FILE           Write what becomes of each target as JSON lines
    --rerun FILE            Leave out the targets that are done according to this
                            report
    --junit FILE            Write the same as JUnit XML
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    sqlembic check
    sqlembic check --drift --json
  ----
  usage: sqlembic ensure_version [--sql] [--create-schema]
  
  Create the version table if it is missing.
  
  Also creates the log table, unless log_table is empty. Existing tables are left
  alone.
  
  Options:
    --sql                   Connect to nothing: print the SQL script that would do
                            it
    --create-schema         Create the schema that version_table_schema names if
                            it is missing
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic list_templates
  
  List the templates that init knows.
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  ----
  usage: sqlembic completion shell
  
  Print a completion script for a shell.
  
  The script asks sqlembic itself for commands, options, revisions, branch labels
  and sections.
  
  Arguments:
    shell                   bash, zsh or fish
  
  Options of every command:
    -c, --config FILE       Configuration file (default: $ALEMBIC_CONFIG, else
                            alembic.ini)
    -n, --name SECTION      Section of the configuration file to read (default:
                            alembic)
    -x NAME=VALUE           Set a variable for ${NAME} in the configuration; may
                            be repeated
    --json                  Print results and errors as JSON
    -q, --quiet             No progress lines; results, warnings and errors are
                            still printed
    --raiseerr              On an error, print everything known about it
    -h, --help              Print this help
    --version               Print the version
  
  Examples:
    source <(sqlembic completion bash)
    sqlembic completion zsh > ~/.zfunc/_sqlembic
    sqlembic completion fish > ~/.config/fish/completions/sqlembic.fish
  ----

--help may stand anywhere, -h is the same, and what is wrong behind it does not matter.

  $ sqlembic upgrade -h | head -1; sqlembic -h upgrade | head -1; sqlembic upgrade --help --nosuch | head -1
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME]
  $ sqlembic ensure-version --help | head -1; sqlembic list-templates --help | head -1
  usage: sqlembic ensure_version [--sql] [--create-schema]
  usage: sqlembic list_templates
  $ sqlembic upgrade --help 2>&1 >/dev/null
  $ COLUMNS=40 sqlembic heads --help | head -3
  usage: sqlembic heads [-v] [--resolve-dependencies]
  
  List the revisions that no other follows.

Usage errors: status 2, on stderr, with what was probably meant.

  $ printf 'CREATE TABLE a (i);\n--- down\nDROP TABLE a;\n' | mkrev a1 '' first
  $ sqlembic 2>/dev/null
  [2]
  $ sqlembic
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: no command given
    next: sqlembic --help lists the commands
  [2]
  $ sqlembic up
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command 'up'
    next: did you mean upgrade?
  [2]
  $ sqlembic upgarde head
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command 'upgarde'
    next: did you mean upgrade?
  [2]
  $ sqlembic Upgrade head
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command 'Upgrade'
    next: did you mean upgrade?
  [2]
  $ sqlembic frobnicate
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command 'frobnicate'
    next: sqlembic --help lists the commands
  [2]
  $ sqlembic ''
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown command ''
    next: sqlembic --help lists the commands
  [2]
  $ sqlembic upgrade
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: argument missing: revision
  [2]
  $ sqlembic upgrade a b
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: unexpected argument 'b'
    next: quote a value that contains blanks; --help lists what there is
  [2]
  $ sqlembic upgrade --sq1 head
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: unknown option --sq1
    next: did you mean --sql?
  [2]
  $ sqlembic --jsn heads
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: unknown option --jsn
    next: did you mean --json?
  [2]
  $ sqlembic heads --verb | head -1
  Rev: a1 (head)
  $ sqlembic heads --resolve
  a1 (head)
  $ sqlembic history --re :
  <base> -> a1 (head), first
  $ sqlembic history --ve --i | head -1
  Rev: a1 (head)
  $ sqlembic heads -z
  usage: sqlembic heads [-v] [--resolve-dependencies]
  sqlembic: unknown option -z in '-z'
  [2]
  $ sqlembic heads -vz
  usage: sqlembic heads [-v] [--resolve-dependencies]
  sqlembic: unknown option -z in '-vz'
  [2]
  $ sqlembic heads --verbose=yes
  usage: sqlembic heads [-v] [--resolve-dependencies]
  sqlembic: option --verbose takes no value
  [2]
  $ sqlembic upgrade --tag
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: option --tag needs a value: TEXT
  [2]
  $ sqlembic upgrade head --tag
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: option --tag needs a value: TEXT
  [2]
  $ sqlembic upgrade head --tag --sql
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: option --tag needs a value: TEXT
    next: write --tag='--sql' if that is the value
  [2]
  $ sqlembic -c
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: option -c needs a value: FILE
  [2]
  $ sqlembic history -r --1:
  usage: sqlembic history [-r START:END] [-v] [-i] [-g]
  sqlembic: option -r needs a value: START:END
    next: write --rev-range='--1:' if that is the value
  [2]
  $ sqlembic upgrade a1:head --dry-run --sql
  usage: sqlembic upgrade [--sql] [--tag TEXT] [--dry-run] [--wait TIME] [--lock-timeout TIME] [--lock-retries N] [--statement-timeout TIME] [--create-schema] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revision
  sqlembic: --dry-run begins where the database is: give a revision, not a range
  [2]
  $ sqlembic stamp
  usage: sqlembic stamp [--sql] [--tag TEXT] [--purge] [--wait TIME] [--create-schema] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revisions...
  sqlembic: argument missing: revisions
  [2]
  $ sqlembic current extra
  usage: sqlembic current [-c] [-v] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE]
  sqlembic: unexpected argument 'extra'
    next: quote a value that contains blanks; --help lists what there is
  [2]
  $ sqlembic show --
  usage: sqlembic show rev
  sqlembic: argument missing: rev
  [2]
  $ sqlembic --version=1
  usage: sqlembic [-c FILE] [-n SECTION] [-x NAME=VALUE]... [--json] [-q] [--raiseerr] [-h] [--version] COMMAND ...
  sqlembic: option --version takes no value
  [2]

Options before and after the command, glued and apart, and numbers that look like options.

  $ mv alembic.ini my.ini
  $ sqlembic -c my.ini heads; sqlembic heads -c my.ini; sqlembic heads -cmy.ini; sqlembic --config=my.ini heads; sqlembic heads --config my.ini
  a1 (head)
  a1 (head)
  a1 (head)
  a1 (head)
  a1 (head)
  $ mv my.ini alembic.ini
  $ sqlembic heads -qv | head -1; sqlembic history -vi | head -1; sqlembic history -r:a1; sqlembic history --rev=:a1
  Rev: a1 (head)
  Rev: a1 (head)
  <base> -> a1 (head), first
  <base> -> a1 (head), first
  $ sqlembic -q upgrade +1 && sqlembic downgrade -q -1 && sqlembic upgrade -q -- +1 && sqlembic downgrade -q -- -1 && sqlembic current

Streams: closed, full, and a reader that goes away.

  $ for i in {1..300}; do printf -- '-- revision: r%s\n-- down_revision: %s\n' $i "$([ $i = 1 ] || echo r$((i - 1)))"; done |
  >   awk '/revision: r/ && !/down/ { f = "migrations/versions/" $3 ".up.sql" } { print > f } /down/ { close(f) }'
  $ rm migrations/versions/a1.*; sqlembic history | wc -l
  300
  $ sqlembic history | head -1
  r299 -> r300 (head), 
  $ python3 -c 'import os, subprocess
  > reader, writer = os.pipe()
  > os.close(reader)
  > print(subprocess.run(["sqlembic", "history"], stdout=writer).returncode)'
  -13
  $ sqlembic history > /dev/full
  sqlembic: cannot write to standard output: No space left on device
    next: free space on that disk
  [1]
  $ sqlembic --json history > /dev/full
  {"error": "failed", "status": 1, "message": "cannot write to standard output: No space left on device", "hint": "free space on that disk"}
  [1]
  $ sqlembic heads >&-
  sqlembic: cannot write to standard output: Bad file descriptor
    next: let standard output be a terminal, a pipe or a file that can be written to
  [1]
  $ sqlembic heads <&-
  r300 (head)
  $ sqlembic heads 2>&- nosuch
  [2]
  $ sqlembic upgrade head --sql 2>&1 > /dev/full | tail -2
  sqlembic: cannot write to standard output: No space left on device
    next: free space on that disk
  $ sqlembic --help > /dev/full
  sqlembic: cannot write to standard output: No space left on device
    next: free space on that disk
  [1]
  $ sqlembic --version >&-
  sqlembic: cannot write to standard output: Bad file descriptor
    next: let standard output be a terminal, a pipe or a file that can be written to
  [1]
  $ sqlembic nosuch >&- 2>&-
  [2]
  $ sqlembic upgrade -q r2 --json 2>&1 > /dev/full | grep -o '"state.*'; sqlembic current
  "state": "the database is where the command was to bring it", "hint": "free space on that disk"}
  r2
  $ sqlembic upgrade -q r3 <&- >&- 2>&-; sqlembic current
  r3
  $ sqlembic history -r-1:current
  r2 -> r3, 
  r1 -> r2, 
  $ sqlembic history -r -2:r299
  r298 -> r299, 
  r297 -> r298, 
  r296 -> r297, 

`help` says the same.

  $ sqlembic help ensure-version | diff - <(sqlembic ensure_version --help)
  $ sqlembic help | diff - <(sqlembic --help)
  $ sqlembic help upgarde
  usage: sqlembic help [command]
  sqlembic: unknown command 'upgarde'
    next: did you mean upgrade?
  [2]

The manual page has the usage of --help: brackets round what may be left out, dots behind what may be repeated.

  $ sqlembic __man | sed -n '/^.Cm test$/,/^.Nm/p'
  .Cm test
  .Op Fl \-from Ar URL
  .Oo Fl \-data Ar FILE Oc Ns No ...
  .Op Fl \-kill
  .Op Fl \-junit Ar FILE
  .Op Ar REV|RANGE
  .Nm

What the manual shows can be typed: each of its commands is taken.

  $ mkdir manual; cd manual; sqlembic -q init migrations; export DATABASE_URL=sqlite:///shop.db EDITOR=true
  $ sqlembic __man | sed -n '/^\.Bd/,/^\.Ed/p' | sed 's/\\-/-/g' | grep '^sqlembic' | grep -v :// >shown
  $ [ $(grep -c . shown) -gt 50 ] || cat shown
  $ while read -r line; do
  >   line=${line%% >*}; line=${line%% &&*}; line=${line%% ||*}
  >   eval "${line% |*}" </dev/null >out 2>&1
  >   if [ $? = 2 ]; then echo "$line"; fi
  > done <shown
