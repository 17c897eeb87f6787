package io.sluice.sfmc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A question to SOAP, without the token, which goes into the envelope and not into a header.
 *
 * @param action the value of {@code SOAPAction}
 */
record SoapRequest(String action, Message message) {
    /** Below the base that the token names. */
    static final String PATH = "/Service.asmx";

    static final String CONTENT_TYPE = "text/xml; charset=UTF-8";

    /** Why it cannot be sent. */
    static final Failure NO_ADDRESS = new Failure(
            Failure.Owner.TARGET,
            Reason.ADDRESS_UNKNOWN,
            Optional.empty(),
            "where SOAP calls go is not known: soap-url is not set, and the token's answer has no soap_instance_url");

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String PARTNER = "http://exacttarget.com/wsdl/partnerAPI";
    private static final String TOKEN = "http://exacttarget.com";

    /** What stands in the envelope's body. */
    @FunctionalInterface
    interface Message {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    static SoapRequest retrieve(SoapRetrieve what) {
        return new SoapRequest("Retrieve", xml -> {
            begin(xml, "RetrieveRequestMsg");
            xml.writeStartElement("RetrieveRequest");
            element(xml, "ObjectType", what.objectType());
            for (var property : what.properties()) {
                element(xml, "Properties", property);
            }
            if (what.modifiedSince().isPresent()) {
                filter(xml, what.modifiedSince().get());
            }
            if (what.continueRequest().isPresent()) {
                element(xml, "ContinueRequest", what.continueRequest().get());
            }
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    static SoapRequest describe(String objectType) {
        return new SoapRequest("Describe", xml -> {
            begin(xml, "DefinitionRequestMsg");
            xml.writeStartElement("DescribeRequests");
            xml.writeStartElement("ObjectDefinitionRequest");
            element(xml, "ObjectType", objectType);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    /** As the door takes it. */
    Request request() {
        return new Request("POST", PATH, JsonNodeFactory.instance.pojoNode(this));
    }

    /** What the door has been given; empty where that is no SOAP. */
    static Optional<SoapRequest> of(Request request) {
        return request.body() instanceof POJONode node && node.getPojo() instanceof SoapRequest soap
                ? Optional.of(soap)
                : Optional.empty();
    }

    String envelope(String token) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("s", "Envelope", SOAP);
            xml.writeNamespace("s", SOAP);
            xml.writeNamespace("xsi", XSI);
            xml.writeStartElement("s", "Header", SOAP);
            xml.writeStartElement("fueloauth");
            xml.writeDefaultNamespace(TOKEN);
            xml.writeCharacters(token);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeStartElement("s", "Body", SOAP);
            message.write(xml);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A SOAP request could not be written.", e);
        }
        return text.toString();
    }

    /**
     * In UTC, and said so: a time without an offset would be read as the server's own, six hours off. In whole seconds, rather
     * too early, since how many digits of a second are understood is not known.
     */
    private static void filter(XMLStreamWriter xml, Instant since) throws XMLStreamException {
        xml.writeStartElement("Filter");
        xml.writeAttribute("xsi", XSI, "type", "SimpleFilterPart");
        element(xml, "Property", "ModifiedDate");
        element(xml, "SimpleOperator", "greaterThanOrEqual");
        element(xml, "DateValue", since.truncatedTo(ChronoUnit.SECONDS).toString());
        xml.writeEndElement();
    }

    private static void begin(XMLStreamWriter xml, String message) throws XMLStreamException {
        xml.writeStartElement(message);
        xml.writeDefaultNamespace(PARTNER);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
