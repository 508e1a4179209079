/* accents.h: what is SQL to MySQL or MariaDB, and not to every other engine: patterns of struct sqlembic_dialect. */
#ifndef MYSQLDB_ACCENTS_H
#define MYSQLDB_ACCENTS_H

extern const char *const mysqldb_accents[];

#endif
