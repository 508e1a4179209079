# What the module is linked with; check-matrix-oracle says mysqlclient.
PACKAGES_mysql := libmariadb
# Has macros with names that core/base/banned.h bans: it comes first.
HEADER_mysql := mysql.h
