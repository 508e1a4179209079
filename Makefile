# The build.  `make help` lists the targets; mk/*.mk hold installation, tests and checks.
#
#   make V=1              show the commands            make B=DIR       build somewhere else
#   make CC=clang         another compiler             make WERROR=1    warnings are errors
#   make CFLAGS=-O3       appended to ours             make SAN=1       with ASan and UBSan, in build/san
#   make STATIC=1         a program without shared libraries
#   make STATIC_DRIVERS=1 all drivers linked in, no modules; with STATIC=1 one file for all engines
#   make MODULES=         no modules: SQLite only (default: those of drivers/drivers.def)
#
# Layers are kept apart by the include paths: cmd/ and drivers/ are compiled with core/include only.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

B ?= build$(if $(SAN),/san)
VERSION := $(shell sed -n 's/^\#define SQLEMBIC_VERSION "\(.*\)"/\1/p' core/include/sqlembic.h)
# Before 1.0.0 a minor version may change the interface, so it is part of the name that programs are linked with.
SOVERSION := $(if $(filter 0.%,$(VERSION)),$(basename $(VERSION)),$(firstword $(subst ., ,$(VERSION))))

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man

PKG_CONFIG ?= pkg-config
AWK ?= awk
OBJCOPY ?= objcopy
CXX ?= c++
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

# ---- flags ----

WARNINGS := -Wall -Wextra -pedantic -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings \
	-Wvla -Wformat=2 -Wundef $(if $(WERROR),-Werror)
SAN_FLAGS :=
ifdef SAN
SAN_FLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ifdef FUZZ
SAN_FLAGS += -fsanitize=fuzzer-no-link
endif
# Nobody unwinds through these frames but a debugger, which has -g: without the tables the program is a tenth smaller.  The
# sanitizers' code is compiled in half the time by -O1, and their reports need no more than lines.
BASE_CFLAGS := -std=c17 -D_GNU_SOURCE $(if $(SAN),-O1 -g1,-O2 -g) -fvisibility=hidden -fPIC $(WARNINGS) \
	$(if $(SAN_FLAGS),$(SAN_FLAGS),-fno-asynchronous-unwind-tables)
BASE_LDFLAGS := $(SAN_FLAGS) -pthread -Wl,--as-needed

# By the first folder of a source's path.
BANNED := -include core/base/banned.h
FLAGS_core := $(BANNED) -Icore/include -Icore -DSQLEMBIC_DRIVER_DIR='"$(LIBDIR)/sqlembic"'
FLAGS_drivers := $(BANNED) -Icore/include
FLAGS_cmd := $(BANNED) -Icore/include -Icmd
FLAGS_test := -Icore/include -Icore -Icmd -Itest/support -DTEST_DATA='"$(CURDIR)/test"'
FLAGS_bench :=

pkg_libs = $(or $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null),$(addprefix -l,$(patsubst lib%,%,$(1))))
# OpenSSL, where a client library says that it is linked with it: one with GnuTLS would get a library that it does not need.
openssl_of = $(if $(filter -lssl,$(shell $(PKG_CONFIG) --static --libs $(1) 2>/dev/null)),\
	$(shell $(PKG_CONFIG) --libs libcrypto libssl 2>/dev/null))
pkg_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)

# Engines whose sessions are modules, which alone are linked with the client libraries; what a module needs is in its
# folder's module.mk.
include $(wildcard drivers/*/module.mk)
MODULES := $(filter $(patsubst drivers/%/driver.c,%,$(wildcard drivers/*/driver.c)),\
	$(shell awk -F'[(),]' '$$1 == "MODULE" { print $$2 }' drivers/drivers.def))
MODULE_LIBS = $(foreach m,$(MODULES),$(call pkg_libs,$(PACKAGES_$(m))))

include mk/static.mk

LIBRARY_PACKAGES := inih nettle sqlite3 $(if $(STATIC_DRIVERS),$(foreach m,$(MODULES),$(PACKAGES_$(m)))) \
	$(STATIC_PACKAGES)
LIBRARY_LIBS := $(foreach p,$(LIBRARY_PACKAGES),$(call pkg_libs,$(p)))

