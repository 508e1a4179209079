/* flyway_history.c: see flyway_history.h. */
#include "import/flyway_history.h"

#include <inttypes.h>
#include <stdlib.h>

#include "import/line.h"

/* A part of a version, filled up with zeros, so that texts sort as numbers do. */
#define PART_LENGTH 20

const char *flyway_history_key(struct arena *arena, struct sqlembic_span version)
{
	struct sqlembic_buf key = SQLEMBIC_BUF_INIT;
	size_t whole = 0;
	for (size_t at = 0; at < version.len;) {
		size_t digits = 0, zeros = 0;
		while (at + digits < version.len && sqlembic_is_digit(version.ptr[at + digits]))
			digits++;
		while (zeros < digits && version.ptr[at + zeros] == '0')
			zeros++;
		size_t length = digits - zeros;
		for (size_t fill = length; fill < PART_LENGTH; fill++)
			sqlembic_buf_putc(&key, '0');
		sqlembic_buf_add(&key, version.ptr + at + zeros, length);
		whole = length ? key.len : whole;
		at += digits + 1;
	}
	const char *copy = key.failed ? NULL : arena_copy(arena, sqlembic_buf_text(&key), whole);
	sqlembic_buf_release(&key);
	return copy;
}

const char *flyway_history_repeatable(struct arena *arena, struct sqlembic_span description)
{
	char *version = arena_printf(arena, "R %.*s", (int)description.len, description.ptr);
	for (char *p = version; p && *p; p++)
		*p = *p == '_' ? ' ' : *p;
	return version;
}

/* ---- checksums ---- */

static uint32_t add_byte(uint32_t crc, unsigned char byte)
{
	crc ^= byte;
	for (int bit = 0; bit < 8; bit++)
		crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
	return crc;
}

/* CRC-32 of the lines without their ends. */
static int32_t sum_lines(struct sqlembic_span text)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '\n' && text.ptr[i] != '\r')
			crc = add_byte(crc, (unsigned char)text.ptr[i]);
	return (int32_t)~crc;
}

static bool has_checksum(const struct draft *draft, const char *expected)
{
	return !expected || !draft->up_file || sum_lines(draft->up_file->text) == strtol(expected, NULL, 10);
}

/* ---- rows ---- */

static int compare_key(const void *key, const void *draft)
{
	return strcmp(key, ((const struct draft *)draft)->key);
}

/* They are sorted by their keys. */
static struct draft *find_version(const struct history *history, const char *version, const char *description)
{
	const struct drafts *drafts = history_drafts(history);
	struct arena *arena = drafts->arena;
	struct sqlembic_span text = { version ? version : description,
				      strlen(version ? version : description) };
	const char *key = version ? flyway_history_key(arena, text) : flyway_history_repeatable(arena, text);
	if (!key || !version)
		return key ? history_find(history, key) : NULL;
	return bsearch(key, drafts->items, drafts->n, sizeof(*drafts->items), compare_key);
}

/* Versions up to a baseline's have no rows. */
static int apply_baseline(const struct history *history, const char *version)
{
	const struct drafts *drafts = history_drafts(history);
	const char *key = flyway_history_key(drafts->arena,
					     (struct sqlembic_span){ version, strlen(version) });
	for (size_t i = 0; key && i < drafts->n; i++)
		if (drafts->items[i].key[0] != 'R' && strcmp(drafts->items[i].key, key) <= 0)
			drafts->items[i].is_applied = true;
	return 0;
}

/* version, success, installed_on, execution_time, type, checksum, description. */
int flyway_history_take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	const char *version = values[0], *type = values[4] ? values[4] : "";
	const char *description = values[6] ? values[6] : "";
	const char *shown = version ? version : description;
	if (strcmp(type, "SCHEMA") == 0)
		return 0;
	if (!history_is_true(values[1]))
		return history_fail(history, shown, err);
	if (strcmp(type, "BASELINE") == 0 && version)
		return apply_baseline(history, version);
	struct draft *draft = find_version(history, version, description);
	if (!draft)
		return strcmp(type, "DELETE") == 0 ? 0 : history_stray(history, shown, err);
	if (strcmp(type, "DELETE") == 0 || strncmp(type, "UNDO", 4) == 0)
		return history_undo(history, draft->version, err);
	if (version && !has_checksum(draft, values[5]))
		return history_change(history, shown, err);
	int rc = history_apply(history, draft->version, values[2],
			       values[3] ? strtoll(values[3], NULL, 10) : -1, err);
	/* A repeatable migration runs again and again, behind whatever is there. */
	if (!version)
		draft->applied_as = SIZE_MAX;
	return rc;
}
