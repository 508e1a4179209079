/* tools.c: the table of tools. */
#include <string.h>

#include "import/tool.h"

const struct tool *const tools_all[] = { &alembic_tool,   &atlas_tool,      &dbmate_tool, &diesel_tool,
					 &flyway_tool,    &golang_tool,     &goose_tool,  &graphile_tool,
					 &liquibase_tool, &nodepg_tool,     &prisma_tool, &refinery_tool,
					 &sqitch_tool,    &sqlmigrate_tool, &sqlx_tool,   &supabase_tool,
					 &tern_tool,      &yoyo_tool,       NULL };

const struct tool *tools_find(const char *name)
{
	for (const struct tool *const *tool = tools_all; *tool; tool++)
		if (strcmp((*tool)->name, name) == 0)
			return *tool;
	return NULL;
}
