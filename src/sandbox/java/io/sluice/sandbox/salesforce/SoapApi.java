package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** {@code /services/Soap/u/{version}}: {@code login}, up to version 64, and {@code logout}. An org is known by its user's name. */
final class SoapApi {
    private static final String PARTNER = "urn:partner.soap.sforce.com";
    private static final String WRONG = "Invalid username, password, security token; or user locked out.";

    private final Collection<Org> orgs;

    SoapApi(Collection<Org> orgs) {
        this.orgs = orgs;
    }

    void register(Router router) {
        router.on("POST", "/services/Soap/u/{version}", this::answer);
        router.on("POST", "/services/Soap/u/{version}/{org}", this::answer);
    }

    private Reply answer(Call call) {
        var request = parsed(call);
        if (request == null) {
            return fault("soapenv:Client", "The request is not XML", "");
        }
        if (has(request, "login")) {
            return login(call, request);
        }
        return has(request, "logout") ? logout(request) : fault("soapenv:Client", "No such operation", "");
    }

    private Reply login(Call call, Document request) {
        int version;
        try {
            version = ApiVersion.of(call.captured("version")).major();
        } catch (SalesforceError e) {
            version = Integer.MAX_VALUE;
        }
        if (version > ApiVersion.LAST_LOGIN) {
            return fault(
                    "UNSUPPORTED_API_VERSION", "login() is not available in this version of the API", "LoginFault");
        }
        var username = text(request, "username");
        var password = text(request, "password");
        for (var org : orgs) {
            var user = org.declared();
            if (!org.settings().lockedOut()
                    && user.username().equalsIgnoreCase(username)
                    && password.equals(user.password() + user.securityToken())) {
                return Reply.text(200, "text/xml;charset=UTF-8", SoapLogin.result(call, org, version));
            }
        }
        return fault("INVALID_LOGIN", WRONG, "LoginFault");
    }

    private Reply logout(Document request) {
        var session = text(request, "sessionId");
        var ended = orgs.stream().filter(org -> org.sessions().end(session)).count();
        return ended > 0
                ? Reply.text(200, "text/xml;charset=UTF-8", SoapLogin.envelope("<logoutResponse/>"))
                : fault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader", "UnexpectedErrorFault");
    }

    private static boolean has(Document request, String operation) {
        return request.getElementsByTagNameNS(PARTNER, operation).getLength() > 0;
    }

    private static String text(Document request, String element) {
        var found = request.getElementsByTagNameNS(PARTNER, element);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** A request with a document type is none: nothing outside it is ever read. */
    private static Document parsed(Call call) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(call.body()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This JDK cannot parse XML safely", e);
        } catch (SAXException | IOException e) {
            return null;
        }
    }

    /** @param kind the fault's type; empty where it says nothing more */
    private static Reply fault(String code, String message, String kind) {
        var fault = kind.isEmpty()
                ? "<soapenv:Fault><faultcode>%1$s</faultcode><faultstring>%2$s</faultstring></soapenv:Fault>"
                : "<soapenv:Fault><faultcode>sf:%1$s</faultcode><faultstring>%1$s: %2$s</faultstring><detail><sf:%3$s"
                        + " xsi:type=\"sf:%3$s\"><sf:exceptionCode>%1$s</sf:exceptionCode><sf:exceptionMessage>%2$s"
                        + "</sf:exceptionMessage></sf:%3$s></detail></soapenv:Fault>";
        return Reply.text(500, "text/xml;charset=UTF-8", SoapLogin.envelope(fault.formatted(code, message, kind)));
    }
}
