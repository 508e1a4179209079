/* accents.h: what is SQL to PostgreSQL, and not to every other engine: patterns of struct sqlembic_dialect. */
#ifndef POSTGRES_ACCENTS_H
#define POSTGRES_ACCENTS_H

extern const char *const postgres_accents[];

#endif
