# What the module is linked with.
PACKAGES_postgresql := libpq
