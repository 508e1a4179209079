Completion: what the shells ask, and bash's script at work.

  $ printf 'CREATE TABLE a (i);\n' | mkrev 1975ea83b712 '' 'create account table'
  $ printf 'CREATE TABLE b (i);\n' | mkrev ae1027a6acf0 1975ea83b712 'add a column' 'branch_labels: shop'
  $ printf 'CREATE TABLE c (i);\n' | mkrev 27c6a30d7c24 1975ea83b712 'and a table'
  $ printf '[billing]\nscript_location = billing\n[logger_root]\n' >> alembic.ini
  $ words() { sqlembic __complete -- "$@" | tr '\t' '|'; }

Commands, options, values.

  $ words ''
  init|Make a script directory and a configuration file
  revision|Write the two scripts of a new revision
  merge|Write a revision that joins branches
  squash|Write one revision in the place of many
  import|Make revisions of another tool's migrations
  export|Write all revisions as plain up and down files
  upgrade|Run up scripts until the database is at a revision
  downgrade|Run down scripts until the database is back at a revision
  stamp|Record that the database is at a revision, without running scripts
  current|List the revisions that the database is at
  history|List revisions, newest first
  graph|Draw the revision graph as SVG, for Graphviz or for Mermaid
  heads|List the revisions that no other follows
  branches|List the revisions that more than one other follows
  show|Print all that is known of a revision
  edit|Open a revision's scripts in an editor
  status|Print on one screen where the database is and what is wrong
  log|List what ran, when, by whom and how long, newest first
  report|Write a page of HTML about the database: revisions, log, schema
  wait|Wait until the database answers, or until a revision is applied
  resolve|Say what has become of a step that is half applied
  config|Print every setting and where it comes from
  check|Tell whether the database's schema differs from the wanted one
  diff|Print the SQL that leads from one schema to another
  dump|Print the database's schema as SQL
  test|Try each revision up, down and up again in scratch databases
  ensure_version|Create the version table if it is missing
  list_templates|List the templates that init knows
  completion|Print a completion script for a shell
  help|Print the help of a command, as --help does
  $ words up
  upgrade|Run up scripts until the database is at a revision
  $ words upgrade --
  --sql|Connect to nothing: print the SQL script that would do it (current:REV connects, and begins there)
  --tag|Text that is stored with the run in the log table
  --dry-run|Run nothing: list the revisions that would run, in order; with --sql print their SQL
  --wait|Try to connect for this long, 60s or 5min, while the database cannot be reached
  --lock-timeout|How long to wait for another run, and for locks in the database (default: lock_timeout)
  --lock-retries|How often to try again what did not get its lock (default: lock_retries)
  --statement-timeout|Longest run time of one statement (default: statement_timeout)
  --create-schema|Create the schema that version_table_schema names if it is missing
  --verbose|Say how long each statement takes; each goes to the server alone then
  --all|For all targets: those that targets and targets_query of the configuration name, or the sections of a pattern -n 'tenant_*'
  --targets|For the targets of a file, a URL a line (-: standard input)
  --jobs|How many targets at once
  --canary|First the first N targets, or that of this name, and the others only when they have succeeded; may be repeated
  --max-failures|Begin no other target behind N failures (0: however many)
  --deadline|Stop all targets after this time, as a signal would
  --report|Write what becomes of each target as JSON lines
  --rerun|Leave out the targets that are done according to this report
  --junit|Write the same as JUnit XML
  --output|With --sql for many targets: a script for each, there
  --config|Configuration file (default: $ALEMBIC_CONFIG, else alembic.ini)
  --name|Section of the configuration file to read (default: alembic)
  --json|Print results and errors as JSON
  --quiet|No progress lines; results, warnings and errors are still printed
  --raiseerr|On an error, print everything known about it
  --help|Print this help
  --version|Print the version
  $ words --ver
  --version|Print the version
  $ words history -
  --rev-range|Only revisions from START to END; either may be left out, relative (-3:current) or current
  --verbose|Print all that is known of each revision
  --indicate-current|Ask the database and mark its revisions with (current)
  --graph|Draw the lines from revisions to those that they come after
  --config|Configuration file (default: $ALEMBIC_CONFIG, else alembic.ini)
  --name|Section of the configuration file to read (default: alembic)
  -x|Set a variable for ${NAME} in the configuration; may be repeated
  --json|Print results and errors as JSON
  --quiet|No progress lines; results, warnings and errors are still printed
  --raiseerr|On an error, print everything known about it
  --help|Print this help
  --version|Print the version
  $ words upgrade ''
  head|the newest revision
  heads|the newest revision of every branch
  base|before the first revision
  shop|branch label
  shop@head|head of the branch
  shop@base|below the branch
  27c6a30d7c24|and a table
  ae1027a6acf0|add a column
  1975ea83b712|create account table
  $ words upgrade 19
  1975ea83b712|create account table
  $ words show cur
  current|where the database is
  $ words upgrade shop@
  shop@head|head of the branch
  shop@base|below the branch
  $ words history -r 1975ea83b712:a
  1975ea83b712:ae1027a6acf0|add a column
  $ words history --rev-range=1975ea83b712:sh
  --rev-range=1975ea83b712:shop|branch label
  --rev-range=1975ea83b712:shop@head|head of the branch
  --rev-range=1975ea83b712:shop@base|below the branch
  $ words -n ''
  alembic|section
  billing|section
  $ words --name=b
  --name=billing|section
  $ words -n billing upgrade ''
  head|the newest revision
  heads|the newest revision of every branch
  base|before the first revision
  $ words init -t ''
  generic|one database, plain SQL scripts
  $ words completion z
  zsh|
  $ words -c x
  :files
  $ words --config=x
  :files
  $ words init x
  :dirs
  $ words downgrade -
  --sql|Connect to nothing: print the SQL script that would do it (current:REV connects, and begins there)
  --tag|Text that is stored with the run in the log table
  --dry-run|Run nothing: list the revisions that would run, in order; with --sql print their SQL
  --wait|Try to connect for this long, 60s or 5min, while the database cannot be reached
  --lock-timeout|How long to wait for another run, and for locks in the database (default: lock_timeout)
  --lock-retries|How often to try again what did not get its lock (default: lock_retries)
  --statement-timeout|Longest run time of one statement (default: statement_timeout)
  --create-schema|Create the schema that version_table_schema names if it is missing
  --verbose|Say how long each statement takes; each goes to the server alone then
  --all|For all targets: those that targets and targets_query of the configuration name, or the sections of a pattern -n 'tenant_*'
  --targets|For the targets of a file, a URL a line (-: standard input)
  --jobs|How many targets at once
  --canary|First the first N targets, or that of this name, and the others only when they have succeeded; may be repeated
  --max-failures|Begin no other target behind N failures (0: however many)
  --deadline|Stop all targets after this time, as a signal would
  --report|Write what becomes of each target as JSON lines
  --rerun|Leave out the targets that are done according to this report
  --junit|Write the same as JUnit XML
  --output|With --sql for many targets: a script for each, there
  --config|Configuration file (default: $ALEMBIC_CONFIG, else alembic.ini)
  --name|Section of the configuration file to read (default: alembic)
  -x|Set a variable for ${NAME} in the configuration; may be repeated
  --json|Print results and errors as JSON
  --quiet|No progress lines; results, warnings and errors are still printed
  --raiseerr|On an error, print everything known about it
  --help|Print this help
  --version|Print the version
  $ words revision --head a
  ae1027a6acf0|add a column
  $ words revision -m x
  $ words merge 1975ea83b712 2
  27c6a30d7c24|and a table
  $ words nosuch ''
  $ words upgrade -- --
  $ sqlembic __complete --

