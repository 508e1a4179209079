New revisions: what the files are named, what is in them, and that nothing is left behind when something is wrong.

  $ sqlembic init -q migrations
  $ export ALEMBIC_TIMEZONE=UTC
  $ new() { sq revision "$@"; }
  $ files() { (cd "${1:-migrations/versions}" && find . -type f | sed 's,^./,,' | LC_ALL=C sort); }
  $ wipe() { rm -rf migrations/versions; }
  $ date() { sed -E 's/(create_date: )[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\.[0-9]{6}/\1DATE/'; }

A pair of files.

  $ new -m 'create account table' --rev-id 1975ea83b712
  Generating ./migrations/versions/1975ea83b712_create_account_table.down.sql ...  done
  Generating ./migrations/versions/1975ea83b712_create_account_table.up.sql ...  done
  $ date < migrations/versions/1975ea83b712_create_account_table.up.sql
  -- create account table
  --
  -- revision: 1975ea83b712
  -- down_revision:
  -- create_date: DATE+00:00
  $ date < migrations/versions/1975ea83b712_create_account_table.down.sql
  -- Takes back: create account table
  --
  -- revision: 1975ea83b712
  $ sqlembic revision -q -m 'the next one' && files | grep the_next_one | sed -E 's/^[0-9a-f]{12}/ID/'
  ID_the_next_one.down.sql
  ID_the_next_one.up.sql
  $ sqlembic history | sed -E 's/-> [0-9a-f]{12}/-> ID/' | head -1
  1975ea83b712 -> ID (head), the next one
  $ wipe; sqlembic revision -q --rev-id a1; files
  a1_.down.sql
  a1_.up.sql
  $ sqlembic revision -q --rev-id a3 --irreversible; files; rm migrations/versions/a3*
  a1_.down.sql
  a1_.up.sql
  a3_.up.sql
  $ sqlembic history
  <base> -> a1 (head), empty message
  $ sqlembic --json revision -m 'in JSON' --rev-id a2 | sed -E "s,$PWD,.,g" | date
  {"event": "creating", "path": "./migrations/versions/a2_in_json.down.sql"}
  {"event": "created", "path": "./migrations/versions/a2_in_json.down.sql"}
  {"event": "creating", "path": "./migrations/versions/a2_in_json.up.sql"}
  {"event": "created", "path": "./migrations/versions/a2_in_json.up.sql"}
  {"event": "revision", "revision": {"id": "a2", "message": "in JSON", "text": "in JSON", "down_revision": ["a1"], "depends_on": [], "branch_labels": [], "children": [], "is_head": true, "is_effective_head": false, "is_branch_point": false, "is_merge_point": false, "is_current": false, "up_path": "./migrations/versions/a2_in_json.up.sql", "down_path": "./migrations/versions/a2_in_json.down.sql"}}

