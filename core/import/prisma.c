/* prisma.c: Prisma's directories: "20260101120000_name/migration.sql", in the order of their names. */
#include <nettle/sha2.h>
#include <stdio.h>

#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static const char script[] = "/migration.sql";

static bool takes(const struct source_file *file)
{
	const char *slash = strchr(file->name, '/');
	return slash && strcmp(slash, script) == 0;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return takes(file);
}

static int read_directory(struct drafts *out, struct source *source, struct source_file *file,
			  struct sqlembic_error *err)
{
	struct sqlembic_span text;
	size_t length = strcspn(file->name, "/"), digits = strspn(file->name, "0123456789");
	const char *name = file->name + digits + (file->name[digits] == '_');
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_from(
		out, file, (struct sqlembic_span){ file->name, digits ? digits : length },
		(struct sqlembic_span){ name, (size_t)(file->name + length - name) });
	if (!draft || !(draft->version = arena_copy(out->arena, file->name, length)))
		return sqlembic_fail_memory(err);
	return draft_set(&draft->up, out, text, err);
}

/* ---- the history ---- */

static bool has_checksum(const struct draft *draft, const char *expected)
{
	struct sha256_ctx hash; /* of the file as it is, with its byte order mark */
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[2 * SHA256_DIGEST_SIZE + 1];
	sha256_init(&hash);
	sha256_update(&hash, draft->up_file->bytes.len, (const uint8_t *)draft->up_file->bytes.ptr);
	sha256_digest(&hash, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		(void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return strcmp(text, expected) == 0;
}

/* Neither finished nor rolled back: it failed.  One that was rolled back may have other rows. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	const char *name = values[0], *finished = values[1], *rolled_back = values[2], *checksum = values[3];
	const struct draft *draft = name ? history_find(history, name) : NULL;
	if (!name || rolled_back)
		return 0;
	if (!finished)
		return history_fail(history, name, err);
	if (draft && checksum && !has_checksum(draft, checksum))
		return history_change(history, name, err);
	return history_apply(history, name, finished, -1, err);
}

const struct tool prisma_tool = {
	.name = "prisma",
	.claims = claims,
	.takes = takes,
	.read = read_directory,
	.history = { .tables = { "_prisma_migrations" },
		     .columns = "migration_name, finished_at, rolled_back_at, checksum",
		     .order = "started_at",
		     .take = take },
};
