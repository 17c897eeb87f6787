package io.sluice.sandbox.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a request.
 *
 * @param type the local name in {@code xsi:type}; empty when there is none
 * @param text what stands between its tags, not within inner elements
 */
record Element(String namespace, String name, String type, String text, List<Element> children) {
    private static final int DEEPEST = 50;

    /** Reads the element at whose start the reader is, up to its end. */
    static Element read(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("more than " + DEEPEST + " elements within each other");
        }
        var namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
        var name = xml.getLocalName();
        var type = xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        var text = new StringBuilder();
        var children = new ArrayList<Element>();
        while (xml.next() != XMLStreamReader.END_ELEMENT) {
            if (xml.isStartElement()) {
                children.add(read(xml, depth + 1));
            } else if (xml.isCharacters()) {
                text.append(xml.getText());
            }
        }
        var local = type == null ? "" : type.substring(type.indexOf(':') + 1);
        return new Element(namespace, name, local, text.toString(), List.copyOf(children));
    }

    boolean is(String namespace, String name) {
        return this.namespace.equals(namespace) && this.name.equals(name);
    }

    /** The first child with this name, of this element's own namespace. */
    Optional<Element> child(String name) {
        return children(name).stream().findFirst();
    }

    List<Element> children(String name) {
        return children.stream().filter(child -> child.is(namespace, name)).toList();
    }

    /** The text of the first child with this name, without blanks around it; empty when there is none. */
    String textOf(String name) {
        return child(name).map(child -> child.text().strip()).orElse("");
    }
}