Basis: --head, --splice, branch labels, dependencies, merges.

  $ new -m side --rev-id b1 --head a1
  sqlembic: Revision a1 is not a head revision; please specify --splice to create a new branch from this revision
    next: sqlembic heads lists the heads
  [1]
  $ new -q -m side --rev-id b1 --head a1 --splice --branch-label side; sqlembic heads
  a2 (head)
  b1 (side) (head)
  $ new -m third --rev-id c1
  sqlembic: Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.
    next: sqlembic merge heads, or sqlembic revision --head a2
  [1]
  $ new -q -m third --rev-id c1 --head side@head --depends-on a2; sqlembic history -r side:c1
  b1 (a2) -> c1 (side) (head), third
  a1 -> b1 (side), side
  $ new -q -m fourth --rev-id c2 --head base --branch-label other --depends-on side --depends-on a1; sqlembic show other | grep -E 'Parent|depends|names'
  Parent: <base>
  Also depends on: side, a1
  Branch names: other
      depends_on: side, a1
  $ sed -n '/^-- [a-z_]*:/p' migrations/versions/c2_fourth.up.sql | date
  -- revision: c2
  -- down_revision:
  -- branch_labels: other
  -- depends_on: side, a1
  -- create_date: DATE+00:00
  $ new -q -m merge --rev-id d1 --head a2 --head c1; sqlembic show d1 | grep -E 'Rev|Merges'
  Rev: d1 (head) (mergepoint)
  Merges: a2, c1
  $ sq merge -m 'merge all' --rev-id d2 heads; sqlembic heads
  Generating ./migrations/versions/d2_merge_all.down.sql ...  done
  Generating ./migrations/versions/d2_merge_all.up.sql ...  done
  d2 (other, side) (head)
  $ sed -n '/^-- [a-z_]*:/p' migrations/versions/d2_merge_all.up.sql | date
  -- revision: d2
  -- down_revision: c2, d1
  -- create_date: DATE+00:00
  $ sq merge -q --rev-id e1 heads; sqlembic heads
  e1 (other, side) (head)
  $ sq merge a1 a2
  sqlembic: Revision a1 is not a head revision; please specify --splice to create a new branch from this revision
    next: sqlembic heads lists the heads
  [1]
  $ sq merge -q --splice --rev-id d3 a2 c1 && sqlembic show d3 | grep Merges
  Merges: a2, c1
  $ sq merge a1 a1 --splice
  sqlembic: Duplicate head revisions specified: a1
  [1]
  $ new --head zzz
  sqlembic: Can't locate revision identified by 'zzz'
    next: list what there is with: sqlembic history
  [1]
  $ new --head e1 --head e1
  sqlembic: Duplicate head revisions specified: e1
  [1]
  $ new --depends-on zzz --head e1
  sqlembic: Can't locate revision identified by 'zzz'
    next: list what there is with: sqlembic history
  [1]
  $ new --depends-on heads --head e1
  sqlembic: --depends-on heads means 2 revisions, not one
  [1]
  $ new --head e1 --branch-label side
  sqlembic: branch label side is already used by revision b1 (./migrations/versions/b1_side.up.sql)
    next: choose another one
  [1]
  $ new --head e1 --branch-label 'a b'
  sqlembic: character ' ' is not allowed in the branch label 'a b'
    next: choose a branch label without blanks and + - : @ , ' "
  [1]
  $ new --head e1 --branch-label heads
  sqlembic: 'heads' cannot be a branch label: the word has a meaning of its own
    next: choose another one
  [1]

Ids that cannot be.

  $ wipe; new -q --rev-id a1
  $ for id in a@b a+b a-b a:b 'a b' a,b '' head $(printf 'x%.0s' {1..33}) $'a\nb' a/b ../a .a; do echo "== $id"; new --rev-id "$id"; done
  == a@b
  sqlembic: character '@' is not allowed in the revision identifier 'a@b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a+b
  sqlembic: character '+' is not allowed in the revision identifier 'a+b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a-b
  sqlembic: character '-' is not allowed in the revision identifier 'a-b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a:b
  sqlembic: character ':' is not allowed in the revision identifier 'a:b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a b
  sqlembic: character ' ' is not allowed in the revision identifier 'a b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a,b
  sqlembic: character ',' is not allowed in the revision identifier 'a,b'
    next: choose a revision identifier without blanks and + - : @ , ' "
  == 
  sqlembic: the revision identifier is empty
    next: give it a name, or leave it out
  == head
  sqlembic: 'head' cannot be a revision identifier: the word has a meaning of its own
    next: choose another one
  == xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  sqlembic: the revision identifier 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' has 33 characters; the version table holds 32
    next: choose a shorter one
  == a
  b
  sqlembic: a control character (10) in the revision identifier
    next: choose a revision identifier without blanks and + - : @ , ' "
  == a/b
  sqlembic: the file name 'a/b_' contains a directory
    next: set recursive_version_locations = true, or take the '/' out of file_template or --rev-id
  == ../a
  sqlembic: the file name '../a_' contains a directory
    next: set recursive_version_locations = true, or take the '/' out of file_template or --rev-id
  == .a
  sqlembic: file_template makes the name '.a_', in which a part is empty or begins with '.'
  [1]
  $ new --rev-id a1
  sqlembic: revision identifier a1 is already used by revision a1 (./migrations/versions/a1_.up.sql)
    next: choose another one, or leave --rev-id out
  [1]
  $ new -q --rev-id $(printf 'x%.0s' {1..32})
  $ files
  a1_.down.sql
  a1_.up.sql
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_.down.sql
  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_.up.sql

