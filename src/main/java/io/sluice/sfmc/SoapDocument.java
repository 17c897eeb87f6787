package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What SOAP has answered, whatever its prefixes and namespaces. A document type is refused, and with it everything that it
 * could define.
 */
final class SoapDocument {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Deeper than anything that SFMC nests, and shallow enough for the stack. */
    private static final int DEEPEST = 20;

    private final XMLStreamReader xml;
    private final List<ObjectNode> results = new ArrayList<>();
    private final List<ObjectNode> definitions = new ArrayList<>();
    private Optional<String> overallStatus = Optional.empty();
    private String requestId = "";

    private SoapDocument(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** @throws XMLStreamException when it is no XML, not all of it, or has a document type */
    static SoapDocument read(String text) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var xml = factory.createXMLStreamReader(new StringReader(text));
        try {
            var document = new SoapDocument(xml);
            document.read();
            return document;
        } finally {
            xml.close();
        }
    }

    /** Empty where the message has none. */
    Optional<String> overallStatus() {
        return overallStatus;
    }

    /** Of a Retrieve, what to continue; may be empty. */
    String requestId() {
        return requestId;
    }

    /** The properties of each as texts, nested ones as objects; {@code xsi:nil} is null. */
    List<ObjectNode> results() {
        return results;
    }

    /** Of a Describe, in the same form: the types. */
    List<ObjectNode> definitions() {
        return definitions;
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext()) {
            var event = xml.next();
            refuse(event);
            if (event == XMLStreamConstants.START_ELEMENT) {
                element();
            }
        }
    }

    private void element() throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "OverallStatus" ->
                overallStatus = Optional.of(value(0).asText().strip());
            case "RequestID" -> requestId = value(0).asText().strip();
            case "Results" -> results.add(object(value(0)));
            case "ObjectDefinition" -> definitions.add(object(value(0)));
            default -> {
                // One that has those above in it, or one that says nothing to us.
            }
        }
    }

    private static ObjectNode object(JsonNode value) {
        return value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** Of the element that has just begun; its end has been read afterwards. */
    private JsonNode value(int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("nested more than " + DEEPEST + " deep");
        }
        var nil = xml.getAttributeValue(XSI, "nil");
        var text = new StringBuilder();
        var nested = JsonNodeFactory.instance.objectNode();
        for (var event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            refuse(event);
            if (event == XMLStreamConstants.START_ELEMENT) {
                add(nested, xml.getLocalName(), value(depth + 1));
            } else if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(xml.getText());
            }
        }
        if ("true".equals(nil) || "1".equals(nil)) {
            return NullNode.getInstance();
        }
        return nested.isEmpty() ? TextNode.valueOf(text.toString()) : nested;
    }

    /** One that comes more than once becomes an array. */
    private static void add(ObjectNode to, String name, JsonNode value) {
        var before = to.get(name);
        if (before == null) {
            to.set(name, value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            to.putArray(name).add(before).add(value);
        }
    }

    private static void refuse(int event) throws XMLStreamException {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new XMLStreamException("a document type or an entity, which SOAP forbids");
        }
    }
}
