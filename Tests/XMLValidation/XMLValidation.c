#include "XMLValidation.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    char *words;
    size_t room;
    int count;
} Problems;

static void add(Problems *problems, int line, const char *message) {
    size_t used = strlen(problems->words);
    problems->count++;
    if (used + 1 < problems->room) {
        snprintf(
            problems->words + used, problems->room - used, "line %d: %s%s", line, message ? message : "?\n",
            message && strchr(message, '\n') ? "" : "\n");
    }
}

static void collect(void *context, xmlErrorPtr error) { add(context, error->line, error->message); }

int xml_validate(
    const char *schema, int schema_count, const char *document, int document_count, char *words, size_t room) {
    Problems problems = {words, room, 0};
    if (room == 0) return -1;
    words[0] = 0;
    xmlInitParser();
    int result = -1;
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(schema, schema_count);
    if (parser == NULL) return -1;
    xmlSchemaSetParserStructuredErrors(parser, collect, &problems);
    xmlSchemaPtr rules = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (rules == NULL) return -1;
    xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(rules);
    if (validator != NULL) {
        xmlSchemaSetValidStructuredErrors(validator, collect, &problems);
        int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
        xmlDocPtr tree = xmlReadMemory(document, document_count, NULL, NULL, options);
        if (tree == NULL) {
            add(&problems, 1, "the document is not well formed");
            result = problems.count;
        } else {
            int code = xmlSchemaValidateDoc(validator, tree);
            result = code == 0 ? 0 : problems.count > 0 ? problems.count : 1;
            xmlFreeDoc(tree);
        }
        xmlSchemaFreeValidCtxt(validator);
    }
    xmlSchemaFree(rules);
    return result;
}