Messages and slugs: Unicode, punctuation, long ones, several lines, and prose that would read as a key.

  $ wipe; slug() { wipe; sqlembic revision -q --rev-id a1 -m "$1" && files | grep up; }
  $ slug 'some: Weird/Message, with ümlaut & stuff that is much longer than forty characters'
  a1_some_weird_message_with_\xc3\xbcmlaut_stuff_.up.sql (esc)
  $ slug 'ÀÉÎ Größe 数据库 № 5'
  a1_\xc3\xa0\xc3\xa9\xc3\xae_gr\xc3\xb6\xc3\x9fe_\xe6\x95\xb0\xe6\x8d\xae\xe5\xba\x93_5.up.sql (esc)
  $ slug '../../etc/passwd'
  a1_etc_passwd.up.sql
  $ slug '...'
  a1_.up.sql
  $ slug '-- x'
  usage: sqlembic revision [-m TEXT] [--autogenerate] [--from SCHEMA] [--empty] [--unproven] [--rename OLD=NEW]... [--sql] [--head REV]... [--splice] [--branch-label LABEL] [--version-path DIR] [--rev-id ID] [--depends-on REV]... [--irreversible] [--transaction MODE]
  sqlembic: option -m needs a value: TEXT
    next: write --message='-- x' if that is the value
  [2]
  $ slug $'two\nlines'; head -3 migrations/versions/a1_two_lines.up.sql
  a1_two_lines.up.sql
  -- two
  -- lines
  --
  $ wipe; new --rev-id a1 -m 'down_revision: none'
  sqlembic: 'down_revision:' at the beginning of a line is a key of a script's header
    next: word the message 'down_revision: none' differently
  [1]
  $ new --rev-id a1 -m $'tab\there'
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_tab_here.down.sql ...  done
  Generating ./migrations/versions/a1_tab_here.up.sql ...  done
  $ wipe; new --rev-id a1 -m $'bell\a'
  sqlembic: the message contains a control character (7)
  [1]
  $ ALEMBIC_TRUNCATE_SLUG_LENGTH=10 slug 'abcdefghijklmnop q'
  a1_abcdefghij_.up.sql
  $ ALEMBIC_TRUNCATE_SLUG_LENGTH=10 slug 'ab_cdefgh'
  a1_ab_cdefgh.up.sql
  $ ALEMBIC_TRUNCATE_SLUG_LENGTH=0 slug 'a slug that is longer than forty characters, too'
  a1_a_slug_that_is_longer_than_forty_.up.sql

