#ifndef ZONDA_XML_VALIDATION_H
#define ZONDA_XML_VALIDATION_H
#include <stddef.h>

/* Validates a document against an XML Schema by libxml2, without network. Returns how many problems there are, or -1 where
   the schema itself cannot be read; `words` says the first ones, one a line. */
int xml_validate(
    const char *schema, int schema_count, const char *document, int document_count, char *words, size_t room);
#endif
