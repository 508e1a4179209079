/* parameter.h: what the parameters of a URL mean, in the words of libpq and of drivers for other languages. */
#ifndef POSTGRESQL_PARAMETER_H
#define POSTGRESQL_PARAMETER_H

#include <stdbool.h>

enum postgres_parameter_kind {
	POSTGRES_PARAMETER_KEYWORD, /* of libpq */
	POSTGRES_PARAMETER_SSL,     /* sslmode, or a boolean */
	POSTGRES_PARAMETER_SOCKET,  /* path of the server's socket */
	POSTGRES_PARAMETER_TIMEOUT, /* connect_timeout, unless that is given, too */
	POSTGRES_PARAMETER_SETTING, /* of the server: `text`; a single name where `is_name` */
	POSTGRES_PARAMETER_STATEMENT_TIMEOUT,
	POSTGRES_PARAMETER_LOCK_TIMEOUT,
	POSTGRES_PARAMETER_REFUSED, /* it says where, or how safely: `text` is what to write instead */
	POSTGRES_PARAMETER_NOTHING, /* without a meaning here */
	POSTGRES_PARAMETER_UNKNOWN
};

struct postgres_parameter {
	enum postgres_parameter_kind kind;
	const char *text;
	bool is_name;
};

struct postgres_parameter postgres_parameter_meaning(const char *key, bool is_keyword);
const char *postgres_parameter_ssl_mode(const char *value, bool may_be_boolean);
/* As strtod(), whatever the locale of the process says. */
double postgres_parameter_number(const char *text, char **end);
/* Milliseconds, with the units of the server: 5000, 5s, 2min; false: it is no time. */
bool postgres_parameter_time(long *out, const char *value);

#endif