file_template.

  $ template() { wipe; ALEMBIC_FILE_TEMPLATE=$1 sq revision -q --rev-id a1 -m 'my message' && files | sed -E "s/$(command date -u +%Y)/YYYY/; s/[0-9]{10}/EPOCH/" | grep up; }
  $ template '%(rev)s'
  a1.up.sql
  $ template '%(slug)s-%(rev)s'
  my_message-a1.up.sql
  $ template '%(year)d-%(rev)s'
  YYYY-a1.up.sql
  $ template '%(year)04d/%(slug)s'
  sqlembic: the file name '2026/my_message' contains a directory
    next: set recursive_version_locations = true, or take the '/' out of file_template or --rev-id
  [1]
  $ ALEMBIC_RECURSIVE_VERSION_LOCATIONS=true template '%(year)04d/%(rev)s_%(slug)s'
  YYYY/a1_my_message.up.sql
  $ ALEMBIC_RECURSIVE_VERSION_LOCATIONS=true sqlembic heads
  a1 (head)
  $ template '%(epoch)s_%(rev)s'
  EPOCH_a1.up.sql
  $ template '%(year).4d%(month).2d%(day).2d_%(hour).2d%(minute).2d%(second).2d' | sed -E 's/_[0-9]{6}/_TIME/; s/YYYY[0-9]{4}/YYYYMMDD/'
  YYYYMMDD_TIME.up.sql
  $ template '100%%_%(rev)10s|%(rev)-5s|'
  100%_        a1|a1   |.up.sql
  $ template '%(reb)s'
  sqlembic: file_template '%(reb)s', column 1: unknown token
    next: the tokens are %(rev)s %(slug)s %(epoch)d %(year)d %(month)02d %(day)02d %(hour)02d %(minute)02d %(second)02d; in the ini each % is written twice
  [1]
  $ template '%(rev)q'
  sqlembic: file_template '%(rev)q', column 1: the conversion must be s, d or r
    next: the tokens are %(rev)s %(slug)s %(epoch)d %(year)d %(month)02d %(day)02d %(hour)02d %(minute)02d %(second)02d; in the ini each % is written twice
  [1]
  $ template '%(rev)'
  sqlembic: file_template '%(rev)', column 1: the conversion must be s, d or r
    next: the tokens are %(rev)s %(slug)s %(epoch)d %(year)d %(month)02d %(day)02d %(hour)02d %(minute)02d %(second)02d; in the ini each % is written twice
  [1]
  $ template '%d'
  sqlembic: file_template '%d', column 1: a % must be followed by (token) or another %
    next: the tokens are %(rev)s %(slug)s %(epoch)d %(year)d %(month)02d %(day)02d %(hour)02d %(minute)02d %(second)02d; in the ini each % is written twice
  [1]
  $ template ''
  a1_my_message.up.sql
  $ template '../%(rev)s'
  sqlembic: the file name '../a1' contains a directory
    next: set recursive_version_locations = true, or take the '/' out of file_template or --rev-id
  [1]
  $ template '/tmp/%(rev)s'
  sqlembic: the file name '/tmp/a1' contains a directory
    next: set recursive_version_locations = true, or take the '/' out of file_template or --rev-id
  [1]
  $ ALEMBIC_RECURSIVE_VERSION_LOCATIONS=true template '../%(rev)s'
  sqlembic: file_template makes the name '../a1', in which a part is empty or begins with '.'
  [1]
  $ template '.%(rev)s'
  sqlembic: file_template makes the name '.a1', in which a part is empty or begins with '.'
  [1]
  $ template fixed
  fixed.up.sql
  $ ALEMBIC_FILE_TEMPLATE=fixed new --rev-id a2
  sqlembic: ./migrations/versions/fixed.up.sql exists already
    next: choose another --rev-id or message, or move the file away
  [1]
  $ sqlembic heads
  a1 (head)

