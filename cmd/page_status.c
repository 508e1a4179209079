/* page_status.c: where the database is, in words. */
#include "page.h"
#include "xml.h"

/* As many lines of a list as a reader looks at. */
#define LISTED ((size_t)100)

static void put_term(struct sqlembic_buf *out, const char *term)
{
	sqlembic_buf_printf(out, "<dt>%s</dt>", term);
}

static void put_fact(struct sqlembic_buf *out, const char *term, const char *style, const char *text)
{
	put_term(out, term);
	sqlembic_buf_puts(out, "<dd");
	if (style)
		xml_attribute(out, "class", style);
	sqlembic_buf_putc(out, '>');
	xml_text(out, text);
	sqlembic_buf_puts(out, "</dd>\n");
}

static void put_revisions(struct sqlembic_buf *out, const char *term, const char *style,
			  const struct sqlembic_revisions *list, const char *none,
			  void (*line)(struct sqlembic_buf *, const struct sqlembic_revision *))
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	size_t n = list->n > LISTED ? LISTED : list->n;
	for (size_t i = 0; i < n; i++) {
		sqlembic_buf_puts(&text, i ? "\n" : "");
		line(&text, list->items[i]);
	}
	if (n < list->n)
		sqlembic_buf_printf(&text, "\n(%zu more)", list->n - n);
	put_fact(out, term, list->n ? style : NULL, list->n ? sqlembic_buf_text(&text) : none);
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

static void caption_line(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	graph_file_caption(out, revision);
}

static void changed_line(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_printf(out, "%s: %s", revision->id, revision->up_path);
}

static void put_half(struct sqlembic_buf *out, const struct sqlembic_log_entry *half)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "%s of %s: %lld of %lld statements, begun %s by %s on %s", half->direction,
			    half->revision, half->statements_done, half->statements, half->started_at,
			    half->os_user, half->host);
	if (half->error)
		sqlembic_buf_printf(&text, "\n%s", half->error);
	if (half->in_doubt)
		sqlembic_buf_printf(&text, "\nstatement %lld may or may not be in effect", half->in_doubt);
	put_fact(out, "half done", "bad", sqlembic_buf_text(&text));
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

void page_status(struct sqlembic_buf *out, const struct page *page)
{
	const struct sqlembic_status *status = page->status;
	/* With a row that no script explains nobody knows what is applied and what is not. */
	bool guess = status->current.nunknown > 0;
	page_open(out, "status", "Status");
	sqlembic_buf_puts(out, "<dl>\n");
	put_fact(out, "database", NULL, status->current.url);
	put_revisions(out, "current", NULL, &status->current.applied, guess ? "unknown" : "base",
		      caption_line);
	for (size_t i = 0; i < status->current.nunknown && i < LISTED; i++) {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&text, "%s: in the version table, but in no script",
				    status->current.unknown[i]);
		put_fact(out, "unknown", "bad", sqlembic_buf_text(&text));
		sqlembic_buf_release(&text);
	}
	put_revisions(out, "heads", NULL, &status->heads, "none", caption_line);
	put_revisions(out, "pending", "warn", &status->pending, guess ? "unknown" : "nothing", caption_line);
	if (status->lock_holder)
		put_fact(out, "lock", "warn", status->lock_holder);
	else
		put_fact(out, "lock", NULL, "free");
	if (status->half)
		put_half(out, status->half);
	if (status->changed.n)
		put_revisions(out, "changed", "bad", &status->changed, "", changed_line);
	sqlembic_buf_puts(out, "</dl>\n");
	page_close(out);
}
