/* secrets.h: the passwords of a configuration, and texts without them. */
#ifndef SECRETS_H
#define SECRETS_H

#include "base/names.h"
#include "config/config.h"
#include "config/keys.h"

/* Zero-initialised: none. */
struct secrets {
	struct names names;  /* every secret, as it is and as a URL writes it */
	const char **in_use; /* those of the URLs that are used, longest first */
	size_t n;
};

/* Collects the passwords of URLs and the values of keys that are named as secrets are.  A setting that cannot be read
 * has none. */
int secrets_collect(struct secrets *out, struct config *config, struct sqlembic_error *err);

/* The value of `key` as it may be shown: passwords of URLs, values of secret keys, and whatever is, or holds, a password
 * of a URL that is used, are "***".  In the arena; NULL when out of memory. */
const char *secrets_hide(const struct secrets *secrets, struct config *config, const char *key,
			 enum config_kind kind, const char *value);

#endif