Time zones.

  $ zone() { wipe; ALEMBIC_TIMEZONE=$1 sq revision -q --rev-id a1 -m x && grep -h create_date migrations/versions/*.up.sql | date; }
  $ zone UTC
  -- create_date: DATE+00:00
  $ zone utc
  -- create_date: DATE+00:00
  $ zone Asia/Kolkata
  -- create_date: DATE+05:30
  $ zone ''
  -- create_date: DATE
  $ zone No/Where
  sqlembic: unknown time zone 'No/Where'
    next: set timezone to a name of the tz database, such as Europe/Berlin or UTC
  [1]
  $ zone ../../../etc/passwd
  sqlembic: unknown time zone '../../../etc/passwd'
    next: set timezone to a name of the tz database, such as Europe/Berlin or UTC
  [1]

Several version locations.

  $ wipe; export ALEMBIC_VERSION_LOCATIONS=one:two
  $ new --rev-id a1
  sqlembic: Multiple version locations present, please specify --version-path
    next: for example --version-path one
  [1]
  $ new --rev-id a1 --version-path three
  sqlembic: Path three is not represented in current version locations
    detail: the version locations are one, two
    next: name one of them, or add it to version_locations
  [1]
  $ new --rev-id a1 --version-path two
  Creating directory ./two ...  done
  Generating ./two/a1_.down.sql ...  done
  Generating ./two/a1_.up.sql ...  done
  $ new -q --rev-id a2; new -q --rev-id b1 --head base --version-path one; files two; files one
  a1_.down.sql
  a1_.up.sql
  a2_.down.sql
  a2_.up.sql
  b1_.down.sql
  b1_.up.sql
  $ new -q --rev-id b2 --head b1; files one
  b1_.down.sql
  b1_.up.sql
  b2_.down.sql
  b2_.up.sql
  $ unset ALEMBIC_VERSION_LOCATIONS

Templates that the user has edited.

  $ wipe; cp migrations/script.up.sql.in saved
  $ { cat saved; echo 'SET x = 1;'; } > migrations/script.up.sql.in; new -q --rev-id a1; tail -2 migrations/versions/a1_.up.sql
  
  SET x = 1;
  $ sed -i 1i'-- Copyright ${year}' migrations/script.up.sql.in; new -q --rev-id a2
  sqlembic: unknown variable '${year}'
    at ./migrations/script.up.sql.in:1:14
    next: use one of ${message} ${up_revision} ${down_revision} ${branch_labels} ${depends_on} ${create_date} ${upgrades} ${downgrades}, or $${ for a literal ${
  [1]
  $ grep -v depends saved > migrations/script.up.sql.in; new -q --rev-id a2; new -q --rev-id a3 --depends-on a1
  sqlembic: the template ./migrations/script.up.sql.in does not write the 'depends_on' that was asked for
    next: its header needs the line '-- depends_on: ${depends_on}'
  [1]
  $ echo 'SELECT 1;' > migrations/script.up.sql.in; new -q --rev-id a3
  sqlembic: the header has no 'revision:' line
    at ./migrations/script.up.sql.in:1:1
    next: put '-- revision: ...' before line 1, where the header ends because that line is neither blank nor a '--' comment
  [1]
  $ sed 's/revision: /revision = /' saved > migrations/script.up.sql.in; new -q --rev-id a3
  sqlembic: 'revision' is nearly the key 'revision:' of a script's header
    at ./migrations/script.up.sql.in:3:4
    next: write '-- revision: ...', or reword the line when it is meant as prose
  [1]
  $ { cat saved; echo '${message}'; } > migrations/script.up.sql.in; new -q --rev-id a3
  sqlembic: ${message} stands outside of a '--' comment
    at ./migrations/script.up.sql.in:10:1
  [1]
  $ mkdir dir; mv migrations/script.up.sql.in dir; mkdir migrations/script.up.sql.in; new -q --rev-id a3; rmdir migrations/script.up.sql.in
  sqlembic: cannot read ./migrations/script.up.sql.in: Is a directory
    next: make a script directory with: sqlembic init DIRECTORY

A directory without templates, such as one of Alembic's, gets the usual ones.

  $ mv migrations/script.down.sql.in dir; new -q --rev-id a3 --depends-on a1; sed -n '/^-- [a-z_]*:/p' migrations/versions/a3_* | date
  -- revision: a3
  -- revision: a3
  -- down_revision: a2
  -- depends_on: a1
  -- create_date: DATE+00:00
  $ cp saved migrations/script.up.sql.in; mv dir/script.down.sql.in migrations; rm -r dir
  $ files
  a1_.down.sql
  a1_.up.sql
  a2_.down.sql
  a2_.up.sql
  a3_.down.sql
  a3_.up.sql

No write permission, a file in the way, a version location that is a file.

  $ as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
  $ cp "$(readlink -f "$(type -P sqlembic)")" program; chmod 755 program . "$CRAMTMP"
  $ wipe; mkdir migrations/versions; chmod 555 migrations/versions; ALEMBIC_SCRIPT_LOCATION=migrations as_user ./program revision 2>&1 | sed -E "s,/[^ ]*/revision.t,.,; s/[0-9a-f]{12}_/ID_/"; chmod 755 migrations/versions
  sqlembic: cannot write ./migrations/versions/ID_.down.sql: Permission denied
    state: no file is left
    next: let the user who runs the command write there
  $ touch migrations/versions/a1_x.down.sql; new --rev-id a1 -m x
  sqlembic: the down script ./migrations/versions/a1_x.down.sql has no up script
    next: restore ./migrations/versions/a1_x.up.sql, or remove the down script
  [1]
  $ rm migrations/versions/*; mkdir migrations/versions/a1_x.up.sql; new --rev-id a1 -m x
  sqlembic: ./migrations/versions/a1_x.up.sql exists already
    next: choose another --rev-id or message, or move the file away
  [1]
  $ wipe; touch migrations/versions; new --rev-id a1 -m x
  sqlembic: cannot read the version location ./migrations/versions: Not a directory
    detail: script_location is from alembic.ini:* (glob)
  [1]
  $ rm migrations/versions; files .
  alembic.ini
  migrations/README
  migrations/script.down.sql.in
  migrations/script.up.sql.in
  one/b1_.down.sql
  one/b1_.up.sql
  one/b2_.down.sql
  one/b2_.up.sql
  program
  saved
  two/a1_.down.sql
  two/a1_.up.sql
  two/a2_.down.sql
  two/a2_.up.sql

Post-write hooks run on each file.  One that cannot be run takes the files away again; one that fails is a warning, as
in Alembic.

  $ cat > alembic.ini <<'INI'
  > [alembic]
  > script_location = %(here)s/migrations
  > [post_write_hooks]
  > hooks = stamp, ${HOOK:-none}
  > stamp.type = exec
  > stamp.executable = sed
  > stamp.options = -i "1i-- Copyright (c)" REVISION_SCRIPT_FILENAME
  > none.type = exec
  > none.executable = true
  > fail.type = exec
  > fail.executable = false
  > missing.type = exec
  > missing.executable = no-such-program
  > black.type = console_scripts
  > black.entrypoint = black
  > bare.type = exec
  > where.type = exec
  > where.executable = sh
  > where.options = -c 'basename "$PWD"; basename "$0"' REVISION_SCRIPT_FILENAME
  > where.cwd = %(here)s/migrations
  > hangs.type = exec
  > hangs.executable = sh
  > hangs.options = -c 'kill -TERM $PPID; sleep 1000 | sleep 1000' REVISION_SCRIPT_FILENAME
  > quote.type = exec
  > quote.executable = echo
  > quote.options = "unfinished
  > INI
  $ new --rev-id a1 -m x; head -1 migrations/versions/*
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'none' ...
    done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'none' ...
    done
  ==> migrations/versions/a1_x.down.sql <==
  -- Copyright (c)
  
  ==> migrations/versions/a1_x.up.sql <==
  -- Copyright (c)
  $ wipe; (export HOOK=hangs; new --rev-id a1 -m x); ls migrations
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'hangs' ...
  sqlembic: interrupted
    state: no file is left
  README
  script.down.sql.in
  script.up.sql.in
  $ for hook in fail missing black bare nothing quote; do wipe; echo "== $hook"; HOOK=$hook new --rev-id a1 -m x; ls migrations; done
  == fail
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'fail' ...
    failed with exit status 1
  warning: the hook 'fail' ended with status 1 on ./migrations/versions/a1_x.up.sql
  Running post write hook 'stamp' ...
    done
  Running post write hook 'fail' ...
    failed with exit status 1
  warning: the hook 'fail' ended with status 1 on ./migrations/versions/a1_x.down.sql
  README
  script.down.sql.in
  script.up.sql.in
  versions
  == missing
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'missing' ...
  sqlembic: cannot start the hook 'missing' (no-such-program): No such file or directory
    state: no file is left
    next: install the program, or correct missing.executable and missing.cwd in [post_write_hooks]
  README
  script.down.sql.in
  script.up.sql.in
  == black
  sqlembic: hook "black" is of type "console_scripts"; only "exec" can be run
    at alembic.ini:14
    next: set black.type = exec and black.executable = black
  README
  script.down.sql.in
  script.up.sql.in
  == bare
  sqlembic: hook "bare" has no bare.executable
    at alembic.ini:16
  README
  script.down.sql.in
  script.up.sql.in
  == nothing
  sqlembic: hook "nothing" has no nothing.type
    at alembic.ini:4
    next: set nothing.type = exec and nothing.executable = PROGRAM
  README
  script.down.sql.in
  script.up.sql.in
  == quote
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  sqlembic: the " in '"unfinished' is never closed
    state: no file is left
    next: correct quote.options in [post_write_hooks]
  README
  script.down.sql.in
  script.up.sql.in
  $ wipe; HOOK=where new --rev-id a1 -m x
  Creating directory ./migrations/versions ...  done
  Generating ./migrations/versions/a1_x.down.sql ...  done
  Generating ./migrations/versions/a1_x.up.sql ...  done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'where' ...
  migrations
  a1_x.up.sql
    done
  Running post write hook 'stamp' ...
    done
  Running post write hook 'where' ...
  migrations
  a1_x.down.sql
    done

What there is no schema for, and what means nothing.

  $ wipe; new --autogenerate -m x
  sqlembic: no wanted schema: target_metadata is not set
    next: set target_metadata in alembic.ini to an SQL file, a directory of them, a database URL, exec:PROGRAM or module:attribute
  [1]
  $ new --sql -m x
  sqlembic: --sql means nothing here: a revision is SQL already
    next: leave --sql out; upgrade --sql prints a script
  [1]
  $ new --empty -m x 2>&1 | grep -v ^usage
  sqlembic: --empty needs --autogenerate
  $ new --sql --autogenerate -m x
  sqlembic: --sql and --autogenerate exclude each other
  [1]
  $ ls migrations
  README
  script.down.sql.in
  script.up.sql.in

The transaction mode goes into both headers, also with templates of one's own, and is read back.

  $ rm -rf t && mkdir t && cd t && sqlembic -q init migrations
  $ export DATABASE_URL=sqlite:///app.db
  $ sqlembic -q revision --rev-id a1 -m "vacuum" --transaction off
  $ cat migrations/versions/a1_vacuum.up.sql | grep -v create_date; cat migrations/versions/a1_vacuum.down.sql
  -- vacuum
  --
  -- revision: a1
  -- down_revision:
  -- transaction: off
  -- Takes back: vacuum
  --
  -- revision: a1
  -- transaction: off
  $ echo 'VACUUM;' | tee -a migrations/versions/a1_vacuum.up.sql >>migrations/versions/a1_vacuum.down.sql
  $ sqlembic -q upgrade head && sqlembic -q downgrade base
  $ printf -- '-- ${message}\n-- transaction: own\n-- revision: ${up_revision}\n-- down_revision: ${down_revision}\n\n-- TODO\n' \
  >   >migrations/script.up.sql.in
  $ sqlembic -q revision --rev-id b2 --transaction on --irreversible; cat migrations/versions/b2_.up.sql
  -- empty message
  -- revision: b2
  -- down_revision: a1
  -- transaction: on
  
  -- TODO
  $ sqlembic -q revision --rev-id c3 --irreversible; cat migrations/versions/c3_.up.sql
  -- empty message
  -- transaction: own
  -- revision: c3
  -- down_revision: b2
  
  -- TODO
  $ sqlembic revision --rev-id d4 --transaction none
  sqlembic: there is no transaction mode 'none'
    next: on, off (statement by statement) or own (the script begins and commits)
  [1]

A script that is made by comparing schemas runs in the mode that it was proven in.

  $ sqlembic revision --autogenerate --transaction off -m x 2>&1 | grep -v ^usage
  sqlembic: a compared schema decides by itself how its scripts run
    next: leave --transaction away
