#!/bin/bash
# pg_dump of a database restored from pg_dump differs from the first dump, for CHECK (status IN ('a', 'b')) on a varchar.
#
# Found with PostgreSQL 18.6.  The server stores the list as an array of varchar that is cast to text[] as a whole; that very
# text, read again, is stored as an array of text whose elements are cast.  Only from the second generation on the text
# stays as it is.  So what compares the text of a live constraint with the text of one that was loaded from a file sees a
# change for ever, and "dump, restore, dump, diff" is no proof of a restore.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

constraint() { database=$1 sql -c "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'state'"; }
for name in first second third; do "$bin/createdb" $name; done
database=first sql -c "CREATE TABLE job (status varchar(8) CONSTRAINT state CHECK (status IN ('new', 'done')))"
"$bin/pg_dump" -d first | database=second sql >/dev/null
"$bin/pg_dump" -d second | database=third sql >/dev/null
constraint first
constraint second
[[ $(constraint first) == *"ANY ((ARRAY["*")::text[])"* ]]
[[ $(constraint second) == *"ANY (ARRAY[("*")::text, ("* ]]
[ "$(constraint second)" = "$(constraint third)" ]
