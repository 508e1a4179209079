/* again.h: commands as they have to be typed for the database that this command line is for. */
#ifndef AGAIN_H
#define AGAIN_H

#include "sqlembic/buf.h"

struct globals;

/* Adds a word of a command line (NULL: none), quoted, behind the option ("": none) that it belongs to. */
void again_put_word(struct sqlembic_buf *out, const char *option, const char *word);
/* The same of a URL or a variable: a password in it is masked, which who types the command has. */
void again_put_masked(struct sqlembic_buf *out, const char *option, const char *word);
/* Adds the options that say which database is meant, each behind a space; NULL as `section`: none was named. */
void again_put_options(struct sqlembic_buf *out, const struct globals *globals, const char *section);
/* Adds a text in which each "sqlembic COMMAND" gets `options` behind its first word, and `before` ahead of it; NULL: nothing. */
void again_put(struct sqlembic_buf *out, const char *text, const char *before, const char *options);

#endif
