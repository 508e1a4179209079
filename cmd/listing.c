/* listing.c: Alembic's line formats. */
#include "listing.h"

#include <string.h>

#include "term.h"

/* Of a script's header, line by line: it must not be able to drive the terminal. */
static void message_behind(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, ", ");
	for (const char *line = revision->message; *line; line += *line == '\n') {
		const size_t length = strcspn(line, "\n");
		term_clean(out, line, length);
		line += length;
		sqlembic_buf_puts(out, *line ? "\n" : "");
	}
	sqlembic_buf_putc(out, '\n');
}

static void joined(struct sqlembic_buf *out, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(out, "%s%s", i ? ", " : "", texts[i]);
}

static void parents(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	if (revision->ndown)
		joined(out, revision->down, revision->ndown);
	else
		sqlembic_buf_puts(out, "<base>");
}

static void labels(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	if (!revision->nlabels)
		return;
	sqlembic_buf_puts(out, " (");
	joined(out, revision->labels, revision->nlabels);
	sqlembic_buf_putc(out, ')');
}

static void head_mark(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	if (revision->is_effective_head)
		sqlembic_buf_puts(out, " (effective head)");
	else if (revision->is_head)
		sqlembic_buf_puts(out, " (head)");
}

static void tree_marks(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	if (revision->is_branch_point)
		sqlembic_buf_puts(out, " (branchpoint)");
	if (revision->is_merge_point)
		sqlembic_buf_puts(out, " (mergepoint)");
}

static void current_mark(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	if (revision->is_current)
		sqlembic_buf_puts(out, " (current)");
}

void listing_history(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	parents(out, revision);
	if (revision->ndepends) {
		sqlembic_buf_puts(out, " (");
		joined(out, revision->depends, revision->ndepends);
		sqlembic_buf_putc(out, ')');
	}
	sqlembic_buf_printf(out, " -> %s", revision->id);
	labels(out, revision);
	head_mark(out, revision);
	current_mark(out, revision);
	tree_marks(out, revision);
	message_behind(out, revision);
}

void listing_head(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
	labels(out, revision);
	head_mark(out, revision);
	sqlembic_buf_putc(out, '\n');
}

void listing_name(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
	head_mark(out, revision);
	tree_marks(out, revision);
}

void listing_current(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	listing_name(out, revision);
	sqlembic_buf_putc(out, '\n');
}

void listing_point(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
	labels(out, revision);
	head_mark(out, revision);
	current_mark(out, revision);
	if (revision->ndepends) {
		sqlembic_buf_puts(out, " (depends on ");
		joined(out, revision->depends, revision->ndepends);
		sqlembic_buf_putc(out, ')');
	}
	if (revision->message[0]) {
		sqlembic_buf_puts(out, ", ");
		term_clean(out, revision->message, strcspn(revision->message, "\n"));
	}
	sqlembic_buf_putc(out, '\n');
}

void listing_branch_point(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	sqlembic_buf_puts(out, revision->id);
	labels(out, revision);
	head_mark(out, revision);
	tree_marks(out, revision);
	sqlembic_buf_putc(out, '\n');
}

void listing_branch_child(struct sqlembic_buf *out, const struct sqlembic_revision *point,
			  const struct sqlembic_revision *child, bool with_message)
{
	term_pad(out, strlen(point->id));
	sqlembic_buf_printf(out, " -> %s", child->id);
	labels(out, child);
	head_mark(out, child);
	tree_marks(out, child);
	if (with_message)
		message_behind(out, child);
	else
		sqlembic_buf_putc(out, '\n');
}

void listing_step(struct sqlembic_buf *out, const struct sqlembic_revision *revision,
		  enum sqlembic_direction direction)
{
	if (direction == SQLEMBIC_DOWNGRADE) {
		sqlembic_buf_printf(out, "%s -> ", revision->id);
		parents(out, revision);
	} else {
		parents(out, revision);
		sqlembic_buf_printf(out, " -> %s", revision->id);
	}
	message_behind(out, revision);
}

static void entry_list(struct sqlembic_buf *out, const char *title, const char *const *texts, size_t n)
{
	if (!n)
		return;
	sqlembic_buf_puts(out, title);
	joined(out, texts, n);
	sqlembic_buf_putc(out, '\n');
}

/* Alembic indents empty lines too. */
static void entry_text(struct sqlembic_buf *out, const char *text)
{
	size_t left = strlen(text);
	while (left && text[left - 1] == '\n')
		left--;
	for (;;) {
		const char *end = memchr(text, '\n', left);
		size_t len = end ? (size_t)(end - text) : left;
		sqlembic_buf_puts(out, "    ");
		term_clean(out, text, len);
		sqlembic_buf_putc(out, '\n');
		if (!end)
			return;
		text += len + 1;
		left -= len + 1;
	}
}

static void entry(struct sqlembic_buf *out, const struct sqlembic_revision *revision, bool marked)
{
	sqlembic_buf_printf(out, "Rev: %s%s", revision->id, revision->is_head ? " (head)" : "");
	tree_marks(out, revision);
	if (marked)
		current_mark(out, revision);
	sqlembic_buf_puts(out, revision->is_merge_point ? "\nMerges: " : "\nParent: ");
	parents(out, revision);
	sqlembic_buf_putc(out, '\n');
	entry_list(out, "Also depends on: ", revision->depends, revision->ndepends);
	if (revision->is_branch_point)
		entry_list(out, "Branches into: ", revision->children, revision->nchildren);
	entry_list(out, "Replaces: ", revision->replaces, revision->nreplaces);
	entry_list(out, "Branch names: ", revision->labels, revision->nlabels);
	sqlembic_buf_printf(out, "Path: %s\n\n", revision->up_path);
	entry_text(out, revision->text);
	sqlembic_buf_putc(out, '\n');
}

void listing_entry(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	entry(out, revision, false);
}

void listing_entry_marked(struct sqlembic_buf *out, const struct sqlembic_revision *revision)
{
	entry(out, revision, true);
}
