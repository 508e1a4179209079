/* rules.h: which classes a statement belongs to, by a dialect's table of first words. */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>

#include "sqlembic/driver.h"
#include "sqlembic/token.h"

/* Classes (enum sqlembic_class) of the first rule whose pattern is a prefix, word by word, of `words`
 * (see struct statement); 0 when none is.  No pattern begins with "*".  `text` reads the whole statement. */
unsigned rules_classify(const struct sqlembic_rule *rules, const char *words, struct sqlembic_tokens text);
/* Whether a rule for statements that begin with the first of these words looks at what is behind them, too. */
bool rules_look_further(const struct sqlembic_rule *rules, const char *words);

#endif
