/* fuzz_header.c: any bytes as a script.  What was read, written again in the plainest form, reads the same,
 * and the beginning of a script is either incomplete or says what the whole says. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scripts/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
	if (!condition)
		abort();
}

static void write_list(struct sqlembic_buf *out, const char *key, const char *const *names, size_t n)
{
	sqlembic_buf_printf(out, "-- %s:", key);
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_printf(out, "%s %s", i ? "," : "", names[i]);
	sqlembic_buf_putc(out, '\n');
}

static void check_same_list(const char *const *a, size_t na, const char *const *b, size_t nb)
{
	check(na == nb);
	for (size_t i = 0; i < na; i++)
		check(strcmp(a[i], b[i]) == 0);
}

static void check_rewritten(const struct revision *r, struct arena *arena)
{
	static const char *const modes[] = { "on", "off", "own" };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "-- revision: %s\n-- create_date: %s\n-- transaction: %s\n", r->id,
			    r->create_date, modes[r->transaction]);
	write_list(&text, "down_revision", r->down, r->ndown);
	write_list(&text, "depends_on", r->depends, r->ndepends);
	write_list(&text, "branch_labels", r->labels, r->nlabels);
	struct revision again;
	struct sqlembic_error err;
	bool complete = false;
	struct sqlembic_span span = { sqlembic_buf_text(&text), text.len };
	check(script_parse_up(&again, &complete, arena, span, true, "f", &err) == 0);
	check(strcmp(again.id, r->id) == 0 && strcmp(again.create_date, r->create_date) == 0);
	check(again.transaction == r->transaction);
	check_same_list(again.down, again.ndown, r->down, r->ndown);
	check_same_list(again.depends, again.ndepends, r->depends, r->ndepends);
	check_same_list(again.labels, again.nlabels, r->labels, r->nlabels);
	sqlembic_buf_release(&text);
}

static void check_beginning(const struct revision *whole, struct sqlembic_span text, struct arena *arena)
{
	struct revision r;
	struct sqlembic_error err;
	bool complete = false;
	check(script_parse_up(&r, &complete, arena, text, false, "f", &err) == 0);
	if (!complete)
		return;
	const char *said = script_text(arena, (struct sqlembic_span){ r.raw, r.header_length });
	const char *all = script_text(arena, (struct sqlembic_span){ whole->raw, whole->header_length });
	check(strcmp(said, all) == 0 && strcmp(r.message, whole->message) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct sqlembic_span text = { (const char *)data, size };
	struct revision r;
	enum script_transaction mode;
	bool complete = false;
	int rc = script_parse_up(&r, &complete, &arena, text, true, "f", &err);
	check(complete);
	if (rc < 0) {
		check(err.code == rc && err.message[0] && err.line > 0 && err.column > 0);
	} else {
		check_rewritten(&r, &arena);
		/* A byte order mark cut in two is no mark. */
		for (size_t length = 3; length < size; length += 1 + size / 16)
			check_beginning(&r, (struct sqlembic_span){ text.ptr, length }, &arena);
		check(script_parse_down(&mode, &complete, &arena, text, true, r.id, "f", &err) == 0);
		check(mode == r.transaction);
	}
	arena_release(&arena);
	return 0;
}
