/* tzfile.c: a zone's recorded transitions (RFC 8536, section 3). */
#include "scripts/tzfile.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "scripts/tzrule.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static const char DATABASE[] = "/usr/share/zoneinfo";

#define HEADER_SIZE 44
#define TYPE_SIZE   6

/* The two blocks of a file have the same layout but for the size of their times. */
struct block {
	const unsigned char *times, *indices, *types;
	size_t ntimes, ntypes, time_size;
	size_t length; /* of header and data */
};

static bool is_zone_name(const char *name)
{
	if (!name[0] || name[0] == '/' || strlen(name) > 200)
		return false;
	for (const char *p = name; *p; p++) {
		if (!sqlembic_is_alphanumeric(*p) && !strchr("_+-/", *p))
			return false;
	}
	return true;
}

int tzfile_find(struct sqlembic_buf *out, const char *name, struct sqlembic_error *err)
{
	char path[sizeof(DATABASE) + 256];
	if (!is_zone_name(name))
		return 0;
	(void)snprintf(path, sizeof(path), "%s/%s", DATABASE, name);
	if (!fs_exists(path) || fs_is_directory(path))
		return 0;
	int rc = fs_read(out, path, NULL, err);
	return rc < 0 ? rc : 1;
}

static int64_t read_number(const unsigned char *at, size_t size)
{
	uint64_t value = 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | at[i];
	return size == 4 ? (int32_t)(uint32_t)value : (int64_t)value;
}

static bool read_block(struct block *out, struct sqlembic_span data, size_t time_size)
{
	const unsigned char *at = (const unsigned char *)data.ptr;
	if (data.len < HEADER_SIZE || memcmp(at, "TZif", 4) != 0)
		return false;
	size_t counts[6]; /* UT flags, standard flags, leap seconds, times, types, characters */
	for (size_t i = 0; i < 6; i++)
		counts[i] = (size_t)(uint32_t)read_number(at + 20 + i * 4, 4);
	for (size_t i = 0; i < 6; i++) {
		if (counts[i] > data.len)
			return false;
	}
	*out = (struct block){ .ntimes = counts[3], .ntypes = counts[4], .time_size = time_size };
	out->times = at + HEADER_SIZE;
	out->indices = out->times + out->ntimes * time_size;
	out->types = out->indices + out->ntimes;
	out->length = HEADER_SIZE + out->ntimes * (time_size + 1) + out->ntypes * TYPE_SIZE + counts[5] +
		      counts[2] * (time_size + 4) + counts[1] + counts[0];
	return out->ntypes > 0 && out->length <= data.len;
}

/* Before the first transition the first type holds. */
static bool recorded_offset(long *seconds, const struct block *block, long long epoch)
{
	size_t low = 0, high = block->ntimes;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (read_number(block->times + middle * block->time_size, block->time_size) <= epoch)
			low = middle + 1;
		else
			high = middle;
	}
	size_t type = low ? block->indices[low - 1] : 0;
	if (type >= block->ntypes)
		return false;
	*seconds = (long)read_number(block->types + type * TYPE_SIZE, 4);
	return true;
}

static bool is_past_the_last(const struct block *block, long long epoch)
{
	if (block->ntimes == 0)
		return true;
	return epoch >= read_number(block->times + (block->ntimes - 1) * block->time_size, block->time_size);
}

bool tzfile_offset(long *seconds, struct sqlembic_span data, long long epoch)
{
	struct block block;
	if (!read_block(&block, data, 4))
		return false;
	if (data.ptr[4] < '2')
		return recorded_offset(seconds, &block, epoch);
	struct sqlembic_span rest = { data.ptr + block.length, data.len - block.length };
	if (!read_block(&block, rest, 8))
		return false;
	struct sqlembic_span rule = { rest.ptr + block.length, rest.len - block.length };
	if (rule.len > 2 && rule.ptr[0] == '\n' && rule.ptr[rule.len - 1] == '\n' &&
	    is_past_the_last(&block, epoch))
		return tzrule_offset(seconds, (struct sqlembic_span){ rule.ptr + 1, rule.len - 2 }, epoch);
	return recorded_offset(seconds, &block, epoch);
}
