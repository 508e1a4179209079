report: a page of HTML about a database, in one file.

  $ page() { sqlembic report -o report.html && cat report.html; }
  $ text() { page | sed 's/<[^>]*>/ /g; s/  */ /g; s/^ //; s/ $//'; }
  $ mkrev a1 "" "create account" <<'END'
  > CREATE TABLE account (id INTEGER PRIMARY KEY);
  > --- down
  > DROP TABLE account;
  > END
  $ mkrev b2 a1 '<script>alert("1")</script> & more' <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > END
  $ mkrev c3 a1 "needs b2" "depends_on: b2" <<'END'
  > CREATE TABLE c (x);
  > --- down
  > DROP TABLE c;
  > END

Nothing is made by looking, and nothing is known of the log yet.

  $ text | grep -A5 '^behind'
  behind the database
  3 revisions
  0 applied
  3 pending
  
  
  $ text | grep Nothing
  Nothing was found in 3 revisions. Statements are known by their words: how many rows there are, and what a function does, is not looked at.
  Nothing has run yet.
  $ ls
  alembic.ini
  migrations
  report.html

What is applied, pending and current is marked in the drawing.

  $ sqlembic -q upgrade b2
  $ page | grep -o '<circle cx.*'
  <circle cx="16" cy="16" r="5" class="lane0 pending"/>
  <circle cx="36" cy="42" r="5" class="lane1 current"/>
  <circle cx="16" cy="68" r="5" class="lane0"/>
  $ text | grep -E '^(c3|b2|a1),'
  c3, needs b2 (pending)
  b2, &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more (current)
  a1, create account

The page stands alone: no script, nothing to be fetched, and a policy that would refuse it.

  $ grep -ciE '<script|javascript:|@import|src=|url\(' report.html
  0
  [1]
  $ grep -oE '(https?:)?//[a-z0-9.]+[^"< ]*' report.html | sort -u
  //app.db
  http://www.w3.org/2000/svg
  $ grep -o 'Content-Security-Policy.*' report.html
  Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
  $ python3 - <<'END'
  > from html.parser import HTMLParser
  > class Page(HTMLParser):
  >     void, open, seen = {"meta", "path", "rect", "circle"}, [], set()
  >     def handle_starttag(self, tag, attributes):
  >         self.seen.add(tag)
  >         if tag not in self.void:
  >             self.open.append(tag)
  >     def handle_startendtag(self, tag, attributes):
  >         self.seen.add(tag)
  >     def handle_endtag(self, tag):
  >         assert self.void & {tag} or self.open.pop() == tag, (tag, self.getpos())
  > page = Page()
  > page.feed(open("report.html").read())
  > print(page.open, "script" in page.seen, {"main", "svg", "title", "desc", "caption", "th"} <= page.seen)
  > END
  [] False True

The log: a bar for each step, by what became of it; the same as a table.

  $ sqlembic -q downgrade a1
  $ sqlembic -q stamp b2
  $ sqlite3 app.db 'CREATE TABLE c (x)'
  $ sqlembic -q upgrade c3 2>/dev/null
  [1]
  $ page | grep -o '<title>[a-z]* of [a-z0-9]*: [a-z]*'
  <title>upgrade of c3: failed
  <title>stamp of b2: done
  <title>downgrade of b2: done
  <title>upgrade of a1: done
  <title>upgrade of b2: done
  $ grep -o 'circle class="run [a-z]*"' report.html
  circle class="run failed"
  circle class="run stamp"
  circle class="run downgrade"
  circle class="run done"
  $ grep -o 'table c already exists' report.html
  table c already exists

What the log table says is text, whoever has written it: no part of the page, and no order to a terminal.

  $ cp app.db kept.db
  $ sqlite3 app.db "UPDATE sqlembic_log SET status = '\"><b>', started_at = '<u>', direction = '<i>', os_user = '<s>' || char(27) || '[31m', host = 'h' || char(10) || 'x' WHERE id = 1"
  $ page | grep -c '<[busi]>'
  0
  [1]
  $ sqlembic log | tail -1
  <u>                       <i>        a1            "><b>      1 statement  * ms  <s>?[31m@h x (glob)
  $ mv kept.db app.db

Without a log table the page says so.

  $ ALEMBIC_LOG_TABLE= text | grep 'No log'
  No log is kept: log_table is set to nothing.

A row that no script explains: nothing is called applied or pending.

  $ sqlite3 app.db "UPDATE alembic_version SET version_num = 'gone'"
  $ text | grep -E 'gone|unknown|not known'
  unknown the database
  current unknown
  unknown gone: in the version table, but in no script
  pending unknown
  3 revisions, newest on top, with lines to those that they come after. What is applied is not known.
  What is pending is not known.
  $ sqlite3 app.db "UPDATE alembic_version SET version_num = 'b2'"