# Loading shared libraries is what a start costs most: 1.07 ms with all four of them, 0.93 with only sqlite3 shared,
# 0.63 for a static program.  So the small ones are linked in where their archives are installed; sqlite3 stays
# shared, because its security updates come from the system, and the program loads it when a URL asks for it.
has_archive = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a 2>/dev/null))
small_lib = $(or $(call has_archive,$(1)),$(call pkg_libs,$(2)))
SMALL_LIBS := $(call small_lib,inih,inih) $(call small_lib,nettle,nettle)
JANSSON_LIB := $(call small_lib,jansson,jansson)
PROGRAM_LIBS := $(SMALL_LIBS) $(JANSSON_LIB) \
	$(if $(STATIC),$(STATIC_LIBS),$(if $(STATIC_DRIVERS),$(MODULE_LIBS)))
LATE_OBJ := $(if $(STATIC),,$B/drivers/sqlite/late/sqlite3.o)

# ---- sources ----

EMBEDDED := alembic.ini.sample core/proof/models.py core/import/alembic.py $(sort $(wildcard core/scripts/templates/*/*))
CORE_SRC := $(sort $(wildcard core/*/*.c))
module_src = $(filter-out %/dialect.c %/hazards.c %/accents.c %/module.c,$(sort $(wildcard drivers/$(1)/*.c drivers/$(1)/schema/*.c)))
queries_of = $(if $(wildcard drivers/$(1)/schema/sql/*.sql),$B/gen/$(1)_queries.o)
MODULE_SRC := $(foreach m,$(MODULES),$(call module_src,$(m)) drivers/$(m)/module.c)
DRIVER_SRC := drivers/drivers.c $(sort $(wildcard drivers/sqlite/*.c drivers/sqlite/schema/*.c)) \
	$(sort $(wildcard drivers/postgresql/dialect.c drivers/mysql/dialect.c \
		drivers/postgresql/hazards.c drivers/mysql/hazards.c \
		drivers/postgresql/accents.c drivers/mysql/accents.c)) \
	$(if $(STATIC_DRIVERS),$(filter-out %/module.c,$(MODULE_SRC))) $(STATIC_SRC)
CMD_SRC := $(sort $(wildcard cmd/*.c))

CORE_OBJ := $(CORE_SRC:%.c=$B/%.o) $B/gen/embedded.o
QUERIES_OBJ := $(foreach m,$(MODULES),$(call queries_of,$(m)))
DRIVER_OBJ := $(DRIVER_SRC:%.c=$B/%.o) $(if $(STATIC_DRIVERS),$(QUERIES_OBJ))
CMD_OBJ := $(CMD_SRC:%.c=$B/%.o)

PROGRAM := $B/sqlembic
ARCHIVE := $B/libsqlembic.a
SHARED := $B/libsqlembic.so.$(VERSION)
SONAME := libsqlembic.so.$(SOVERSION)
MODULE_FILES := $(if $(STATIC_DRIVERS),,$(MODULES:%=$B/lib/sqlembic/%.so))

.PHONY: all help demo clean FORCE
all: $(PROGRAM) $(ARCHIVE) $(SHARED) $(MODULE_FILES) $B/sqlembic.1

help:
	@awk '/^## / { sub(/^## /, ""); print }' Makefile mk/test.mk mk/quality.mk mk/install.mk mk/packages.mk

## make                  build the program, the library and the manual page in build/
## make demo             install what is missing, build, migrate an SQLite file with versions/

# ---- rules ----

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

# Rewritten when the compiler or a flag changes: everything is built again then.
$B/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(CC) $(BASE_CFLAGS) $(FLAGS_core) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(STATIC) $(STATIC_DRIVERS))' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

COMPILE = $(CC) $(BASE_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@

$B/%.o: %.c $B/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(MODULE_CFLAGS) $(FLAGS_$(firstword $(subst /, ,$*))) $<

$(foreach m,$(MODULES),$(eval $B/drivers/$(m)/%.o: MODULE_CFLAGS = \
	$(call pkg_cflags,$(PACKAGES_$(m))) $(addprefix -include ,$(HEADER_$(m))) \
	$(if $(filter $(m),$(STATIC_CLIENTS)),-DSQLEMBIC_STATIC)))
$B/drivers/drivers.o: MODULE_CFLAGS = $(if $(STATIC_DRIVERS),-DSQLEMBIC_STATIC_DRIVERS)

$B/gen/embedded.c: core/scripts/embed.awk $(EMBEDDED)
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)$(AWK) -f core/scripts/embed.awk $(EMBEDDED) >$@

$B/gen/embedded.o: $B/gen/embedded.c $B/flags
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(FLAGS_core) $<

# The catalog queries of a driver, in a table that its folder's schema/queries.h declares.
define queries_rule
$B/gen/$(1)_queries.c: core/scripts/embed.awk $(sort $(wildcard drivers/$(1)/schema/sql/*.sql))
	$$(call say,EMBED,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(AWK) -v header=drivers/$(1)/schema/queries.h -v row=$$(PREFIX_$(1))_query_text -v table=$$(PREFIX_$(1))_query_texts \
		-f core/scripts/embed.awk $$(filter %.sql,$$^) >$$@

$B/gen/$(1)_queries.o: $B/gen/$(1)_queries.c $B/flags
	$$(call say,CC,$$<)
	$$(Q)$$(COMPILE) $$(FLAGS_drivers) -I. $$<
endef
$(foreach m,$(MODULES),$(if $(call queries_of,$(m)),$(eval $(call queries_rule,$(m)))))

# One object in which hidden symbols are local: the archive shows what the shared library shows, so that internal names
# never meet those of a program that links it, and cmd/ cannot use what is not public.
$B/libsqlembic.o: $(CORE_OBJ) $(DRIVER_OBJ)
	$(Q)$(LD) -r -o $@ $^ && $(OBJCOPY) --localize-hidden $@

$(ARCHIVE): $B/libsqlembic.o
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(SHARED): $(CORE_OBJ) $(DRIVER_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) $(if $(SAN),,-Wl,-z,defs) $(BASE_LDFLAGS) $(CFLAGS) $(LDFLAGS) \
		-o $@ $^ $(LIBRARY_LIBS)
	$(Q)ln -sf $(@F) $B/$(SONAME) && ln -sf $(@F) $B/libsqlembic.so

comma := ,

# A module brings its own copy of the few functions that drivers need, and shows nothing but its door: so it works
# in the program, which exports nothing, in a program with libsqlembic.a or .so, and where that was itself loaded with
# dlopen and its names are nobody else's.
TOOLBOX_OBJ := $(patsubst %.c,$B/%.o,$(sort $(wildcard core/toolbox/*.c)))
define module_rule
$B/lib/sqlembic/$(1).so: $(patsubst %.c,$B/%.o,$(call module_src,$(1)) drivers/$(1)/module.c) $(TOOLBOX_OBJ) \
		$(call queries_of,$(1)) \
		drivers/module.map
	$$(call say,LD,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) -shared -Wl,-z,now -Wl,--version-script=drivers/module.map $$(if $$(SAN),,-Wl,-z,defs) $$(BASE_LDFLAGS) \
		$$(CFLAGS) $$(LDFLAGS) -o $$@ $$(filter %.o,$$^) \
		$$(if $$(FIRST_$(1)),-Wl$$(comma)--push-state$$(comma)--no-as-needed $$(FIRST_$(1)) -Wl$$(comma)--pop-state) \
		$$(call pkg_libs,$$(PACKAGES_$(1)))
endef
$(foreach m,$(MODULES),$(eval $(call module_rule,$(m))))

$(PROGRAM): $(CMD_OBJ) $(STATIC_OBJ) $(LATE_OBJ) $(ARCHIVE)
	$(call say,LD,$@)
	$(Q)$(CC) $(BASE_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)

$B/sqlembic.1: $(PROGRAM)
	$(call say,MAN,$@)
	$(Q)$(PROGRAM) __man >$@

demo:
	@.ci/install-packages build
	@$(MAKE) --no-print-directory $(PARALLEL) $(PROGRAM)
	@test/support/demo $(PROGRAM) $B/demo

## make clean            remove the build directory
clean:
	rm -rf $B

include mk/test.mk mk/install.mk mk/packages.mk mk/quality.mk

-include $(shell find $B -type f -name '*.d' 2>/dev/null)
