package io.sluice.sandbox.soap;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * An envelope: the token of its header, and what its body asks for. Header and body may stand in any order: clients in use
 * send the body first.
 *
 * @param token empty when there is none
 */
record SoapRequest(String token, Element message) {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String TOKENS = "http://exacttarget.com";
    private static final XMLInputFactory XML = safe();

    /** No document type is read, so that nothing outside a request ever is. */
    private static XMLInputFactory safe() {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Empty when it is no envelope with one message in its body. */
    static Optional<SoapRequest> read(byte[] bytes) {
        try {
            var xml = XML.createXMLStreamReader(new ByteArrayInputStream(bytes));
            xml.nextTag();
            var envelope = Element.read(xml, 0);
            var body = envelope.child("Body").map(Element::children);
            if (!envelope.is(SOAP, "Envelope") || body.isEmpty() || body.get().size() != 1) {
                return Optional.empty();
            }
            return Optional.of(new SoapRequest(token(envelope), body.get().get(0)));
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static String token(Element envelope) {
        return envelope.children("Header").stream()
                .flatMap(header -> header.children().stream())
                .filter(entry -> entry.is(TOKENS, "fueloauth"))
                .map(entry -> entry.text().strip())
                .findFirst()
                .orElse("");
    }
}
