/* banned.h: names no file of the project may use, put before every source by the compiler's -include.
 * They write without a bound, answer in static memory, hide errors or start a shell.  The headers that declare
 * them come first, so that only our own use is refused. */
#ifndef SQLEMBIC_BANNED_H
#define SQLEMBIC_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef strcpy
#undef strcat
#undef strncpy
#undef strtok
#undef sprintf
#pragma GCC poison strcpy strcat strncpy strtok sprintf vsprintf
#pragma GCC poison gets atoi atol atof localtime gmtime ctime asctime system tmpnam

#endif
