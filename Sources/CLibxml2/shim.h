// libxml2: documents read without network and without entities of their own, XPath with a limit of its work.
#ifndef ZONDA_CLIBXML2_H
#define ZONDA_CLIBXML2_H
#include <libxml/xmlversion.h>
/* Its ICU headers would meet those of Foundation's own ICU in one compilation, and the two disagree. Nothing here needs
   them: they only add members behind those of a struct that is used by pointer. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stddef.h>
#include <string.h>

static inline void zxml_initialise(void) { xmlInitParser(); }

/* Entities that a document declares could be expanded to gigabytes: reading stops at the first one. */
static void zxml_refuse_entity(
    void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
    parser->_private = (void *)parser;
    xmlStopParser(parser);
}
/* Errors are asked for, not printed. */
static void zxml_silent(void *data, xmlErrorPtr error) { (void)data, (void)error; }

/* Where and why a document could not be read. */
typedef struct zxml_failure {
    int line;
    /* It declares entities. */
    int entities;
    char message[200];
} zxml_failure;

static inline void zxml_explain(xmlParserCtxtPtr parser, zxml_failure *failure) {
    failure->line = parser->lastError.line;
    if (parser->lastError.message) {
        strncpy(failure->message, parser->lastError.message, sizeof failure->message - 1);
        failure->message[sizeof failure->message - 1] = 0;
    }
}

static inline xmlDocPtr zxml_read(
    const char *bytes, int count, int html, const char *encoding, zxml_failure *failure) {
    failure->line = 0;
    failure->entities = 0;
    failure->message[0] = 0;
    if (encoding) {
        xmlCharEncodingHandlerPtr known = xmlFindCharEncodingHandler(encoding);
        if (!known) encoding = NULL;
        else xmlCharEncCloseFunc(known);
    }
    if (html) {
        htmlParserCtxtPtr reader = htmlNewParserCtxt();
        if (!reader) return NULL;
        xmlDocPtr page = htmlCtxtReadMemory(
            reader, bytes, count, NULL, encoding,
            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
        /* Mistakes are mended, but where reading was given up (elements nest too deeply) the rest is missing. */
        if (page && reader->disableSAX) {
            xmlFreeDoc(page);
            page = NULL;
        }
        if (!page) zxml_explain(reader, failure);
        htmlFreeParserCtxt(reader);
        return page;
    }
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (!parser) return NULL;
    parser->_private = NULL;
    parser->sax->entityDecl = zxml_refuse_entity;
    xmlDocPtr document = xmlCtxtReadMemory(
        parser, bytes, count, NULL, encoding,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_NOCDATA);
    if (document && parser->_private) {
        xmlFreeDoc(document);
        document = NULL;
    }
    if (!document) {
        failure->entities = parser->_private != NULL;
        zxml_explain(parser, failure);
    }
    xmlFreeParserCtxt(parser);
    return document;
}
static inline void zxml_free(xmlDocPtr document) { xmlFreeDoc(document); }

static inline xmlXPathContextPtr zxml_context(xmlDocPtr document, unsigned long steps) {
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    if (!context) return NULL;
    context->error = zxml_silent;
    context->opLimit = steps;
    return context;
}
static inline void zxml_context_free(xmlXPathContextPtr context) { xmlXPathFreeContext(context); }
static inline int zxml_namespace(xmlXPathContextPtr context, const char *prefix, const char *uri) {
    return xmlXPathRegisterNs(context, (const xmlChar *)prefix, (const xmlChar *)uri);
}
static inline void zxml_forget_namespaces(xmlXPathContextPtr context) { xmlXPathRegisteredNsCleanup(context); }

static inline xmlXPathCompExprPtr zxml_compile(xmlXPathContextPtr context, const char *text) {
    xmlResetError(&context->lastError);
    return xmlXPathCtxtCompile(context, (const xmlChar *)text);
}
static inline void zxml_compiled_free(xmlXPathCompExprPtr compiled) { xmlXPathFreeCompExpr(compiled); }
/* The last mistake: its number as in XPath.h (XPATH_EXPR_ERROR …), and the byte it was found at. */
static inline int zxml_error(xmlXPathContextPtr context) {
    return context->lastError.code ? context->lastError.code - XML_XPATH_EXPRESSION_OK : 0;
}
static inline int zxml_error_offset(xmlXPathContextPtr context) { return context->lastError.int1; }

static inline xmlXPathObjectPtr zxml_evaluate(xmlXPathContextPtr context, xmlXPathCompExprPtr compiled) {
    xmlResetError(&context->lastError);
    context->opCount = 0;
    context->node = (xmlNodePtr)context->doc;
    xmlXPathObjectPtr result = xmlXPathCompiledEval(compiled, context);
    if (result && result->type == XPATH_NODESET && result->nodesetval) xmlXPathNodeSetSort(result->nodesetval);
    return result;
}
static inline void zxml_object_free(xmlXPathObjectPtr object) { xmlXPathFreeObject(object); }
static inline int zxml_type(xmlXPathObjectPtr object) { return (int)object->type; }
static inline int zxml_node_count(xmlXPathObjectPtr object) {
    return object->nodesetval ? object->nodesetval->nodeNr : 0;
}
/* A node's text; freed by zxml_text_free. */
static inline char *zxml_node_text(xmlXPathObjectPtr object, int index) {
    return (char *)xmlXPathCastNodeToString(object->nodesetval->nodeTab[index]);
}
static inline char *zxml_object_text(xmlXPathObjectPtr object) { return (char *)xmlXPathCastToString(object); }
static inline double zxml_number(xmlXPathObjectPtr object) { return object->floatval; }
static inline int zxml_boolean(xmlXPathObjectPtr object) { return object->boolval; }
static inline void zxml_text_free(char *text) { xmlFree(text); }
#endif
