package io.sluice.sandbox;

import io.sluice.sandbox.Caller.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A client of SFMC's SOAP API as plain as can be. */
final class SoapCaller {
    static final String PARTNER = "http://exacttarget.com/wsdl/partnerAPI";

    private final Caller caller;

    SoapCaller(Caller caller) {
        this.caller = caller;
    }

    /** What came back: the elements with a name, wherever they are. */
    record Found(Answer answer, Document document) {
        int status() {
            return answer.status();
        }

        /** The text of the first element with this local name; null when there is none. */
        String text(String name) {
            var found = elements(name);
            return found.isEmpty() ? null : found.get(0).getTextContent();
        }

        List<Element> elements(String name) {
            return elementsOf(document.getElementsByTagNameNS("*", name));
        }

        /** Of each result the text of this child; null where it has none. */
        List<String> results(String child) {
            var texts = new ArrayList<String>();
            for (var result : elements("Results")) {
                var found = elementsOf(result.getElementsByTagNameNS(PARTNER, child));
                texts.add(found.isEmpty() ? null : found.get(0).getTextContent());
            }
            return texts;
        }

        private static List<Element> elementsOf(NodeList nodes) {
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        }
    }

    /** Retrieves lists with these properties; {@code more} is what else the request says. */
    Found retrieve(List<String> properties, String more) {
        return retrieve("List", properties, more);
    }

    Found retrieve(String type, List<String> properties, String more) {
        return send(
                "Retrieve",
                "<RetrieveRequestMsg xmlns=\"" + PARTNER + "\"><RetrieveRequest><ObjectType>" + type + "</ObjectType>"
                        + properties.stream()
                                .map(name -> "<Properties>" + name + "</Properties>")
                                .collect(Collectors.joining())
                        + more + "</RetrieveRequest></RetrieveRequestMsg>");
    }

    Found describe(String type) {
        return send(
                "Describe",
                "<DefinitionRequestMsg xmlns=\"" + PARTNER
                        + "\"><DescribeRequests><ObjectDefinitionRequest><ObjectType>" + type
                        + "</ObjectType></ObjectDefinitionRequest></DescribeRequests></DefinitionRequestMsg>");
    }

    Found send(String action, String message) {
        return posted("/Service.asmx", action, envelope(message));
    }

    String envelope(String message) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Header>"
                + "<fueloauth xmlns=\"http://exacttarget.com\">" + caller.token() + "</fueloauth></s:Header><s:Body>"
                + message + "</s:Body></s:Envelope>";
    }

    Found posted(String path, String action, String envelope) {
        var answer = caller.send("POST", path, BodyPublishers.ofString(envelope), "text/xml", "SOAPAction", action);
        return new Found(answer, parsed(answer.text()));
    }

    /** A filter on one property; a value is what stands between its tags. */
    static String filter(String property, String operator, String... values) {
        return "<Filter xsi:type=\"SimpleFilterPart\">" + part(property, operator, values) + "</Filter>";
    }

    static String part(String property, String operator, String... values) {
        var date = property.endsWith("Date") ? "DateValue" : "Value";
        return "<Property>" + property + "</Property><SimpleOperator>" + operator + "</SimpleOperator>"
                + Stream.of(values)
                        .map(value -> "<" + date + ">" + value + "</" + date + ">")
                        .collect(Collectors.joining());
    }

    private static Document parsed(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError("No XML: " + xml, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
