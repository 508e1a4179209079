/* prepared.c: our own statements that come again with each revision.  To parse and plan them costs the server more than to
 * run them, more than a small revision: the second time they are prepared, and named from then on.
 *
 * A script may drop what is prepared, and so does the reset behind one that may_prepare statements itself: no names are used
 * in such a script.  Where a function that it calls has dropped them, unseen, the message fails, and the next one begins
 * without names. */
#include "prepared.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static struct postgres_prepared *find(struct postgres_session *s, const struct sqlembic_query *query)
{
	for (size_t i = 0; i < POSTGRES_PREPARED; i++) {
		struct postgres_prepared *p = &s->prepared[i];
		if (p->sql && strcmp(p->sql, query->sql) == 0)
			return p;
		if (!p->sql) {
			p->sql = strdup(query->sql);
			return NULL;
		}
	}
	return NULL;
}

size_t postgres_prepare(struct postgres_session *s, const struct sqlembic_query *query, const char *head,
			const char *tail, unsigned *number)
{
	struct postgres_prepared *p = s->may_prepare || s->pooled ? NULL : find(s, query);
	*number = p ? p->number : 0;
	if (!p || p->number)
		return 0;
	*number = p->number = ++s->last_prepared;
	sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u AS %s", p->number, head);
	const char *sql = query->sql;
	for (unsigned used = 1; postgres_add_to_mark(&s->text, &sql); used++)
		sqlembic_buf_printf(&s->text, "$%u", used);
	sqlembic_buf_printf(&s->text, "%s;", tail);
	return 1;
}

void postgres_forget_prepared(struct postgres_session *s)
{
	for (size_t i = 0; i < POSTGRES_PREPARED; i++)
		s->prepared[i].number = 0;
	s->settings_sent = s->cleanup_sent = POSTGRES_SETTINGS_PLAIN;
	s->settings_number++;
	s->catalog_names = (struct postgres_catalog_names){ .readings = s->catalog_names.readings };
}

static void forget_since(unsigned *numbers, size_t n, unsigned last)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] > last)
			numbers[i] = 0;
}

void postgres_forget_failed(struct postgres_session *s, unsigned last, const struct sqlembic_error *said)
{
	/* Who has dropped one may have dropped others. */
	if (s->may_prepare || (said && strcmp(said->sqlstate, "26000") == 0)) {
		postgres_forget_prepared(s);
		return;
	}
	for (size_t i = 0; i < POSTGRES_PREPARED; i++)
		forget_since(&s->prepared[i].number, 1, last);
	forget_since(s->catalog_names.numbers, POSTGRES_CATALOG_QUERIES, last);
	forget_since(s->catalog_names.traces, POSTGRES_TRACES_QUERIES, last);
	s->settings_sent = s->cleanup_sent = POSTGRES_SETTINGS_PLAIN;
	s->settings_number++;
}

void postgres_release_prepared(struct postgres_session *s)
{
	for (size_t i = 0; i < POSTGRES_PREPARED; i++)
		free(s->prepared[i].sql);
}
