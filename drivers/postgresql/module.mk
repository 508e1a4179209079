# What the module is linked with.
PACKAGES_postgresql := libpq
# What the names of its tables of texts begin with.
PREFIX_postgresql := postgres
