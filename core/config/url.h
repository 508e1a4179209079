/* url.h: database URLs as SQLAlchemy writes them. */
#ifndef URL_H
#define URL_H

#include "base/arena.h"
#include "sqlembic.h"
#include "sqlembic/driver.h"

/* Takes a URL apart; strings live in the arena.  `dialect` is the scheme as written, lower case, without
 * its "+driver" suffix: engines are looked up by it.  The message of an error never holds the URL
 * itself.
 *
 * Everything is percent-decoded (a "%" without two hex digits is itself), except the path of a URL
 * without user and host: sqlite:///some%20file names the file "some%20file", as in SQLAlchemy.  An "@"
 * belongs to the password until what follows it can be host[:port][/database][?key=value]. */
int url_parse(struct sqlembic_url *out, struct arena *arena, const char *text, struct sqlembic_error *err);
/* Appends `text` percent-encoded for use as any part of a URL. */
void url_encode(struct sqlembic_buf *out, const char *text);
/* True when a value that is put behind `prefix`, the beginning of a URL, will be decoded by url_parse:
 * it is not in the scheme, where a variable may stand for a whole URL, and not in a path that names a
 * file. */
bool url_encodes_after(const char *prefix);
/* The engine whose schemes hold url->dialect, or an error that lists the known schemes. */
const struct sqlembic_engine *url_engine(const struct sqlembic_url *url, struct sqlembic_error *err);

#endif
