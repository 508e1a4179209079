/* fuzz_scan.c: the statement scanner on any bytes, in the dialect that the first byte chooses.  Whatever
 * the input, statements lie in order inside it, the sizes in which it was read do not show, and SQLite
 * agrees on the ends. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sql/scan.h"

#define MOST 512

struct source {
	const uint8_t *data;
	size_t size, at, chunk;
};

struct found {
	int line, column;
	unsigned long long begin, end;
	unsigned classes;
	size_t copied; /* a sum over the COPY data */
	char words[64];
};

struct result {
	struct found items[MOST];
	size_t n;
	int rc;
	struct sqlembic_error err;
};

static void require(bool condition)
{
	if (!condition)
		abort();
}

static long read_some(void *payload, char *out, size_t size, struct sqlembic_error *err)
{
	(void)err;
	struct source *source = payload;
	size_t n = source->size - source->at;
	n = n < source->chunk ? n : source->chunk;
	n = n < size ? n : size;
	memcpy(out, source->data + source->at, n);
	source->at += n;
	return (long)n;
}

static int sum_copy_data(struct scan *scan, size_t *sum, struct sqlembic_error *err)
{
	struct sqlembic_span chunk;
	int rc;
	while ((rc = scan_copy_data(scan, &chunk, err)) > 0) {
		for (size_t i = 0; i < chunk.len; i++)
			*sum = *sum * 31 + (unsigned char)chunk.ptr[i];
	}
	return rc;
}

static void check_statement(const struct statement *statement, const struct source *source,
			    unsigned long long before)
{
	require(statement->begin >= before && statement->end > statement->begin);
	require(statement->end <= source->size && statement->end - statement->begin == statement->sql.len);
	require(statement->line > 0 && statement->column > 0);
	int line, column;
	scan_locate(statement, 1, &line, &column);
	require(line == statement->line && column == statement->column);
}

static void scan_all(struct result *out, const struct sqlembic_dialect *dialect, const uint8_t *data,
		     size_t size, size_t chunk)
{
	struct source source = { data, size, 0, chunk };
	struct scan *scan = scan_open(dialect, "input", read_some, &source);
	require(scan != NULL);
	struct statement statement;
	unsigned long long before = 0;
	memset(out, 0, sizeof(*out));
	while (out->n < MOST && (out->rc = scan_next(scan, &statement, &out->err)) > 0) {
		check_statement(&statement, &source, before);
		before = statement.end;
		struct found *found = &out->items[out->n++];
		found->line = statement.line;
		found->column = statement.column;
		found->begin = statement.begin;
		found->end = statement.end;
		found->classes = statement.classes;
		size_t n = statement.words.len < sizeof(found->words) ? statement.words.len
								      : sizeof(found->words);
		memcpy(found->words, statement.words.ptr, n);
		if (statement.has_copy_data && (out->rc = sum_copy_data(scan, &found->copied, &out->err)) < 0)
			break;
	}
	require(out->rc >= 0 || (out->err.line > 0 && out->err.message[0] != '\0'));
	scan_close(scan);
}

static bool is_same(const struct result *a, const struct result *b)
{
	return a->n == b->n && a->rc == b->rc && memcmp(a->items, b->items, a->n * sizeof(*a->items)) == 0 &&
	       a->err.line == b->err.line && a->err.column == b->err.column &&
	       strcmp(a->err.message, b->err.message) == 0 && strcmp(a->err.hint, b->err.hint) == 0;
}

/* A statement is complete to SQLite with a semicolon behind it, and not without. */
static void check_sqlite(const struct result *result, const uint8_t *data)
{
	for (size_t i = 0; i < result->n; i++) {
		size_t length = (size_t)(result->items[i].end - result->items[i].begin);
		char *sql = malloc(length + 3);
		require(sql != NULL);
		memcpy(sql, data + result->items[i].begin, length);
		memcpy(sql + length, "\n;", 3);
		require(sqlite3_complete(sql));
		sql[length] = '\0';
		require(!sqlite3_complete(sql));
		free(sql);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct result whole, parts;
	static const size_t chunks[] = { 1, 7 };
	size_t dialects = 0;
	while (sqlembic_engines[dialects].name)
		dialects++;
	if (size == 0)
		return 0;
	const struct sqlembic_dialect *dialect = sqlembic_engines[data[0] % dialects].dialect;
	data++;
	size--;
	scan_all(&whole, dialect, data, size, 65536);
	for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
		scan_all(&parts, dialect, data, size, chunks[i]);
		require(is_same(&whole, &parts));
	}
	if (whole.rc >= 0 && (dialect->lex & SQLEMBIC_LEX_TRIGGER_BODY) && !memchr(data, '\v', size))
		check_sqlite(&whole, data);
	return 0;
}
