/* xml.h: text inside of XML.  Pure: text is appended. */
#ifndef XML_H
#define XML_H

#include "sqlembic/buf.h"

/* Appends text with what XML cannot hold escaped or replaced; also for attributes between double quotes. */
void xml_text(struct sqlembic_buf *out, const char *text);
/* Appends a blank, the name and the value in quotes. */
void xml_attribute(struct sqlembic_buf *out, const char *name, const char *text);

#endif
