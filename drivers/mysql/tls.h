/* tls.h: what the parameters of URLs say about encryption. */
#ifndef MYSQL_TLS_H
#define MYSQL_TLS_H

#include "session.h"

enum mysqldb_tls_parameter {
	MYSQLDB_TLS_MODE,      /* a word, of any of the drivers that have one */
	MYSQLDB_TLS_SWITCH,    /* the same, or true and false, or an object of JavaScript */
	MYSQLDB_TLS_ACCEPT,    /* Prisma's: strict, accept_invalid_certs */
	MYSQLDB_TLS_GO,        /* true means verified */
	MYSQLDB_TLS_REQUIRE,   /* true */
	MYSQLDB_TLS_DISABLE,   /* true; false: require it, as mysql-connector does */
	MYSQLDB_TLS_VERIFY,    /* true: the certificate, and false: not even that */
	MYSQLDB_TLS_IDENTITY,  /* true: the name in it, too */
	MYSQLDB_TLS_TRUST,     /* true: whatever the certificate is */
	MYSQLDB_TLS_AUTHORITY, /* a file: verify everything */
	MYSQLDB_TLS_DETAIL     /* a certificate of ours, ciphers, versions: whoever names them wants TLS */
};

/* When of the three passes over the parameters this one is heard: the most explicit comes last. */
int mysqldb_tls_pass(enum mysqldb_tls_parameter parameter);
/* Refuses a value that it does not know: nobody must go on in clear text, or without verification, unawares. */
int mysqldb_tls_set(struct mysqldb_target *t, enum mysqldb_tls_parameter parameter, const char *key,
		    const char *value, struct sqlembic_error *err);

#endif
