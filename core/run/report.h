/* report.h: what a run says: events, and words for states. */
#ifndef REPORT_H
#define REPORT_H

#include "run/parts.h"

int report_step(const struct run *run, const struct step *step, enum sqlembic_event_kind kind,
		size_t statement, double milliseconds, struct sqlembic_error *err);
/* Tells of a statement that is done. */
int report_statement(const struct run *run, const struct step *step, size_t number, const char *words,
		     double milliseconds, struct sqlembic_error *err);
/* Before statements `first` to `last` of the step at hand are sent; `payload` is the run. */
int report_sending(void *payload, size_t first, size_t last, struct sqlembic_error *err);
/* Offline: the comment above a step. */
int report_comment(struct run *run, const struct step *step, struct sqlembic_error *err);
/* "a, b" or "base" (no rows); in the arena. */
const char *report_rows(struct arena *arena, const struct rows *rows);
/* A word of a command as a shell takes it, in the arena; NULL when out of memory. */
const char *report_word(struct arena *arena, const char *word);
/* The command that finishes a half-applied step, "upgrade ae10"; NULL when out of memory. */
const char *report_finish_command(struct arena *arena, const struct journal_entry *entry);
/* How to go on where a step that left nothing wanted to make what is there, and no revision is said to be applied. */
void report_hint_there(const struct run *run, const struct step *step, struct sqlembic_error *err);
/* The command that does what is left of the plan, behind the text `ahead`. */
void report_hint_rest(const struct run *run, const char *ahead, struct sqlembic_error *err);
/* How to go on after a failure, where nobody has said so yet. */
void report_hint_again(const struct run *run, int code, struct sqlembic_error *err);
/* "upgrade", "downgrade", "stamp". */
const char *report_direction(enum sqlembic_direction direction);

#endif
