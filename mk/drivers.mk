# Drivers that need a client library.  Each is a module of its own, $B/lib/sqlembic/<name>.so, that the library loads when
# a URL asks for it; STATIC_DRIVERS=1 links them in instead.  A module whose client library is not installed is left out.
#
# A module holds what it needs of the library (buffers, errors: no state) instead of looking for it in whoever loads it:
# that is the program, which exports nothing, or a program that uses libsqlembic.so, perhaps out of sight of the linker
# (dlopen, Python).  Its version script hides all but its entry, so that the two copies never meet.

first_package = $(firstword $(foreach p,$(1),$(shell $(PKG_CONFIG) --exists $(p) 2>/dev/null && echo $(p))))
# The header comes before core/banned.h: it has macros with banned names.
PACKAGE_mysql := $(call first_package,libmariadb mysqlclient)
HEADER_mysql := mysql.h

MODULE_PARTS := $B/core/buf.o $B/core/error.o
ALL_MODULES := $(shell sed -n 's/^MODULE(\(.*\))$$/\1/p' drivers/drivers.def)
MODULES := $(foreach m,$(ALL_MODULES),$(if $(PACKAGE_$(m)),$(m)))
module_src = $(filter-out drivers/$(1)/dialect.c,$(sort $(wildcard drivers/$(1)/*.c)))
module_obj = $(patsubst %.c,$B/%.o,$(call module_src,$(1)))
MODULE_OBJ := $(foreach m,$(MODULES),$(call module_obj,$(m)))
MODULE_SRC := $(foreach m,$(MODULES),$(call module_src,$(m)))
MODULE_CFLAGS := $(foreach m,$(MODULES),$(shell $(PKG_CONFIG) --cflags $(PACKAGE_$(m))))
MODULE_LIBS := $(foreach m,$(MODULES),$(call pkg_libs,$(PACKAGE_$(m))))
MODULE_FILES := $(if $(STATIC_DRIVERS),,$(MODULES:%=$B/lib/sqlembic/%.so))

ifdef STATIC_DRIVERS
DRIVER_OBJ += $(filter-out %/module.o,$(MODULE_OBJ))
LIBRARY_LIBS += $(MODULE_LIBS)
PROGRAM_LIBS += $(MODULE_LIBS)
$B/drivers/drivers.o: MODULE_FLAGS := -DSQLEMBIC_STATIC_DRIVERS
endif

define MODULE_RULES
$(call module_obj,$(1)): MODULE_FLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGE_$(1))) -include $(HEADER_$(1))
$B/lib/sqlembic/$(1).so: $(call module_obj,$(1)) $(MODULE_PARTS) drivers/module.map
	$$(call say,LD,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) -shared -Wl,--version-script=drivers/module.map $(if $(SAN),,-Wl,-z,defs) $$(BASE_LDFLAGS) $$(CFLAGS) \
		$$(LDFLAGS) -o $$@ $$(filter %.o,$$^) $(call pkg_libs,$(PACKAGE_$(1)))
endef
$(foreach m,$(MODULES),$(eval $(call MODULE_RULES,$(m))))
