# Packages that bring the program to where no compiler is.  Each is made of the program without shared libraries, or of
# libsqlembic with everything linked in (BUNDLE); two builds give the same bytes.

PACKAGES_OUT := $B/packages
# What files are dated with.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md))
# Where the program can be.
BUNDLED := $(if $(STATIC_PROGRAM),$B/static/bundle/libsqlembic.so)

# libsqlembic for packages of other languages: all engines and what they need are linked in, but the C library.  No
# build-id, which would tell of the directory that it was built in.
BUNDLE := $B/bundle/libsqlembic.so
BUNDLE_LIBS = $(patsubst -l%,-l:lib%.a,$(filter-out -static -pthread -lpthread -ldl -lm -lrt -lc,$(SMALL_LIBS) $(STATIC_LIBS)))
$(BUNDLE): $(CORE_OBJ) $(DRIVER_OBJ) $(STATIC_OBJ) packaging/bundle.map
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs -Wl,--version-script=packaging/bundle.map -Wl,--build-id=none \
		$(BASE_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUNDLE_LIBS) -lm -ldl -pthread

.PHONY: bundle wheel wheel-file
bundle: static-program
	$(if $(BUNDLED),@$(MAKE) --no-print-directory B=$B/static STATIC=1 STATIC_DRIVERS=1 \
		PG_ARCHIVES="$$(.ci/static-archives $(abspath $B/static/archives))" $(STATIC_PROGRAM) $(BUNDLED))

## make wheel            build/packages/sqlembic-VERSION-...whl: program and library for Python, installed without a compiler
wheel:
	@.ci/install-packages build static wheel
	@$(MAKE) --no-print-directory $(PARALLEL) bundle
	@$(MAKE) --no-print-directory wheel-file

wheel-file: bundle
	$(if $(BUNDLED),@SOURCE_DATE_EPOCH=$(EPOCH) /usr/bin/python3 -B packaging/python/build_wheel.py --version $(VERSION) --program $(STATIC_PROGRAM) \
		--library $(BUNDLED) $(PACKAGES_OUT))

## make deb              build/packages/*.deb of what git has committed, with their source
## make check-deb        these packages in a new system: lintian, install, migrate, link, purge (root, debootstrap)
.PHONY: deb check-deb
deb:
	@.ci/install-packages build deb
	@packaging/deb $(PACKAGES_OUT)/deb

check-deb:
	@.ci/install-packages build deb check-deb
	@$(MAKE) --no-print-directory deb
	@test/support/with-servers test/support/check-deb $(PACKAGES_OUT)/deb

## make check-rpm        packages of packaging/rpm, of what git has committed, are built and tried
## make check-apk        the functions of packaging/apk/APKBUILD are run on the same archive
.PHONY: check-rpm check-apk
check-rpm: dist
	@.ci/install-packages build check-rpm
	@test/support/with-server postgresql test/support/check-rpm $B/sqlembic-$(VERSION).tar.gz $(PACKAGES_OUT)/rpm

check-apk: dist
	@.ci/install-packages build
	@test/support/check-apk $B/sqlembic-$(VERSION).tar.gz

## make packages         build/packages/: static tarball, OCI image, npm package, what is linked in (SPDX)
.PHONY: packages package-files
packages:
	@.ci/install-packages build static packages
	@$(MAKE) --no-print-directory $(PARALLEL) bundle $B/sqlembic.1
	@$(MAKE) --no-print-directory package-files

package-files: bundle $B/sqlembic.1
	$(if $(BUNDLED),@SOURCE_DATE_EPOCH=$(EPOCH) /usr/bin/python3 -B packaging/build_packages.py --version $(VERSION) \
		--program $(STATIC_PROGRAM) --manual $B/sqlembic.1 $(PACKAGES_OUT))
