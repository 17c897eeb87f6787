package io.sluice.sandbox.soap;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.source.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A list as XML: the properties that were asked for, in the order of the captured answers. */
final class ListWriter {
    /** They are there without being asked for, and then nil. */
    private static final Set<String> ALWAYS = Set.of("PartnerKey", "ObjectID");
    /** Those that the WSDL lets be nil; another one that has no value is left out. */
    private static final Set<String> NILLABLE = Set.of("PartnerKey", "ObjectID", "ModifiedDate");

    private ListWriter() {}

    static void write(XMLStreamWriter xml, Row row, List<ListProperty> wanted) throws XMLStreamException {
        var names = wanted.stream().map(ListProperty::name).collect(Collectors.toSet());
        xml.writeStartElement("Results");
        xml.writeAttribute("xsi:type", "List");
        for (var field : row.json().properties()) {
            if (field.getValue().isObject()) {
                inner(xml, field.getKey(), field.getValue(), names);
            } else if (names.contains(field.getKey())) {
                value(xml, field.getKey(), field.getValue());
            } else if (ALWAYS.contains(field.getKey())) {
                Envelope.nil(xml, field.getKey());
            }
        }
        xml.writeEndElement();
    }

    private static void inner(XMLStreamWriter xml, String name, JsonNode object, Set<String> names)
            throws XMLStreamException {
        var wanted = object.properties().stream()
                .filter(field -> names.contains(name + "." + field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        xml.writeStartElement(name);
        for (var field : wanted) {
            Envelope.text(xml, field.getKey(), field.getValue().asText());
        }
        xml.writeEndElement();
    }

    private static void value(XMLStreamWriter xml, String name, JsonNode value) throws XMLStreamException {
        if (!value.isNull()) {
            Envelope.text(xml, name, value.asText());
        } else if (NILLABLE.contains(name)) {
            Envelope.nil(xml, name);
        }
    }
}
