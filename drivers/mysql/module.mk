# What the module is linked with; check-matrix-oracle says mysqlclient.
PACKAGES_mysql := libmariadb
# The loader looks for each name in one library after the other, and most of the names are those that OpenSSL has of its own:
# a twelfth of what a run executes that finds nothing to do is saved when it does not come last.
# Oracle's client brings its own.
FIRST_mysql = $(if $(filter libmariadb,$(PACKAGES_mysql)),$(call openssl_of,libmariadb))

# Has macros with names that core/base/banned.h bans: it comes first.
HEADER_mysql := mysql.h

# Without shared libraries: the driver's own part of Connector/C, and what the archives need.
STATIC_SRC_mysql := drivers/mysql/static/caching_sha2.c
STATIC_PACKAGES_mysql := libcrypto
STATIC_LIBS_mysql = $(call static_libs,libmariadb)