Hazards of what is pending, and where they stand.

  $ mkrev d4 'b2, c3' "risky" "transaction: off" <<'END'
  > CREATE TABLE d (x);
  > ALTER TABLE d
  >   DROP COLUMN "<x>";
  > DELETE FROM d;
  > --- down
  > SELECT 1;
  > END
  $ page | grep -A6 '<caption>In the order' | sed 's/<[^>]*>/|/g; s/||*/|/g' | sed -n '4,6p' | cut -c1-120
  |is not rolled back|(the script)|transaction: off: statements are committed one by one, and those ahead of one that fail
  |loses data|ALTER TABLE d&#10;  DROP COLUMN &quot;&lt;x&gt;&quot;|the column's values are gone, and every row is written
  |loses data|DELETE FROM d|every row of the table is deleted: there is no WHERE|d4.up.sql:10|
  $ grep -n 'DELETE' migrations/versions/d4.up.sql
  10:DELETE FROM d;
  $ text | grep '^Found'
  Found in 2 revisions by the words of statements: how many rows there are, and what a function does, is not looked at.
  $ printf 'SELECT "a' >>migrations/versions/d4*.up.sql
  $ page | grep -o 'A script could not be read.*'
  A script could not be read: the quote opened here has no end (d4.up.sql:11)</p>
  $ rm migrations/versions/d4*

The schema: a box for each table, a line for each foreign key; the same as a table.

  $ sqlite3 app.db 'CREATE TABLE "a <b>" (id INTEGER PRIMARY KEY, account_id INT NOT NULL REFERENCES account, up INT,
  >   CONSTRAINT k FOREIGN KEY (up) REFERENCES "a <b>" (id), FOREIGN KEY (up) REFERENCES gone)'
  $ page | grep -o '<title>[^/]* refers to [^/]*'
  <title>a &lt;b&gt; (account_id) refers to account<
  <title>a &lt;b&gt; (up) refers to a &lt;b&gt;<
  $ grep -c 'class="box"' report.html
  3
  $ grep -A1 '<td class="code">a &lt;b' report.html | sed 's/<[^>]*>/ /g'
    a &lt;b&gt;  id  INTEGER  no  primary key  
    a &lt;b&gt;  account_id  INT  yes  refers to account  
    a &lt;b&gt;  up  INT  no  refers to a &lt;b&gt;, refers to gone  
    account  id  INTEGER  no  primary key  
  $ sqlite3 app.db 'DROP TABLE "a <b>"'

Of many tables those with the most keys are drawn.

  $ for i in $(seq 200); do echo "CREATE TABLE m$i (id INTEGER PRIMARY KEY, m INT REFERENCES m$((i / 4)));"; done | sqlite3 app.db
  $ page | grep -oE 'The 150 tables.*[^</p>]'
  The 150 tables with the most keys are drawn, of 202.
  $ grep -c 'class="box"' report.html
  150
  $ for i in $(seq 200); do echo "DROP TABLE m$i;"; done | sqlite3 app.db

