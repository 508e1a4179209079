/* utf8.h: which bytes are a character. */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

/* Bytes of the character that `text` begins with; 0: it begins with none, as an overlong form, a surrogate or what is
 * beyond the last character. */
size_t utf8_char(const char *text);

#endif
