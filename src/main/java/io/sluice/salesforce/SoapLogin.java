package io.sluice.salesforce;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Reason;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The call {@code login} of the partner API, for those who have nothing but user name, password and security token. */
final class SoapLogin {
    /** The newest version that has it; the call itself is retired in Summer '27. */
    private static final double NEWEST = 64.0;

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String PARTNER = "urn:partner.soap.sforce.com";

    private static final Pattern SESSION = element("sessionId");
    private static final Pattern SERVER = element("serverUrl");
    private static final Pattern EXPIRED = element("passwordExpired");
    private static final Pattern FAULT = element("faultcode");

    private SoapLogin() {}

    private static Pattern element(String name) {
        return Pattern.compile("<(?:\\w+:)?" + name + "(?:\\s[^>]*)?>\\s*([^<]*?)\\s*</(?:\\w+:)?" + name + ">");
    }

    static Login.Question question(SalesforceAccount account) {
        var version = Math.min(Double.parseDouble(account.apiVersion()), NEWEST);
        return new Login.Question(
                account.loginUrl() + "/services/Soap/u/" + version,
                "text/xml; charset=UTF-8",
                Map.of("SOAPAction", "login"),
                envelope(account.credentials()));
    }

    private static String envelope(Credentials credentials) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("s", "Envelope", SOAP);
            xml.writeNamespace("s", SOAP);
            xml.writeStartElement("s", "Body", SOAP);
            xml.writeStartElement("login");
            xml.writeDefaultNamespace(PARTNER);
            element(xml, "username", credentials.username());
            element(xml, "password", credentials.passwordAndToken());
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A login by SOAP could not be written.", e);
        }
        return text.toString();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    static Session read(Answer.Http http, AllowedHosts hosts) throws Login.Refused {
        var fault = text(FAULT, http.body());
        if (fault.isPresent()) {
            throw refused(http, fault.get().replaceFirst("^\\w+:", ""));
        }
        var session = text(SESSION, http.body()).orElse("");
        if (http.status() != 200 || session.isEmpty()) {
            throw Login.refused(http);
        }
        if (text(EXPIRED, http.body()).filter("true"::equals).isPresent()) {
            throw new Login.Refused(Reason.PASSWORD_EXPIRED, "the session can do nothing but set a new password");
        }
        var server = text(SERVER, http.body()).orElse("");
        return Login.session(session, server.replaceFirst("/services/.*", ""), hosts);
    }

    /** The codes are the exception codes of the API's {@code LoginFault}. */
    private static Login.Refused refused(Answer.Http http, String code) {
        return new Login.Refused(
                switch (code) {
                    case "PASSWORD_LOCKOUT", "ORG_LOCKED", "INACTIVE_OWNER_OR_USER" -> Reason.USER_LOCKED_OUT;
                    case "INVALID_OPERATION_WITH_EXPIRED_PASSWORD" -> Reason.PASSWORD_EXPIRED;
                    case "API_DISABLED_FOR_ORG",
                            "API_CURRENTLY_DISABLED",
                            "UNSUPPORTED_API_VERSION",
                            "UNSUPPORTED_CLIENT" -> Reason.API_DISABLED;
                    case "LOGIN_RATE_EXCEEDED" -> Reason.THROTTLED;
                    case "REQUEST_LIMIT_EXCEEDED" -> Reason.DAILY_BUDGET;
                    case "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "Server" -> Reason.UNAVAILABLE;
                    default -> Reason.LOGIN_REFUSED;
                },
                "HTTP " + http.status() + ", " + code);
    }

    private static Optional<String> text(Pattern element, String body) {
        return Optional.of(element.matcher(body)).filter(Matcher::find).map(found -> found.group(1));
    }
}
