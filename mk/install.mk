# Installation.  DESTDIR stages it; `make uninstall` removes exactly what `make install` has put there.

INSTALL ?= install
PUBLIC_HEADERS := $(sort $(wildcard core/include/sqlembic/*.h))
BASH_DIR := $(DATADIR)/bash-completion/completions
ZSH_DIR := $(DATADIR)/zsh/site-functions
FISH_DIR := $(DATADIR)/fish/vendor_completions.d

.PHONY: install uninstall install-alembic-link dist

$B/sqlembic.pc: sqlembic.pc.in $B/flags core/include/sqlembic.h
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|@PACKAGES@|$(LIBRARY_PACKAGES)|' $< >$@

COMPLETIONS := $B/completion.bash $B/completion.zsh $B/completion.fish
$(COMPLETIONS): $B/completion.%: $(PROGRAM)
	$(Q)$(PROGRAM) completion $* >$@

## make install          program, libraries, headers, manual, completions; DESTDIR and PREFIX are respected
install: all $B/sqlembic.pc $(COMPLETIONS)
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/sqlembic \
		$(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(BASH_DIR) $(DESTDIR)$(ZSH_DIR) $(DESTDIR)$(FISH_DIR)
	$(INSTALL) -m 755 $(PROGRAM) $(DESTDIR)$(BINDIR)/sqlembic
	$(INSTALL) -m 644 $(ARCHIVE) $(SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(notdir $(SHARED)) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libsqlembic.so
	$(INSTALL) -m 644 $B/sqlembic.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 core/include/sqlembic.h $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 644 $(PUBLIC_HEADERS) $(DESTDIR)$(INCLUDEDIR)/sqlembic
	$(if $(MODULE_FILES),$(INSTALL) -d $(DESTDIR)$(LIBDIR)/sqlembic)
	$(if $(MODULE_FILES),$(INSTALL) -m 644 $(MODULE_FILES) $(DESTDIR)$(LIBDIR)/sqlembic)
	$(INSTALL) -m 644 $B/sqlembic.1 $(DESTDIR)$(MANDIR)/man1
	$(INSTALL) -m 644 $B/completion.bash $(DESTDIR)$(BASH_DIR)/sqlembic
	$(INSTALL) -m 644 $B/completion.zsh $(DESTDIR)$(ZSH_DIR)/_sqlembic
	$(INSTALL) -m 644 $B/completion.fish $(DESTDIR)$(FISH_DIR)/sqlembic.fish

## make uninstall        remove what `make install` installed
uninstall:
	rm -f $(addprefix $(DESTDIR), $(BINDIR)/sqlembic $(LIBDIR)/libsqlembic.a $(LIBDIR)/libsqlembic.so \
		$(LIBDIR)/$(SONAME) $(LIBDIR)/$(notdir $(SHARED)) $(LIBDIR)/pkgconfig/sqlembic.pc \
		$(INCLUDEDIR)/sqlembic.h $(PUBLIC_HEADERS:core/include/%=$(INCLUDEDIR)/%) \
		$(MANDIR)/man1/sqlembic.1 $(BASH_DIR)/sqlembic $(ZSH_DIR)/_sqlembic $(FISH_DIR)/sqlembic.fish)
	rm -f $(ALL_MODULES:%=$(DESTDIR)$(LIBDIR)/sqlembic/%.so)
	-rmdir $(DESTDIR)$(INCLUDEDIR)/sqlembic $(DESTDIR)$(LIBDIR)/sqlembic
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
