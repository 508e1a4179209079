/* banned.h: names no file of the project may use, put before every source by the compiler's -include.
 * They write without a bound, answer in static memory, hide errors, start a shell, or go by the locale of the process, where
 * sqlembic/text.h has those that do not.  The headers that declare them come first, so that only our own use is refused. */
#ifndef SQLEMBIC_BANNED_H
#define SQLEMBIC_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#undef strcpy
#undef strcat
#undef strncpy
#undef strtok
#undef sprintf
#undef isalpha
#undef isalnum
#undef isdigit
#undef isspace
#undef isupper
#undef islower
#undef isxdigit
#undef ispunct
#undef isprint
#undef tolower
#undef toupper
#pragma GCC poison strcpy strcat strncpy strtok sprintf vsprintf
#pragma GCC poison strcasecmp strncasecmp strcasestr strcoll strtod strtof strtold
#pragma GCC poison isalpha isalnum isdigit isspace isupper islower isxdigit ispunct isprint tolower toupper
#pragma GCC poison gets atoi atol atof localtime gmtime ctime asctime system tmpnam

#endif
