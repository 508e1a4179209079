# What the module is linked with; check-matrix-oracle says mysqlclient.
PACKAGES_mysql := libmariadb
# Has macros with names that core/base/banned.h bans: it comes first.
HEADER_mysql := mysql.h

# Without shared libraries: the driver's own part of Connector/C, and what the archives need.
STATIC_SRC_mysql := drivers/mysql/static/caching_sha2.c
STATIC_PACKAGES_mysql := libcrypto
STATIC_LIBS_mysql = $(call static_libs,libmariadb)
