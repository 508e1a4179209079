/* ask.h: questions to people at a terminal. */
#ifndef ASK_H
#define ASK_H

#include "app.h"

/* Whether there is somebody to ask: the terminal is both our input and where messages go. */
bool ask_is_possible(const struct app *app);
/* 1: yes, 0: no, which is also the answer of an empty line or no line; -1: interrupted.  Anything else is asked again. */
int ask_yes(struct app *app, const char *question);

#endif
