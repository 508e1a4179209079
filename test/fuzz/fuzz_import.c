/* fuzz_import.c: any bytes as the directory of another tool's migrations: pieces between NUL bytes are a name, its text, a
 * name, ...  Each tool's reader either makes drafts that are whole, or says what is wrong. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "import/import.h"

#define MOST_FILES 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
	if (!condition)
		abort();
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct source_file *)a)->name, ((const struct source_file *)b)->name);
}

static const char *take_piece(struct arena *arena, const char **at, const char *end)
{
	size_t length = strnlen(*at, (size_t)(end - *at));
	const char *piece = arena_copy(arena, *at, length);
	*at += length + (*at + length < end);
	check(piece);
	return piece;
}

static bool is_listed(const struct source *source, const char *name)
{
	for (size_t i = 0; i < source->n; i++)
		if (strcmp(source->files[i].name, name) == 0)
			return true;
	return false;
}

/* What source_read() would refuse is left out. */
static void fill(struct source *source, const char *at, const char *end)
{
	struct sqlembic_error err;
	source->files = arena_alloc(source->arena, MOST_FILES, sizeof(*source->files));
	check(source->files);
	while (at < end && source->n < MOST_FILES) {
		const char *name = take_piece(source->arena, &at, end);
		const char *text = take_piece(source->arena, &at, end);
		struct sqlembic_span bytes = { text, strlen(text) };
		if (!*name || is_listed(source, name) || encoding_check(bytes, name, &err) < 0)
			continue;
		source->files[source->n++] = (struct source_file){ .name = name,
								   .path = name,
								   .is_read = true,
								   .bytes = bytes,
								   .text = encoding_skip_bom(bytes) };
	}
	qsort(source->files, source->n, sizeof(*source->files), by_name);
}

static void check_drafts(const struct drafts *drafts)
{
	check(drafts->n > 0);
	for (size_t i = 0; i < drafts->n; i++) {
		const struct draft *draft = &drafts->items[i];
		check(draft->id[0] && draft->version && draft->message && draft->up);
		check((draft->up_file || draft->down_file) && draft_path(draft)[0]);
		for (size_t p = 0; p < draft->nparents; p++)
			check(draft->parents[p][0]);
	}
}

static void try_tool(const char *tool, const char *at, const char *end, bool has_cargo)
{
	struct arena arena = { 0 };
	struct caller caller = { 0 };
	struct sqlembic_error err = { 0 };
	const struct sqlembic_pair values[] = { { "name", "value" } };
	const struct import_order order = { .from = "d",
					    .tool = tool,
					    .values = values,
					    .nvalues = 1,
					    .python = "/nonexistent",
					    .caller = &caller };
	struct import import = {
		.source = { .arena = &arena, .caller = &caller, .path = "d", .has_cargo = has_cargo }
	};
	fill(&import.source, at, end);
	int rc = import_parse(&import, &order, &err);
	if (rc < 0)
		check(err.code == rc && err.message[0]);
	else
		check_drafts(&import.drafts);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;
	try_tool(NULL, at, end, size % 2);
	for (const struct tool *const *tool = tools_all; *tool; tool++)
		try_tool((*tool)->name, at, end, false);
	return 0;
}
