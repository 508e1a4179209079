/* accents.h: what is SQL to SQLite, and not to every other engine: patterns of struct sqlembic_dialect. */
#ifndef SQLITE_ACCENTS_H
#define SQLITE_ACCENTS_H

extern const char *const sqlite_accents[];

#endif
