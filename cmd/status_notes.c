/* status_notes.c: see status_notes.h. */
#include "status_notes.h"

#include <string.h>

#include "term.h"

static void part(struct sqlembic_buf *out, size_t start)
{
	sqlembic_buf_puts(out, out->len > start ? "; " : "");
}

/* Text of the database, whoever has written it there. */
static void put_clean(struct sqlembic_buf *out, const char *before, const char *text)
{
	sqlembic_buf_puts(out, before);
	term_put(out, text);
}

static void put_squashes(struct sqlembic_buf *out, size_t start,
			 const struct sqlembic_squash *const *squashes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!squashes[i]->is_needed)
			continue;
		part(out, start);
		sqlembic_buf_printf(out, "needs what %s replaces", squashes[i]->revision->id);
	}
}

static void put_changed(struct sqlembic_buf *out, const struct sqlembic_revisions *changed)
{
	sqlembic_buf_printf(out, "changed: %s", changed->items[0]->id);
	if (changed->n > 1)
		sqlembic_buf_printf(out, " and %zu more", changed->n - 1);
}

void status_notes_put(struct sqlembic_buf *out, const struct sqlembic_status *status,
		      const struct sqlembic_squash *const *squashes, size_t nsquashes)
{
	const size_t start = out->len;
	put_squashes(out, start, squashes, nsquashes);
	if (status->current.nunknown) {
		part(out, start);
		put_clean(out, "in no script: ", status->current.unknown[0]);
	}
	if (status->half) {
		part(out, start);
		put_clean(out, "half done: ", status->half->direction);
		put_clean(out, " of ", status->half->revision);
	}
	if (status->changed.n) {
		part(out, start);
		put_changed(out, &status->changed);
	}
	if (status->lock_holder) {
		part(out, start);
		put_clean(out, "held by ", status->lock_holder);
	}
}
