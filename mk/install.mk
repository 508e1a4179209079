# Installation.  DESTDIR stages it; `make uninstall` removes exactly what `make install` has put there.  STRIP=: leaves the
# symbols for a debugger in.

INSTALL ?= install
STRIP ?= strip
DOCDIR ?= $(DATADIR)/doc/sqlembic
PUBLIC_HEADERS := $(sort $(wildcard core/include/sqlembic/*.h))
BASH_DIR := $(DATADIR)/bash-completion/completions
ZSH_DIR := $(DATADIR)/zsh/site-functions
FISH_DIR := $(DATADIR)/fish/vendor_completions.d

.PHONY: install uninstall install-alembic-link dist

# What stands below the prefix moves with it.
below_prefix = $(patsubst $(PREFIX)/%,$${prefix}/%,$(1))
$B/sqlembic.pc: sqlembic.pc.in $B/flags core/include/sqlembic.h
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(call below_prefix,$(LIBDIR))|' \
		-e 's|@INCLUDEDIR@|$(call below_prefix,$(INCLUDEDIR))|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|@PACKAGES@|$(LIBRARY_PACKAGES)|' $< >$@

COMPLETIONS := $B/completion.bash $B/completion.zsh $B/completion.fish
$(COMPLETIONS): $B/completion.%: $(PROGRAM)
	$(Q)$(PROGRAM) completion $* >$@

# As in the work tree, so that their links lead somewhere.
DOCUMENTS := README.md CONTRIBUTING.md CHANGELOG.md LICENSE alembic.ini.sample $(sort $(wildcard docs/*.md docs/examples/*))

## make install          program, libraries, headers, manual, completions, documents; DESTDIR and PREFIX are respected
install: all $B/sqlembic.pc $(COMPLETIONS)
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/sqlembic \
		$(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(BASH_DIR) $(DESTDIR)$(ZSH_DIR) $(DESTDIR)$(FISH_DIR)
	$(INSTALL) -m 755 $(PROGRAM) $(DESTDIR)$(BINDIR)/sqlembic
	$(INSTALL) -m 644 $(ARCHIVE) $(SHARED) $(DESTDIR)$(LIBDIR)
	$(STRIP) $(DESTDIR)$(BINDIR)/sqlembic
	$(STRIP) --strip-debug $(DESTDIR)$(LIBDIR)/$(notdir $(ARCHIVE))
	$(STRIP) --strip-unneeded $(DESTDIR)$(LIBDIR)/$(notdir $(SHARED))
	ln -sf $(notdir $(SHARED)) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libsqlembic.so
	$(if $(MODULE_FILES),$(INSTALL) -d $(DESTDIR)$(LIBDIR)/sqlembic)
	$(if $(MODULE_FILES),$(INSTALL) -m 644 $(MODULE_FILES) $(DESTDIR)$(LIBDIR)/sqlembic)
	$(if $(MODULE_FILES),$(STRIP) --strip-unneeded $(addprefix $(DESTDIR)$(LIBDIR)/sqlembic/,$(notdir $(MODULE_FILES))))
	$(INSTALL) -m 644 $B/sqlembic.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 core/include/sqlembic.h $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 644 $(PUBLIC_HEADERS) $(DESTDIR)$(INCLUDEDIR)/sqlembic
	$(INSTALL) -m 644 $B/sqlembic.1 $(DESTDIR)$(MANDIR)/man1
	$(INSTALL) -m 644 $B/completion.bash $(DESTDIR)$(BASH_DIR)/sqlembic
	$(INSTALL) -m 644 $B/completion.zsh $(DESTDIR)$(ZSH_DIR)/_sqlembic
	$(INSTALL) -m 644 $B/completion.fish $(DESTDIR)$(FISH_DIR)/sqlembic.fish
	$(INSTALL) -d $(DESTDIR)$(DOCDIR)/docs/examples
	$(foreach d,$(DOCUMENTS),$(INSTALL) -m 644 $(d) $(DESTDIR)$(DOCDIR)/$(d) &&) true

## make uninstall        remove what `make install` installed
uninstall:
	rm -f $(addprefix $(DESTDIR), $(BINDIR)/sqlembic $(LIBDIR)/libsqlembic.a $(LIBDIR)/libsqlembic.so \
		$(LIBDIR)/$(SONAME) $(LIBDIR)/$(notdir $(SHARED)) $(LIBDIR)/pkgconfig/sqlembic.pc \
		$(INCLUDEDIR)/sqlembic.h $(PUBLIC_HEADERS:core/include/%=$(INCLUDEDIR)/%) \
		$(addprefix $(LIBDIR)/sqlembic/,$(notdir $(MODULE_FILES))) \
		$(MANDIR)/man1/sqlembic.1 $(BASH_DIR)/sqlembic $(ZSH_DIR)/_sqlembic $(FISH_DIR)/sqlembic.fish $(addprefix $(DOCDIR)/,$(DOCUMENTS)))
	@for directory in $(INCLUDEDIR)/sqlembic $(LIBDIR)/sqlembic $(DOCDIR)/docs/examples $(DOCDIR)/docs $(DOCDIR); do \
		if [ -d $(DESTDIR)$$directory ]; then rmdir $(DESTDIR)$$directory; fi; done
	if [ "$$(readlink $(DESTDIR)$(BINDIR)/alembic)" = sqlembic ]; then rm $(DESTDIR)$(BINDIR)/alembic; fi

## make install-alembic-link   let `alembic` start sqlembic; refused where another alembic is installed there
install-alembic-link:
	@if [ -e $(DESTDIR)$(BINDIR)/alembic ] && [ "$$(readlink $(DESTDIR)$(BINDIR)/alembic)" != sqlembic ]; then \
		echo '$(DESTDIR)$(BINDIR)/alembic is there already and not ours: nothing done' >&2; exit 1; fi
	$(INSTALL) -d $(DESTDIR)$(BINDIR)
	ln -sf sqlembic $(DESTDIR)$(BINDIR)/alembic

## make dist             build/sqlembic-VERSION.tar.gz from what git has committed
dist:
	@mkdir -p $B
	git archive --prefix=sqlembic-$(VERSION)/ -o $B/sqlembic-$(VERSION).tar.gz HEAD
