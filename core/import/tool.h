/* tool.h: a tool whose directories are read.  Adding one: its file, and its line in tools.c. */
#ifndef TOOL_H
#define TOOL_H

#include "import/draft.h"
#include "import/history.h"
#include "import/source.h"

/* How a tool sorts: each draft follows the one before it, but those of a graph, which have their parents. */
enum tool_order { TOOL_ORDER_NAMES, TOOL_ORDER_NUMBER, TOOL_ORDER_KEY, TOOL_ORDER_GRAPH };

struct tool {
	const char *name;
	bool by_name; /* it knows its files by their names: those in which another tool's marks stand are not its own */
	/* Whether the file shows that the directory is of this tool.  All SQL is read by then. */
	bool (*claims)(const struct source *source, const struct source_file *file);
	/* Whether the file is one of its migrations, or what is refused in the place of one. */
	bool (*takes)(const struct source_file *file);
	/* Makes a draft of a file: version, id, message, texts, files. */
	int (*read)(struct drafts *out, struct source *source, struct source_file *file,
		    struct sqlembic_error *err);
	/* Behind the last file, before the drafts are sorted; NULL: there is nothing to do. */
	int (*finish)(struct drafts *out, struct source *source, struct sqlembic_error *err);
	enum tool_order order;
	struct tool_history history;
};

/* The table; ends with NULL. */
extern const struct tool *const tools_all[];

const struct tool *tools_find(const char *name);

extern const struct tool alembic_tool;
extern const struct tool atlas_tool;
extern const struct tool dbmate_tool;
extern const struct tool diesel_tool;
extern const struct tool flyway_tool;
extern const struct tool golang_tool;
extern const struct tool goose_tool;
extern const struct tool graphile_tool;
extern const struct tool liquibase_tool;
extern const struct tool nodepg_tool;
extern const struct tool prisma_tool;
extern const struct tool refinery_tool;
extern const struct tool sqitch_tool;
extern const struct tool sqlmigrate_tool;
extern const struct tool sqlx_tool;
extern const struct tool supabase_tool;
extern const struct tool tern_tool;
extern const struct tool yoyo_tool;

#endif
