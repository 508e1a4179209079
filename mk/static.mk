# A program without shared libraries: `make STATIC=1`, and with STATIC_DRIVERS=1 one file that has all engines.  What the
# archive of a client library needs besides is in drivers/<name>/module.mk.

static_libs = $(shell $(PKG_CONFIG) --static --libs $(1))

STATIC_CLIENTS := $(if $(and $(STATIC),$(STATIC_DRIVERS)),$(MODULES))
STATIC_SRC := $(foreach m,$(STATIC_CLIENTS),$(STATIC_SRC_$(m)))
STATIC_PACKAGES := $(foreach m,$(STATIC_CLIENTS),$(STATIC_PACKAGES_$(m)))
STATIC_OBJ := $(foreach m,$(STATIC_CLIENTS),$(STATIC_OBJ_$(m)))
STATIC_LIBS = -static -lsqlite3 -lm $(foreach m,$(STATIC_CLIENTS),$(STATIC_LIBS_$(m)))
