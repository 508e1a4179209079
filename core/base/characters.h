/* characters.h: texts are read as UTF-8, whatever the locale of the process says. */
#ifndef CHARACTERS_H
#define CHARACTERS_H

#include <locale.h>

/* A locale whose characters are those of UTF-8; where the system has none, those of ASCII.  The caller's, who gives it to
 * freelocale(); 0: no memory.  Loading it takes as long as reading a directory of revisions. */
locale_t characters_locale(void);

/* Between the two calls functions of the thread that know the locale only implicitly, as glob() does, read UTF-8. */
struct characters {
	locale_t locale, before;
};

struct characters characters_begin(void);
void characters_end(struct characters characters);

#endif
