/* characters.c: the library keeps no locale, since it has no data that can be written to. */
#include "base/characters.h"

locale_t characters_locale(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return locale ? locale : newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
}

struct characters characters_begin(void)
{
	const locale_t locale = characters_locale();
	return (struct characters){ locale, locale ? uselocale(locale) : (locale_t)0 };
}

void characters_end(struct characters characters)
{
	if (!characters.locale)
		return;
	(void)uselocale(characters.before);
	freelocale(characters.locale);
}
