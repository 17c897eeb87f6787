package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;

/** The answer to a SOAP login: the elements in the order of real ones, empty ones left out. */
final class SoapLogin {
    private static final String RESULT = """
            <loginResponse><result><metadataServerUrl>%1$s/services/Soap/m/%2$d.0/%3$s</metadataServerUrl>\
            <passwordExpired>%4$s</passwordExpired><sandbox>%5$s</sandbox>\
            <serverUrl>%1$s/services/Soap/u/%2$d.0/%3$s</serverUrl><sessionId>%6$s</sessionId><userId>%7$s</userId>\
            <userInfo><accessibilityMode>false</accessibilityMode><chatterExternal>false</chatterExternal>\
            <currencySymbol>$</currencySymbol><orgAttachmentFileSizeLimit>5242880</orgAttachmentFileSizeLimit>\
            <organizationId>%8$s</organizationId><organizationMultiCurrency>false</organizationMultiCurrency>\
            <organizationName>%9$s</organizationName><sessionSecondsValid>%10$d</sessionSecondsValid>\
            <userId>%7$s</userId><userName>%11$s</userName><userTimeZone>GMT</userTimeZone></userInfo></result>\
            </loginResponse>""";

    private SoapLogin() {}

    static String result(Call call, Org org, int version) {
        return envelope(RESULT.formatted(
                escaped(OAuthApi.instance(call, org)),
                version,
                Ids.short15(org.id()),
                org.settings().passwordExpired(),
                org.settings().sandbox(),
                org.sessions().open(),
                org.userId(),
                org.id(),
                escaped(org.name()),
                Sessions.LASTS.toSeconds(),
                escaped(org.declared().username())));
    }

    static String envelope(String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"urn:partner.soap.sforce.com\""
                + " xmlns:sf=\"urn:fault.partner.soap.sforce.com\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                + body + "</soapenv:Body></soapenv:Envelope>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
