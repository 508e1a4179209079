# Checks that need more than a compiler: fuzzing, static analysis, format.

PRODUCT_SRC := $(CORE_SRC) $(sort $(DRIVER_SRC) $(MODULE_SRC) $(wildcard drivers/*/static/*.c)) $(CMD_SRC)
MODULE_INCLUDES = $(foreach m,$(MODULES),$(call pkg_cflags,$(PACKAGES_$(m))))
ALL_C := $(sort $(wildcard core/*/*.[ch] core/include/*/*.h drivers/*.[ch] drivers/*/*.[ch] drivers/*/*/*.[ch] \
	cmd/*.[ch] test/*/*.[ch] bench/*.[ch] docs/examples/*.c*))
FUZZ_TIME ?= 60

.PHONY: fuzz fuzzers fuzz-run fuzz-afl fuzz-afl-run lint lint-cppcheck lint-tidy format format-check

## make fuzz             libFuzzer on every parser, FUZZ_TIME=60 seconds each
fuzz:
	@.ci/install-packages build fuzz
	@$(MAKE) --no-print-directory $(PARALLEL) fuzz-run B=build/fuzz CC=clang SAN=1 FUZZ=1

$(FUZZERS): $B/test/fuzz/%: $B/test/fuzz/%.o $(MODULE_ARCHIVE) $(TEST_ARCHIVES)
	$(call say,LD,$@)
	$(Q)$(LINK_TEST) -fsanitize=fuzzer $(MODULE_ARCHIVE) $(TEST_LIBS)

fuzzers: $(FUZZERS)
fuzz-run: $(FUZZERS)
	@test/support/fuzz libfuzzer $(FUZZ_TIME) $(FUZZERS)

## make fuzz-afl         the same entry points under AFL++
fuzz-afl:
	@.ci/install-packages build afl
	@$(MAKE) --no-print-directory $(PARALLEL) fuzz-afl-run B=build/afl CC=afl-clang-fast SAN=1

fuzz-afl-run: $(REPLAYS)
	@test/support/fuzz afl $(FUZZ_TIME) $(REPLAYS)

## make lint             cppcheck and clang-tidy
lint: lint-cppcheck lint-tidy

# autoVariables: cppcheck 2.10 takes &local.pointer[0] for the address of a local; clang-tidy finds the real ones.
lint-cppcheck:
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=autoVariables -j$(shell nproc) -D_GNU_SOURCE -Icore/include -Icore -Icmd $(PRODUCT_SRC)

# Each folder is looked at with the flags it is compiled with.  The analyzer follows the paths of a function up to TIDY_NODES: by
# default it is 225,000, which takes three times as long and has not found more.
TIDY_NODES ?= 60000
lint-tidy:
	@status=0; $(foreach d,core drivers cmd,printf '%s\n' $(filter $(d)/%,$(PRODUCT_SRC)) | \
		xargs -P$(shell nproc) -I{} clang-tidy --quiet --warnings-as-errors='*' {} -- \
		-std=c17 -D_GNU_SOURCE $(filter-out $(BANNED),$(FLAGS_$(d))) $(MODULE_INCLUDES) \
		-Xclang -analyzer-config -Xclang max-nodes=$(TIDY_NODES) || status=1;) exit $$status

## make format           clang-format over every C file; make format-check only looks
format:
	clang-format -i $(ALL_C)

format-check:
	clang-format --dry-run --Werror $(ALL_C)
