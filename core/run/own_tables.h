/* own_tables.h: statements of a script that make, drop or change the tables that this program keeps. */
#ifndef OWN_TABLES_H
#define OWN_TABLES_H

#include "records/records.h"
#include "sql/scan.h"

/* The name of the table of ours that the statement would make, drop or change; NULL: none. */
const char *own_tables_touched(const struct records *records, const struct scan *scan,
			       const struct statement *statement);
/* Says so, and how a dump is made that leaves the table out. */
int own_tables_refuse(const struct records *records, const char *table, struct sqlembic_error *err);

#endif
