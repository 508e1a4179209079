/* fuzz_ini.c: any bytes as an ini file.  A parsed file, written out again in the plainest form, reads
 * the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "config/inifile.h"
#include "sqlembic/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
	if (!condition)
		abort();
}

static void write_plainly(struct sqlembic_buf *out, const struct inifile *ini)
{
	size_t section = (size_t)-1;
	for (size_t i = 0; i < ini->nentries; i++) {
		const struct inifile_entry *e = &ini->entries[i];
		if (e->section != section)
			sqlembic_buf_printf(out, "[%s]\n", ini->sections[e->section]);
		section = e->section;
		sqlembic_buf_printf(out, "%s=", e->key);
		for (const char *p = e->value; *p; p++)
			sqlembic_buf_puts(out, *p == '\n' ? "\n  " : (char[]){ *p, '\0' });
		sqlembic_buf_putc(out, '\n');
	}
}

static void check_same(const struct inifile *a, const struct inifile *b)
{
	check(a->nentries == b->nentries);
	for (size_t i = 0; i < a->nentries; i++) {
		check(strcmp(a->entries[i].key, b->entries[i].key) == 0);
		check(strcmp(a->entries[i].value, b->entries[i].value) == 0);
		check(strcmp(a->sections[a->entries[i].section], b->sections[b->entries[i].section]) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct inifile ini, again;
	int rc = inifile_parse(&ini, &arena, (struct sqlembic_span){ (const char *)data, size }, "f", &err);
	if (rc < 0) {
		check(err.code == rc && err.message[0] && err.line > 0 && err.column > 0);
	} else {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		write_plainly(&text, &ini);
		struct sqlembic_span span = { sqlembic_buf_text(&text), text.len };
		check(inifile_parse(&again, &arena, span, "f", &err) == 0);
		check_same(&ini, &again);
		sqlembic_buf_release(&text);
	}
	arena_release(&arena);
	return 0;
}
