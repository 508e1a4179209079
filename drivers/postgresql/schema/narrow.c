/* narrow.c: see narrow.h.
 *
 * What a transaction has not touched, nor anything that it uses, is told in the same words before it and behind each of its
 * scripts.  So all of these are read alike, but for that; and of what uses what was touched it is enough to follow one step: a
 * text has the names in it of what it uses itself. */
#include "narrow.h"

#include <stdlib.h>

#include "../prepared.h"
#include "../setup.h"
#include "compose.h"
#include "sqlembic/error.h"
#include "traces_rows.h"

static int take_relations(void *payload, const PGresult *row)
{
	struct postgres_narrow *narrow = payload;
	if (PQgetisnull(row, 0, 0)) {
		narrow->is_all = true;
		return 0;
	}
	sqlembic_buf_puts(&narrow->relations, narrow->relations.len > 0 ? "," : "");
	sqlembic_buf_puts(&narrow->relations, PQgetvalue(row, 0, 0));
	return narrow->relations.failed ? -1 : 0;
}

int postgres_narrow_note(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_NARROW];
	if (!s->narrow && !(s->narrow = calloc(1, sizeof(*s->narrow))))
		return sqlembic_fail_memory(err);
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

void postgres_narrow_turn(struct sqlembic_session *session, bool on)
{
	struct postgres_session *s = postgres_session(session);
	if (!on)
		postgres_narrow_release(s);
	else if (s->narrow)
		s->narrow->is_on = true;
}

const char *postgres_narrow_of(const struct postgres_session *s)
{
	const bool is_narrow = s->narrow && s->narrow->is_on && !s->narrow->is_all;
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
