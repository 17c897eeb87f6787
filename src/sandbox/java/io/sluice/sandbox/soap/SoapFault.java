package io.sluice.sandbox.soap;

import io.sluice.sandbox.http.Reply;
import java.time.Instant;

/** An HTTP 500 with a fault. */
public final class SoapFault extends RuntimeException {
    private static final String ACTION = "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault";
    private static final String THROTTLED = "Rate Limited";

    private final String code;

    private SoapFault(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The token was valid once. */
    static SoapFault tokenExpired() {
        return new SoapFault("q0:Security", "Token Expired");
    }

    /** The token never was valid, or is missing. Its wording is not captured. */
    static SoapFault loginFailed() {
        return new SoapFault("q0:Security", "Login Failed");
    }

    /** The caller asks for something that the service does not have. Its wording is not known. */
    static SoapFault client(String message) {
        return new SoapFault("soap:Client", message);
    }

    Reply reply(Instant now, String actor) {
        return Envelope.answer(500, ACTION, now, xml -> {
            xml.writeStartElement("soap:Fault");
            xml.writeStartElement("faultcode");
            if (code.startsWith("q0:")) {
                xml.writeAttribute("xmlns:q0", Envelope.SECURITY);
            }
            xml.writeCharacters(code);
            xml.writeEndElement();
            Envelope.text(xml, "faultstring", getMessage());
            Envelope.text(xml, "faultactor", actor);
            xml.writeEndElement();
        });
    }

    /** Too many requests. */
    public static Reply rateLimited(Instant now) {
        return Envelope.answer(500, ACTION, now, xml -> {
            xml.writeStartElement("soap:Fault");
            Envelope.text(xml, "faultcode", "soap:Server");
            Envelope.text(xml, "faultstring", THROTTLED);
            xml.writeStartElement("detail");
            xml.writeStartElement("apifault");
            xml.writeAttribute("xmlns", "urn:fault.partner.exacttarget.com");
            Envelope.text(xml, "Code", "17");
            Envelope.text(xml, "Message", THROTTLED);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }
}
