package io.sluice.sandbox.soap;

import io.sluice.sandbox.http.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes answers in the envelope of the captured ones: clients look for its prefixes. */
final class Envelope {
    static final String PARTNER = "http://exacttarget.com/wsdl/partnerAPI";
    static final String SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static final XMLOutputFactory XML = XMLOutputFactory.newInstance();

    /** Writes what is in the body. */
    @FunctionalInterface
    interface Body {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    private Envelope() {}

    static Reply answer(int status, String action, Instant now, Body body) {
        var out = new ByteArrayOutputStream();
        try {
            var xml = XML.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument("utf-8", "1.0");
            xml.writeStartElement("soap:Envelope");
            xml.writeAttribute("xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/");
            xml.writeAttribute("xmlns:xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
            xml.writeAttribute("xmlns:xsd", XMLConstants.W3C_XML_SCHEMA_NS_URI);
            xml.writeAttribute("xmlns:wsa", ADDRESSING);
            xml.writeAttribute("xmlns:wsse", SECURITY);
            xml.writeAttribute("xmlns:wsu", UTILITY);
            header(xml, action, now);
            xml.writeStartElement("soap:Body");
            body.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A reply could not be written as XML", e);
        }
        return new Reply.Answer(status, Map.of("Content-Type", "text/xml; charset=utf-8"), out.toByteArray());
    }

    private static void header(XMLStreamWriter xml, String action, Instant now) throws XMLStreamException {
        xml.writeStartElement("soap:Header");
        text(xml, "wsa:Action", action);
        text(xml, "wsa:MessageID", "urn:uuid:" + UUID.randomUUID());
        text(xml, "wsa:RelatesTo", "urn:uuid:" + UUID.randomUUID());
        text(xml, "wsa:To", ADDRESSING + "/role/anonymous");
        xml.writeStartElement("wsse:Security");
        xml.writeStartElement("wsu:Timestamp");
        xml.writeAttribute("wsu:Id", "Timestamp-" + UUID.randomUUID());
        var created = now.truncatedTo(ChronoUnit.SECONDS);
        text(xml, "wsu:Created", created.toString());
        text(xml, "wsu:Expires", created.plus(5, ChronoUnit.MINUTES).toString());
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** An element with a text; an empty one for an empty text. */
    static void text(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        if (text.isEmpty()) {
            xml.writeEmptyElement(name);
            return;
        }
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    static void nil(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeEmptyElement(name);
        xml.writeAttribute("xsi:nil", "true");
    }

    static void message(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("xmlns", PARTNER);
    }
}
