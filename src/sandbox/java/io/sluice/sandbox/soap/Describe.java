package io.sluice.sandbox.soap;

import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** {@code DefinitionRequestMsg}: the properties of List. What SFMC says of an object that it does not know is not known: nothing. */
final class Describe {
    private Describe() {}

    static List<String> types(Element message) {
        return message.child("DescribeRequests").stream()
                .flatMap(requests -> requests.children("ObjectDefinitionRequest").stream())
                .map(request -> request.textOf("ObjectType"))
                .toList();
    }

    static void write(XMLStreamWriter xml, List<String> types, List<ListProperty> properties, String id)
            throws XMLStreamException {
        Envelope.message(xml, "DefinitionResponseMsg");
        for (var type : types) {
            xml.writeStartElement("ObjectDefinition");
            Envelope.text(xml, "ObjectType", type);
            if (type.equals("List")) {
                for (var property : properties) {
                    write(xml, property);
                }
            }
            xml.writeEndElement();
        }
        Envelope.text(xml, "RequestID", id);
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, ListProperty property) throws XMLStreamException {
        xml.writeStartElement("Properties");
        Envelope.nil(xml, "PartnerKey");
        Envelope.nil(xml, "ObjectID");
        Envelope.text(xml, "Name", property.name());
        Envelope.text(xml, "DataType", property.type().spelling());
        Envelope.text(xml, "IsUpdatable", "true");
        Envelope.text(xml, "IsRetrievable", Boolean.toString(property.retrievable()));
        if (property.length() > 0) {
            Envelope.text(xml, "MaxLength", Integer.toString(property.length()));
        }
        if (property.retrievable()) {
            Envelope.text(xml, "IsRequired", Boolean.toString(property.required()));
        }
        xml.writeEndElement();
    }
}