The file is there as a whole or not at all; what was there stays.

  $ sqlembic report
  usage: sqlembic report -o FILE [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE]
  sqlembic: report needs the name of a file: -o report.html
  [2]
  $ sqlembic --json report -o x.html
  {"error": "usage", "status": 2, "message": "report writes HTML; sqlembic status --json and log --json say the same"}
  [2]
  $ sqlembic report -o no/such.html
  sqlembic: cannot write no/such.html: No such file or directory
    next: name a file in a directory that is there and can be written to
  [1]
  $ mkdir pages && ln -s pages/app.html link.html
  $ sqlembic report -o link.html; chmod 600 pages/app.html; sqlembic report -o link.html; stat -c '%F %a' link.html; stat -c '%n %a' pages/* pages/.s*
  symbolic link 777
  pages/app.html 600
  stat: *pages/.s\**: No such file or directory (glob)
  [1]
  $ for i in 1 2; do sqlembic report -o /dev/stdout; done | grep -c '</html>'
  2
  $ (for i in 1 2; do sqlembic report -o /dev/stdout; done) >both.html; grep -c '</html>' both.html
  2
  $ rm -r both.html link.html pages
  $ mkdir place.html && sqlembic report -o place.html
  sqlembic: cannot write place.html: Is a directory
    next: name a file in a directory that is there and can be written to
  [1]
  $ echo before >kept.html; echo text >text.db
  $ ALEMBIC_SQLALCHEMY_URL=sqlite:///text.db sqlembic report -o kept.html 2>/dev/null
  [1]
  $ cat kept.html
  before
  $ sqlembic report -o /dev/stdout | head -c 15
  <!DOCTYPE html> (no-eol)
  $ ls
  alembic.ini
  app.db
  kept.html
  migrations
  place.html
  report.html
  text.db

Many databases on one page: how many are where, which could not be read, what took longest, and their logs, those first that
want looking at.  The exit status is that of the worst.

  $ mkdir many; cd many; mkdir migrations migrations/versions tenants
  $ printf '[alembic]\nscript_location = %%(here)s/migrations\ntargets = sqlite:///tenants/*.db\n' >alembic.ini
  $ mkrev a1 "" "first" <<<'CREATE TABLE a (x);'
  $ mkrev b2 a1 "second" <<<'DROP TABLE a;'
  $ for name in 'a & b' behind done gone new; do sqlite3 "tenants/$name.db" 'PRAGMA user_version = 1'; done
  $ sqlembic -q upgrade a1 --all; rm tenants/new.db; sqlite3 tenants/new.db 'PRAGMA user_version = 1'
  $ printf 'sqlite:///tenants/%s.db\n' 'a & b' done >some; sqlembic -q upgrade b2 --targets some
  $ sqlite3 tenants/gone.db "UPDATE alembic_version SET version_num = 'zz'"; echo 'no database at all' >tenants/no.db
  $ page() { sqlembic report -o report.html "$@"; echo "[$?]"; sed 's/<[^>]*>/ /g; s/  */ /g; s/^ //; s/ $//' report.html >text; }
  $ page --all --jobs 2 2>&1 | sed "s,$PWD,.,g"
  sqlite:///tenants/no.db: failed: ./tenants/no.db is not an SQLite database, or it is encrypted; SQLITE_NOTADB: file is not a database; next: check the path in alembic.ini:3
  sqlembic: 1 of 6 targets failed
    state: 5 done
  [1]
  $ grep -A40 '^Where the targets are' text | sed "s,$PWD,.,g" | grep sqlite:
  a1 1 sqlite:///tenants/behind.db
  b2 (head) 2 sqlite:///tenants/a &amp; b.db, sqlite:///tenants/done.db
  base 1 sqlite:///tenants/new.db
  unknown 1 sqlite:///tenants/gone.db
  not read 1 sqlite:///tenants/no.db
  sqlite:///tenants/no.db ./tenants/no.db is not an SQLite database, or it is encrypted check the path in alembic.ini:3
  $ sed -n '/^6 targets/,/not read$/p' text
  6 targets
  2 up to date
  2 behind
  1 to be settled
  1 not read
  $ grep -oE '^(a1|b2), .*' text
  b2, second (pending)
  a1, first (pending)
  $ grep -oE '^(loses data DROP TABLE a|This is of .*)' text
  This is of sqlite:///tenants/new.db, which is furthest behind.
  loses data DROP TABLE a
  $ sed -n '/^The slowest$/,/^Targets$/p' text | grep -c sqlite:
  4
  $ sed -n '/^Targets$/,/^Logs$/p' text | sed "s,$PWD,.,; s/ 2[0-9-]*T[^ ]*/ TIME/" | grep sqlite:
  sqlite:///tenants/a &amp; b.db b2 (head) 0 TIME
  sqlite:///tenants/behind.db a1 1 TIME
  sqlite:///tenants/done.db b2 (head) 0 TIME
  sqlite:///tenants/gone.db unknown unknown TIME in no script: zz
  sqlite:///tenants/new.db base 2
  sqlite:///tenants/no.db not read unknown ./tenants/no.db is not an SQLite database, or it is encrypted
  $ grep -o '<summary>.*' report.html | sed 's/<[^>]*>//g'
  sqlite:///tenants/gone.db
  sqlite:///tenants/behind.db
  sqlite:///tenants/a &amp; b.db
  sqlite:///tenants/done.db
  $ rm tenants/*; sqlite3 tenants/one.db 'PRAGMA user_version = 1'; sqlembic -q upgrade head --all; page --all
  [0]
  $ grep -E '^(Every target|Nothing is pending)' text
  Every target has answered.
  Nothing is pending.
  $ cp tenants/one.db tenants/two.db; sqlite3 tenants/two.db "UPDATE sqlembic_log SET checksum = 'sha256:0'"
  $ page --all; grep -o 'class="number [a-z]*">2<' report.html; rm tenants/two.db
  [0]
  class="number bad">2<
  $ ALEMBIC_LOG_TABLE= page --all; grep 'no log' text
  [0]
  Nothing has run yet, or no log is kept.
  $ page --jobs 2 2>&1 | tail -3
  sqlembic: option --jobs is for many databases
    next: add --all, or --targets FILE
  [2]

The page says how to list what does not stand on it, for the database that it is about.

  $ mkdir long && cd long
  $ mkrev a1 "" "first" <<'END'
  > SELECT 1;
  > END
  $ sqlembic -q upgrade head
  $ for i in $(seq 11); do sqlite3 app.db "CREATE TEMP TABLE t AS SELECT * FROM sqlembic_log; UPDATE t SET id = id + (SELECT max(id) FROM t); INSERT INTO sqlembic_log SELECT * FROM t"; done
  $ sqlembic report -x 'who=it is me' -o report.html && grep -o 'The newest[^<]*' report.html
  The newest 2000 steps. All of them: sqlembic -x 'who=it is me' log
