#!/bin/bash
# MariaDB's report of changed session variables (session_track_system_variables) names another variable than the one that was
# set.
#
# Found with MariaDB 11.4.5, read from the packets by PyMySQL 1.1.2.  Variables that the server keeps in one place share one
# entry of the report, under the name that was set first: foreign_key_checks = 0 comes as autocommit, and timestamp as
# rand_seed1, which innodb_lock_wait_timeout does as well.  A pool or proxy that puts back what the report names leaves the
# next user of the connection without foreign keys.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check PyMySQL==1.1.2
cat >report.py <<'END'
import re
import sys

import pymysql
from pymysql.constants import COMMAND

SESSION_TRACK = 1 << 23
db = pymysql.connect(unix_socket=sys.argv[1], user="root", client_flag=SESSION_TRACK)
db.query("SET session_track_system_variables = '*'")
for statement in sys.argv[2:]:
    db._execute_command(COMMAND.COM_QUERY, statement)
    names = re.findall(rb"[a-z]\w{4,}", db._read_packet()._data)
    print(statement, "->", *[name.decode() for name in names])
END
LD_LIBRARY_PATH='' venv/bin/python report.py "$place/socket" 'SET autocommit = 1' 'SET foreign_key_checks = 0' 'SET rand_seed1 = 1' \
	'SET timestamp = 1000' 'SET innodb_lock_wait_timeout = 5' 'SET lock_wait_timeout = 5' | tee out
diff - out <<END
SET autocommit = 1 -> autocommit
SET foreign_key_checks = 0 -> autocommit
SET rand_seed1 = 1 -> rand_seed1
SET timestamp = 1000 -> rand_seed1
SET innodb_lock_wait_timeout = 5 -> rand_seed1
SET lock_wait_timeout = 5 -> lock_wait_timeout
END
