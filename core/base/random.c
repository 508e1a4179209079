/* random.c: see random.h. */
#include "base/random.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "sqlembic/error.h"

int random_id(char out[RANDOM_ID_SIZE], struct sqlembic_error *err)
{
	unsigned char bytes[RANDOM_ID_SIZE / 2];
	ssize_t n;
	do {
		n = getrandom(bytes, sizeof(bytes), 0);
	} while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(bytes))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot get random bytes: %s", strerror(errno));
	for (size_t i = 0; i < sizeof(bytes); i++)
		(void)snprintf(out + i * 2, 3, "%02x", bytes[i]);
	return 0;
}
