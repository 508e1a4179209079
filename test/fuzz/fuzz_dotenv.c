/* fuzz_dotenv.c: any bytes as a dotenv file.  What was read, written in double quotes, reads the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config/dotenv.h"
#include "sqlembic/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
	if (!condition)
		abort();
}

static void write_quoted(struct sqlembic_buf *out, const struct dotenv_entry *entry)
{
	sqlembic_buf_printf(out, "export %s = \"", entry->name);
	for (const char *p = entry->value; *p; p++) {
		if (*p == '\r') {
			sqlembic_buf_puts(out, "\\r");
			continue;
		}
		if (strchr("\"\\$", *p))
			sqlembic_buf_putc(out, '\\');
		sqlembic_buf_putc(out, *p);
	}
	sqlembic_buf_puts(out, "\" # comment\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct sqlembic_error err = { 0 };
	struct dotenv dotenv, again;
	int rc = dotenv_parse(&dotenv, &arena, (struct sqlembic_span){ (const char *)data, size }, "f", &err);
	if (rc < 0) {
		check(err.code == rc && err.message[0] && err.line > 0 && err.column > 0);
	} else {
		struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
		for (size_t i = 0; i < dotenv.n; i++)
			write_quoted(&text, &dotenv.entries[i]);
		struct sqlembic_span span = { sqlembic_buf_text(&text), text.len };
		check(dotenv_parse(&again, &arena, span, "f", &err) == 0 && again.n == dotenv.n);
		for (size_t i = 0; i < dotenv.n; i++) {
			check(strcmp(again.entries[i].name, dotenv.entries[i].name) == 0);
			check(strcmp(again.entries[i].value, dotenv.entries[i].value) == 0);
		}
		sqlembic_buf_release(&text);
	}
	arena_release(&arena);
	return 0;
}
