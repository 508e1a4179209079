/* complete.h: completion of command lines, for the shells' scripts. */
#ifndef COMPLETE_H
#define COMPLETE_H

#include "app.h"
#include "sqlembic/buf.h"

/* Appends how the last of `words` (those after the program's name, quoted as in a shell) can go on: lines
 * "word<tab>description", or the line ":files" or ":dirs" where the shell knows better.  Problems of any
 * kind mean fewer lines. */
void complete_words(struct sqlembic_buf *out, const struct app *app, size_t n, const char *const *words);

/* What a shell would make of a word: without its quotes and backslashes, with `home` (or NULL) for a leading
 * "~/".  A quote may still be open, since words are asked about while they are typed. */
void complete_quotes_remove(struct sqlembic_buf *out, const char *word, const char *home);

/* The script for "bash", "zsh" or "fish"; NULL for another shell. */
const char *complete_scripts_find(const char *shell);

#endif
