/* complete.h: completion of command lines, for the shells' scripts. */
#ifndef COMPLETE_H
#define COMPLETE_H

#include "app.h"
#include "sqlembic/buf.h"

/* Appends how the last of `words` (those after the program's name) can go on: lines
 * "word<tab>description", or the line ":files" or ":dirs" where the shell knows better.  Problems of any
 * kind mean fewer lines. */
void complete_words(struct sqlembic_buf *out, const struct app *app, size_t n, const char *const *words);

/* The script for "bash", "zsh" or "fish"; NULL for another shell. */
const char *complete_scripts_find(const char *shell);

#endif
