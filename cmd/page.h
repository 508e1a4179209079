/* page.h: a database on one page of HTML: what the sections of the page are made of.
 * The page needs nothing but itself: no script, no picture, no style from elsewhere. */
#ifndef PAGE_H
#define PAGE_H

#include "diagram.h"
#include "graph_file.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct page {
	const char *made_at;            /* UTC */
	const struct graph_file *graph; /* all revisions, or the newest */
	size_t revisions;               /* all of them */
	const bool *is_pending;         /* by row of the graph; NULL: not known */
	const struct sqlembic_status *status;
	const struct sqlembic_log *log;         /* newest first; NULL: there is none */
	bool has_older;                         /* the log has more */
	const char *log_command;                /* that lists all of it */
	const struct sqlembic_outline *outline; /* NULL: `no_outline` says why */
	const char *no_outline;
	const struct diagram *diagram;          /* of the outline */
	const struct sqlembic_hazards *hazards; /* of what is pending; NULL: `no_hazards` says why */
	const struct sqlembic_error *no_hazards;
	const char *furthest; /* of many databases: that whose hazards they are; NULL: it is about one */
};

/* The whole page. */
void page_write(struct sqlembic_buf *out, const struct page *page);

/* Its sections. */
void page_status(struct sqlembic_buf *out, const struct page *page);
void page_graph(struct sqlembic_buf *out, const struct page *page);
void page_log(struct sqlembic_buf *out, const struct page *page);
void page_schema(struct sqlembic_buf *out, const struct page *page);
void page_hazards(struct sqlembic_buf *out, const struct page *page);

/* ---- what pages have in common ---- */

/* All up to the title in large letters, inside of the header; from the end of main on. */
void page_begin(struct sqlembic_buf *out, const char *title);
void page_end(struct sqlembic_buf *out);
/* Links to sections: their ids and their titles. */
void page_links(struct sqlembic_buf *out, const char *const (*sections)[2], size_t n);
/* "<li>" of a list of the class "cards": the style is "good", "warn", "bad" or nothing. */
void page_card(struct sqlembic_buf *out, const char *style, const char *value, const char *label);
void page_count(struct sqlembic_buf *out, const char *style, size_t n, const char *label);
/* A table of the steps of a log, newest first. */
void page_log_steps(struct sqlembic_buf *out, const struct sqlembic_log *log, const char *caption);

/* ---- what sections have in common ---- */

/* Lines of the style sheet; ends with NULL. */
extern const char *const page_style[];

/* "<section ...><h2>": the title is plain text. */
void page_open(struct sqlembic_buf *out, const char *id, const char *title);
void page_close(struct sqlembic_buf *out);
/* "<tr><th scope=col>": names separated by tabs. */
void page_heading(struct sqlembic_buf *out, const char *caption, const char *names);
/* "<td class=...>text</td>"; `style` may be NULL. */
void page_cell(struct sqlembic_buf *out, const char *style, const char *text);
/* A paragraph of remarks. */
void page_note(struct sqlembic_buf *out, const char *format, ...) SQLEMBIC_PRINTF(2, 3);
/* The element, escaped: "<b>text</b>". */
void page_text(struct sqlembic_buf *out, const char *element, const char *text);

#endif