Words come with the quotes and the tilde that a shell has taken as they were typed; one may still be open.

  $ mkdir 'my dir'; sed 's|^script_location = .*|script_location = migrations|' alembic.ini > 'my dir/b c.ini'
  $ printf '[ten ant]\nscript_location = migrations\n' >> 'my dir/b c.ini'
  $ words -c "'my dir/b c.ini'" upgrade ae
  ae1027a6acf0|add a column
  $ words -c 'my\ dir/b\ c.ini' upgrade '"ae'
  ae1027a6acf0|add a column
  $ HOME=$PWD; words -c '~/"my dir"/b\ c.ini' show "'ae"
  ae1027a6acf0|add a column
  $ words -c '~/my\ dir/b\ c.ini' -n "'te"
  ten ant|section
  $ words history -r '"1975ea83b712:ae'
  1975ea83b712:ae1027a6acf0|add a column
  $ words show '"\'
  $ words show '~'

Whatever is wrong with the project, completion is silent.

  $ words -c nowhere.ini upgrade 1 2>&1
  $ printf 'SELECT 1;\n' > migrations/versions/bad.up.sql; words upgrade h 2>&1; rm migrations/versions/bad.up.sql
  head|the newest revision
  heads|the newest revision of every branch
  $ (printf '[alembic]\nscript_location = migrations\nunknown = 1\n' > warn.ini; words -c warn.ini upgrade 1975 2>&1)
  1975ea83b712|create account table

