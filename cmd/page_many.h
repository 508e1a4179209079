/* page_many.h: many databases on one page of HTML. */
#ifndef PAGE_MANY_H
#define PAGE_MANY_H

#include "page.h"

struct page_many_target {
	const char *name;
	const char *current; /* where it is; NULL: that could not be found out, and `failure` says why */
	const char *failure, *hint;
	bool is_known; /* what is pending */
	size_t pending;
	bool is_bad;         /* something has to be done by hand */
	const char *remarks; /* "": nothing to remark */
	const char *last;    /* when its newest step began; NULL: none has */
	const char *slowest; /* revision and direction; NULL: nothing is known */
	double milliseconds; /* that it took */
	const char *log;     /* HTML: its newest steps; NULL: there are none */
};

struct page_many {
	const char *made_at;     /* UTC */
	const char *log_command; /* that lists all logs */
	const struct page_many_target *targets;
	size_t n;
	const struct page
		*project;    /* revisions, and what is pending anywhere; NULL: they could not be read */
	const char *hazards; /* HTML: of the target that is furthest behind; NULL: nothing is pending */
};

void page_many_write(struct sqlembic_buf *out, const struct page_many *page);

#endif
