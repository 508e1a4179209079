/* traces_names.h: rows of the catalog in words that stay the same where objects are made anew. */
#ifndef POSTGRESQL_SCHEMA_TRACES_NAMES_H
#define POSTGRESQL_SCHEMA_TRACES_NAMES_H

#include "traces_catalogs.h"

/* Whether rows of this catalog have such words. */
bool postgres_names_are_known(const struct postgres_catalog *catalog);
/* Appends to s->text the query for a text of the rows that postgres_catalog_add_changed() is about: its columns are `number` and
 * that text. */
void postgres_names_add(struct postgres_session *s, const struct postgres_catalog *catalog, bool is_before,
			size_t number, const char *xid);

#endif
