report on every server: what is applied, the log, tables with their columns and foreign keys.

  $ db=sqlembic_cli_$$
  $ trap 'server sql "" "DROP DATABASE $db"' EXIT
  $ server sql "" "CREATE DATABASE $db"
  $ unset PGOPTIONS
  $ mkrev a1 "" "create author" <<'END'
  > CREATE TABLE author (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL);
  > CREATE TABLE book (author INTEGER, no INTEGER NOT NULL, part_of INTEGER, PRIMARY KEY (author, no),
  >   CONSTRAINT book_author FOREIGN KEY (author) REFERENCES author (id));
  > CREATE TABLE page (id INTEGER NOT NULL PRIMARY KEY, author INTEGER, no INTEGER, next INTEGER,
  >   CONSTRAINT page_book FOREIGN KEY (author, no) REFERENCES book (author, no),
  >   CONSTRAINT page_next FOREIGN KEY (next) REFERENCES page (id));
  > --- down
  > DROP TABLE page;
  > DROP TABLE book;
  > DROP TABLE author;
  > END
  $ mkrev b2 a1 "later" <<'END'
  > DROP TABLE page;
  > --- down
  > SELECT 1;
  > END
  $ export ALEMBIC_SQLALCHEMY_URL=$(server url $db)
  $ sqlembic -q upgrade a1
  $ sqlembic report -o report.html
  $ grep -o '<circle cx.*class="[^"]*"' report.html
  <circle cx="16" cy="16" r="5" class="lane0 pending"
  <circle cx="16" cy="42" r="5" class="lane0 current"
  $ grep -o '<td class="bad">loses data.*' report.html | sed 's/<[^>]*>/|/g; s/||*/|/g'
  |loses data|DROP TABLE page|all rows of the table are gone|b2.up.sql:6|
  $ grep -o '<title>upgrade of a1: done' report.html
  <title>upgrade of a1: done
  $ grep -o '<title>[a-z]* (.*) refers to [a-z]*' report.html | sort
  <title>book (author) refers to author
  <title>page (author, no) refers to book
  <title>page (next) refers to page
  $ sed -n 's/<tr><td class="code">//p' report.html | sed 's/<[^>]*>/ /g; s/int(11)/integer/; s/ int / integer /; s/character varying/varchar/; s/  */ /g'
  author id integer yes primary key 
  author name varchar(40) yes 
  book author integer yes primary key, refers to author 
  book no integer yes primary key 
  book part_of integer no 
  page id integer yes primary key 
  page author integer no refers to book 
  page no integer no refers to book 
  page next integer no refers to page 

A password in the URL is not on the page (PostgreSQL's test server asks for none).

  $ case $ALEMBIC_SQLALCHEMY_URL in
  > postgres*) with=${ALEMBIC_SQLALCHEMY_URL/postgres@/postgres:s3kr1t@} ;;
  > *) with=$ALEMBIC_SQLALCHEMY_URL ;;
  > esac
  $ ALEMBIC_SQLALCHEMY_URL=$with sqlembic report -o report.html && grep -c s3kr1t report.html
  0
  [1]
