# What the module is linked with.
PACKAGES_postgresql := libpq
# As in drivers/mysql/module.mk.
FIRST_postgresql = $(call openssl_of,$(PACKAGES_postgresql))
# What the names of its tables of texts begin with.
PREFIX_postgresql := postgres

# Without shared libraries.  The archives of libpq's parts are those of Debian's postgresql-server-dev-N, of the same N; of
# Kerberos, LDAP and OAuth there are none, or only with a whole tail of others: absent.c stands in.  The _shlib ones have
# the names that libpq's own objects call, the others (since 17) not all of them.
PG_ARCHIVES ?= $(shell .ci/static-archives $(abspath $B/archives))
STATIC_OBJ_postgresql = $B/drivers/postgresql/static/absent.o
STATIC_LIBS_postgresql = -L$(PG_ARCHIVES) $(patsubst -lpgcommon,-lpgcommon_shlib,$(patsubst -lpgport,-lpgport_shlib, \
	$(filter-out -lgssapi_krb5 -lldap -lpq-oauth -lcurl,$(call static_libs,libpq))))
