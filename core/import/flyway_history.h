/* flyway_history.h: versions as Flyway compares them, and the rows of its table. */
#ifndef FLYWAY_HISTORY_H
#define FLYWAY_HISTORY_H

#include "import/history.h"

/* A text that sorts as the version does: V1, V01 and V1.0 are one. */
const char *flyway_history_key(struct arena *arena, struct sqlembic_span version);
/* What stands for the version of a repeatable migration with this description. */
const char *flyway_history_repeatable(struct arena *arena, struct sqlembic_span description);
/* Of struct tool_history. */
int flyway_history_take(struct history *history, const char *const *values, struct sqlembic_error *err);

#endif