bash.

  $ source <(sqlembic completion bash)
  $ complete -p sqlembic
  complete -o nosort -F _sqlembic sqlembic

Before bash 4.4, `complete` refused nosort.

  $ (complete() { case "$*" in *nosort*) return 2 ;; *) echo "complete $*" ;; esac; }; source <(sqlembic completion bash))
  complete -F _sqlembic sqlembic
  $ try() { COMP_WORDS=(sqlembic "$@"); COMP_CWORD=$#; _sqlembic 2>/dev/null; printf '%s\n' "${COMPREPLY[@]}"; }
  $ try dow
  downgrade
  $ try upgrade ae
  ae1027a6acf0
  $ try upgrade shop @ h
  head
  $ try upgrade shop @
  head
  base
  $ try history -r 1975ea83b712 : ae
  ae1027a6acf0
  $ try history --rev-range = 1975
  1975ea83b712
  $ try upgrade
  upgrade
  $ try upgrade '' | tail -3
  27c6a30d7c24
  ae1027a6acf0
  1975ea83b712
  $ try -c 'my\ dir/b\ c.ini' --name = t
  ten\ ant
  $ try -c "'my dir/b c.ini'" upgrade "'ae"
  ae1027a6acf0
  $ mkdir bin; ln -s "$(type -P sqlembic)" bin/; COMP_WORDS=('~/bin/sqlembic' dow); COMP_CWORD=1; _sqlembic; echo "${COMPREPLY[@]}"
  downgrade
  $ try -c ale
  alembic.ini
  $ try init mig
  migrations

fish, where it is installed, as if it was typed.

  $ fishes() { fish --no-config -c 'sqlembic completion fish | source; complete -C $argv[1]' "$1" 2>&1 | tr '\t' '|'; }
  $ if ! type fish >/dev/null 2>&1; then fishes() { cat; }; fi
  $ fishes 'sqlembic upgrade a' <<< 'ae1027a6acf0|add a column'
  ae1027a6acf0|add a column
  $ fishes "sqlembic -c 'my dir/b c.ini' upgrade 'a" <<< 'ae1027a6acf0|add a column'
  ae1027a6acf0|add a column
  $ fishes 'sqlembic --config=my\ dir/b' <<< '--config=my dir/b c.ini'
  --config=my dir/b c.ini
  $ fishes '~/nowhere/sqlembic upgrade a' < /dev/null
  $ fishes 'sqlembic history -r :ae' <<< ':ae1027a6acf0|add a column'
  :ae1027a6acf0|add a column
  $ sed 's|^script_location = .*|script_location = migrations|' alembic.ini > "it's.ini"
  $ fishes "sqlembic -c it\\'s.ini upgrade ae" <<< 'ae1027a6acf0|add a column'
  ae1027a6acf0|add a column
  $ fishes 'sqlembic -c ~/my\ dir/b\ c.ini upgrade ae' <<< 'ae1027a6acf0|add a column'
  ae1027a6acf0|add a column
  $ fishes 'sqlembic init m' <<< $'migrations/|Directory\nmy dir/|Directory'
  migrations/|Directory
  my dir/|Directory
  $ fishes 'sqlembic init al' < /dev/null

zsh and fish: the scripts are at least there, and parse where the shell is installed.

  $ sqlembic completion zsh | head -1; ! type zsh >/dev/null 2>&1 || sqlembic completion zsh | zsh -n
  #compdef sqlembic
  $ cat > described.zsh <<'END'
  > words=(sqlembic -n '') CURRENT=3
  > sqlembic() { print -r -- $'ten\\ant:a\tsection'; }
  > _describe() { print -rl -- ${(P)3}; }
  > compdef() { : }
  > source <(command sqlembic completion zsh)
  > _sqlembic
  > END
  $ ! type zsh >/dev/null 2>&1 || [ "$(zsh -f described.zsh)" = 'ten\\ant\:a:section' ] || zsh -f described.zsh
  $ sqlembic completion fish | head -1; ! type fish >/dev/null 2>&1 || sqlembic completion fish | fish -n
  # fish completion for sqlembic
  $ sqlembic completion bash | bash -n
  $ sqlembic completion tcsh
  usage: sqlembic completion shell
  sqlembic: no completion for 'tcsh': bash, zsh or fish
  [2]
  $ sqlembic completion
  usage: sqlembic completion shell
  sqlembic: argument missing: shell
  [2]
