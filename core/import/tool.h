/* tool.h: a tool whose directories are read.  Adding one: its file, and its line in tools.c. */
#ifndef TOOL_H
#define TOOL_H

#include "import/draft.h"
#include "import/history.h"
#include "import/source.h"

/* Names for what stands in the texts of tools that expand them. */
struct tool_settings {
	const struct sqlembic_pair *values; /* as given: NAME=VALUE */
	size_t nvalues;
	bool has_delimiter; /* the database's client needs DELIMITER round a stored program */
};

struct tool {
	const char *name;
	bool by_name; /* it knows its files by their names: those in which another tool's marks stand are not its own */
	/* Whether the file shows that the directory is of this tool.  All SQL is read by then. */
	bool (*claims)(const struct source *source, const struct source_file *file);
	/* Makes drafts in the tool's order, with version, id, message, texts and files. */
	int (*read)(struct drafts *out, struct source *source, const struct tool_settings *settings,
		    struct sqlembic_error *err);
	struct tool_history history;
	bool has_graph; /* the drafts come with their parents */
};

/* The table; ends with NULL. */
extern const struct tool *const tools_all[];

const struct tool *tools_find(const char *name);

extern const struct tool atlas_tool;
extern const struct tool dbmate_tool;
extern const struct tool diesel_tool;
extern const struct tool flyway_tool;
extern const struct tool golang_tool;
extern const struct tool goose_tool;
extern const struct tool graphile_tool;
extern const struct tool nodepg_tool;
extern const struct tool prisma_tool;
extern const struct tool refinery_tool;
extern const struct tool sqlx_tool;
extern const struct tool supabase_tool;
extern const struct tool tern_tool;

/* golang-migrate and sqlx name their files alike. */
bool sqlx_is_project(const struct source *source);

#endif
