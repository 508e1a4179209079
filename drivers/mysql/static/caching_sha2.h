/* caching_sha2.h: how accounts of MySQL 8 and later log in, for the program without shared libraries. */
#ifndef MYSQL_STATIC_CACHING_SHA2_H
#define MYSQL_STATIC_CACHING_SHA2_H
#include <mysql.h>

/* Makes the method known to the library, once for all connections.  A program with shared libraries finds Connector/C's
 * own module. */
void mysqldb_register_caching_sha2(MYSQL *db);

#endif
