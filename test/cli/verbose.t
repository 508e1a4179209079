What a run says of its statements: their times with -v, and how far it is, on a terminal only.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ each_statement_is_told_with_its_time()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER); INSERT INTO one VALUES (1); INSERT INTO one SELECT id + 1 FROM one;'
  >   mkrev b2 a1 second 'transaction: off' <<<'INSERT INTO one VALUES (3); CREATE TABLE two (id INTEGER);'
  >   mkrev c3 b2 third 'transaction: own' <<<'BEGIN; INSERT INTO two SELECT id FROM one; COMMIT;'
  >   run upgrade head -v
  >   query 'SELECT COUNT(*) FROM two' "SELECT revision, statements_done FROM sqlembic_log WHERE status = 'done' ORDER BY id"
  > }
  $ everywhere each_statement_is_told_with_its_time
  Running upgrade  -> a1, first
    1 of 3: N ms, CREATE TABLE one
    2 of 3: N ms, INSERT INTO one VALUES
    3 of 3: N ms, INSERT INTO one SELECT id
  Running upgrade a1 -> b2, second
    1 of 2: N ms, INSERT INTO one VALUES
    2 of 2: N ms, CREATE TABLE two
  Running upgrade b2 -> c3, third
    1 of 3: N ms, BEGIN
    2 of 3: N ms, INSERT INTO two SELECT id FROM one
    3 of 3: N ms, COMMIT
  Done: 3 revisions, 8 statements, N ms; now at c3 (head).
  3
  a1|3
  b2|2
  c3|3

  $ a_statement_that_fails_is_not_told()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER); INSERT INTO nowhere VALUES (1); INSERT INTO one VALUES (1);'
  >   run upgrade head -v | grep ' of .*ms'
  >   run upgrade head -v --json 2>&1 | grep '"event": "statement"' | head -1 | sed -E 's/"milliseconds": [0-9.]+/"milliseconds": N/'
  > }
  $ on sqlite postgresql a_statement_that_fails_is_not_told
    1 of 3: N ms, CREATE TABLE one
  {"event": "statement", "revision": "a1", "statements": 3, "step": 1, "steps": 1, "milliseconds": N, "text": "CREATE TABLE one", "statement": 1}

  $ rows_of_copy_are_part_of_their_statement()
  > {
  >   printf -- '-- first\n-- revision: a1\n-- down_revision:\nCREATE TABLE one (id int, t text);\nCOPY one FROM stdin;\n1\tx\n2\ty\n\\.\nSELECT 1;\n' >copy.sql
  >   mkrev a1 '' first <<<''; cp copy.sql migrations/versions/a1.up.sql
  >   run upgrade head -v | grep ' of '
  > }
  $ on postgresql rows_of_copy_are_part_of_their_statement
    1 of 3: N ms, CREATE TABLE one
    2 of 3: N ms, COPY one FROM stdin
    3 of 3: N ms, SELECT

Nothing is run with --sql or --dry-run.

  $ mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER);'
  $ sqlembic upgrade head -v --sql 2>&1 | tail -1
  sqlembic: --verbose times what is run, and --sql runs nothing
  $ sqlembic downgrade base -v --dry-run 2>&1 | tail -1
  sqlembic: --verbose times what is run, and --dry-run runs nothing

On a terminal lines are cut to its width; in a file they are not.

  $ on_terminal() { script -qec "stty cols 50; $*" /dev/null </dev/null | tr -d '\r'; }
  $ mkrev b2 a1 "a message that is longer than the width of the terminal, by far" <<<'INSERT INTO one VALUES (1);'
  $ on_terminal sqlembic upgrade head | grep Running
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, a message that is lon...
  $ sqlembic -q downgrade base 2>/dev/null; rm -f app.db
  $ sqlembic upgrade head 2>&1 | grep b2,
  Running upgrade a1 -> b2, a message that is longer than the width of the terminal, by far

On a terminal one says which statement runs, and for how long by now: it is stopped when the line has been seen to go on.

  $ endless()
  > {
  >   case $engine in
  >   sqlite) echo 'SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);' ;;
  >   postgresql) echo 'SELECT pg_sleep(100000);' ;;
  >   mysql) echo "SELECT COUNT(*) FROM $(printf 'information_schema.COLLATIONS AS %s, ' a b c)information_schema.COLLATIONS AS d;" ;;
  >   esac
  > }
  $ seen_to_go_on()
  > {
  >   TERMINAL_SHOWS="  ($1, [0-9]+ s).*\r\x1b\[K  (?!\1)$1, [0-9]+ s" NO_COLOR=1 terminal ^C -- sqlembic upgrade head >shown
  >   tr '\r' '\n' <shown | grep -a -o "$1" | uniq
  >   # Nothing is left of it in front of another line.
  >   grep -a -o '.\[K.*interrupted' shown | sed 's/.*\[K//'
  > }
  $ one_statement_that_takes_long_is_seen_to_run()
  > {
  >   mkrev a1 '' first 'transaction: off' <<<"$(endless)"
  >   seen_to_go_on 'statement 1 of 1'
  > }
  $ everywhere one_statement_that_takes_long_is_seen_to_run
  statement 1 of 1
  sqlembic: interrupted
  $ statements_that_are_sent_together_are_seen_to_run()
  > {
  >   mkrev a1 '' first <<<"CREATE TABLE one (id INTEGER); $(endless) INSERT INTO one VALUES (1);"
  >   seen_to_go_on 'statements 1 to 3 of 3'
  > }
  $ everywhere statements_that_are_sent_together_are_seen_to_run
  statements 1 to 3 of 3
  sqlembic: interrupted
  $ a_statement_that_goes_alone_is_numbered()
  > {
  >   mkrev a1 '' first 'transaction: off' <<<"CREATE TABLE one (id INTEGER); $(endless) INSERT INTO one VALUES (1);"
  >   seen_to_go_on 'statement 2 of 3'
  > }
  $ on sqlite postgresql a_statement_that_goes_alone_is_numbered
  statement 2 of 3
  sqlembic: interrupted

Nobody is told of it where there is no terminal, with --quiet or in JSON.

  $ nobody_is_told_without_a_terminal()
  > {
  >   mkrev a1 '' first 'transaction: off' <<<"CREATE TABLE one (id INTEGER); $(endless) INSERT INTO one VALUES (1);"
  >   timeout 2 sqlembic upgrade head 2>&1 | grep -c ' of 3, .* s'
  >   for how in --quiet --json; do
  >     terminal -- timeout --foreground 2 sqlembic $how upgrade head | grep -c ' of 3, .* s'
  >   done
  > }
  $ on sqlite nobody_is_told_without_a_terminal
  0
  0
  0

The line of a revision in a file has the length of a line of a log.

  $ rm -r app.db migrations/versions/*
  $ mkrev a1 '' "$(printf 'word%.0s ' {1..100})" <<<'CREATE TABLE one (id INTEGER);'
  $ sqlembic upgrade head 2>&1 | awk '/^Running/ { print length($0), substr($0, length($0) - 3) }'
  200 r...
