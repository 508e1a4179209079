/* many_groups.c: see many_groups.h. */
#include "many_groups.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/text.h"
#include "term.h"

#define NAMED 5

struct failure {
	const struct sqlembic_outcome *outcome;
	char *text; /* what it has in common with others; owned */
};

void many_groups_place(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome)
{
	if (!outcome->file)
		return;
	term_put(out, outcome->file);
	if (outcome->line > 0)
		sqlembic_buf_printf(out, ":%d", outcome->line);
	if (outcome->line > 0 && outcome->column > 0)
		sqlembic_buf_printf(out, ":%d", outcome->column);
	sqlembic_buf_puts(out, ": ");
}

/* Whether two bytes beside each other are of one word. */
static bool are_joined(char before, char behind)
{
	return sqlembic_is_word_byte(before) && sqlembic_is_word_byte(behind);
}

/* How long the name is that stands at `text`, in a message that begins with `start`: 0: none, or a part of another word. */
static size_t name_length(const char *start, const char *text, const char *name)
{
	const size_t n = name ? strlen(name) : 0;
	if (!n || strncmp(text, name, n) != 0 || are_joined(name[n - 1], text[n]))
		return 0;
	return text > start && are_joined(text[-1], name[0]) ? 0 : n;
}

/* The error without the name of the target. */
static void describe(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome)
{
	many_groups_place(out, outcome);
	for (const char *text = outcome->message; *text;) {
		size_t length = name_length(outcome->message, text, outcome->target->url);
		if (!length)
			length = name_length(outcome->message, text, outcome->target->name);
		if (length)
			sqlembic_buf_puts(out, "the target");
		else
			sqlembic_buf_putc(out, *text);
		text += length ? length : 1;
	}
}

static int compare(const void *a, const void *b)
{
	const struct failure *one = a, *two = b;
	const int order = strcmp(one->text, two->text);
	if (order)
		return order;
	return one->outcome->index < two->outcome->index ? -1 : one->outcome->index > two->outcome->index;
}

static void put_group(struct sqlembic_buf *out, const struct failure *failures, size_t n)
{
	sqlembic_buf_printf(out, "%zu failed alike: ", n);
	term_put(out, failures[0].text);
	sqlembic_buf_puts(out, "\n    ");
	for (size_t i = 0; i < n && i < NAMED; i++) {
		const char *name = failures[i].outcome->target->name;
		sqlembic_buf_puts(out, i ? ", " : "");
		term_put(out, name);
	}
	if (n > NAMED)
		sqlembic_buf_printf(out, " and %zu more", n - NAMED);
	sqlembic_buf_putc(out, '\n');
}

/* One that has failed alone was told when it did. */
static void put_groups(struct sqlembic_buf *out, const struct failure *failures, size_t n)
{
	for (size_t first = 0; first < n;) {
		size_t end = first + 1;
		while (end < n && strcmp(failures[end].text, failures[first].text) == 0)
			end++;
		if (end - first > 1)
			put_group(out, failures + first, end - first);
		first = end;
	}
}

void many_groups_put(struct sqlembic_buf *out, const struct sqlembic_many_report *report)
{
	struct failure *failures = calloc(report->failed + 1, sizeof(*failures));
	size_t n = 0;
	bool failed = !failures;
	for (size_t i = 0; !failed && i < report->n && n < report->failed; i++) {
		const struct sqlembic_outcome *outcome = report->outcomes[i];
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		if (outcome->code == 0 || !outcome->message)
			continue;
		describe(&text, outcome);
		failures[n].outcome = outcome;
		failures[n++].text = strdup(sqlembic_buf_text(&text));
		failed = text.failed || !failures[n - 1].text;
		sqlembic_buf_release(&text);
	}
	if (!failed) {
		qsort(failures, n, sizeof(*failures), compare);
		put_groups(out, failures, n);
	}
	for (size_t i = 0; failures && i < n; i++)
		free(failures[i].text);
	free(failures);
	out->failed = out->failed || failed;
}
