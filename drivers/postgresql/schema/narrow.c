/* narrow.c: see narrow.h.
 *
 * A relation that the transaction has not touched, and that uses nothing that was touched, reads the same before the scripts and
 * behind each of them, so it need not be read.  One step along pg_depend is enough: a definition has only the names in it of what
 * it uses itself. */
#include "narrow.h"

#include <stdlib.h>

#include "../prepared.h"
#include "../setup.h"
#include "compose.h"
#include "sqlembic/error.h"
#include "traces_rows.h"

/* The catalogs whose numbers follow the relations, in this order: what is changed in one of them may belong to a relation that is
 * not locked for it. */
static const unsigned long unlocked[POSTGRES_UNLOCKED] = {
	2615, /* pg_namespace */
	826,  /* pg_default_acl */
	3381, /* pg_statistic_ext */
	6106, /* pg_publication_rel */
};

/* The numbers are the session's: those of earlier transactions count, too, until the server takes them over. */
static int take_relations(void *payload, const PGresult *row)
{
	struct postgres_narrow *narrow = payload;
	narrow->is_all |= PQgetisnull(row, 0, 0);
	for (int i = 0; i < POSTGRES_UNLOCKED; i++)
		narrow->is_all |= postgres_tally_number(row, i + 1) != narrow->unlocked[i];
	sqlembic_buf_puts(&narrow->relations, narrow->relations.len > 0 ? "," : "");
	sqlembic_buf_puts(&narrow->relations, PQgetvalue(row, 0, 0));
	return narrow->relations.failed ? -1 : 0;
}

int postgres_narrow_begin(struct postgres_session *s, const struct postgres_tallies *tallies,
			  struct sqlembic_error *err)
{
	postgres_narrow_release(s);
	s->narrow = calloc(1, sizeof(*s->narrow));
	if (!s->narrow)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < POSTGRES_UNLOCKED; i++) {
		const struct postgres_tally was = postgres_tally_before(tallies, unlocked[i]);
		s->narrow->unlocked[i] = was.inserted + was.updated + was.deleted;
	}
	return 0;
}

int postgres_narrow_note(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_NARROW];
	const size_t ahead = postgres_text_begin(s);
	if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u AS ", *name);
		postgres_compose_text(&s->text, "narrow.sql", PQserverVersion(s->conn) / 10000);
		sqlembic_buf_putc(&s->text, ';');
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u", *name);
	return postgres_take_rows(s, ahead, take_relations, s->narrow, err);
}

void postgres_narrow_switch(struct sqlembic_session *session, bool on)
{
	struct postgres_session *s = postgres_session(session);
	if (!on)
		postgres_narrow_release(s);
	else if (s->narrow)
		s->narrow->is_on = true;
}

const char *postgres_narrow_of(const struct postgres_session *s)
{
	const bool is_narrow = s->narrow && s->narrow->is_on && !s->narrow->is_all &&
			       s->narrow->relations.len > 0;
	return is_narrow ? sqlembic_buf_text(&s->narrow->relations) : NULL;
}

void postgres_narrow_release(struct postgres_session *s)
{
	if (!s->narrow)
		return;
	sqlembic_buf_release(&s->narrow->relations);
	free(s->narrow);
	s->narrow = NULL;
}
