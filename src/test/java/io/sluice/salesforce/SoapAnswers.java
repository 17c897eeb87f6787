package io.sluice.salesforce;

/** What the SOAP login answers, in the shape and order that were seen. */
final class SoapAnswers {
    private SoapAnswers() {}

    static String session(String token, String instanceUrl) {
        return session(token, instanceUrl, false);
    }

    static String session(String token, String instanceUrl, boolean passwordExpired) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"urn:partner.soap.sforce.com\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><loginResponse><result>"
                + "<metadataServerUrl>%2$s/services/Soap/m/46.0/ORG</metadataServerUrl><passwordExpired>%3$s</passwordExpired><sandbox>false</sandbox><serverUrl>%2$s/services/Soap/u/46.0/ORG</serverUrl><sessionId>%1$s</sessionId><userId>005</userId>"
                        .formatted(token, instanceUrl, passwordExpired)
                + "<userInfo><organizationId>00D</organizationId><sessionSecondsValid>7200</sessionSecondsValid></userInfo>"
                + "</result></loginResponse></soapenv:Body></soapenv:Envelope>";
    }

    static String fault(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:sf=\"urn:fault.partner.soap.sforce.com\"><soapenv:Body><soapenv:Fault><faultcode>sf:%1$s</faultcode><faultstring>%1$s: words</faultstring><detail><sf:LoginFault><sf:exceptionCode>%1$s</sf:exceptionCode><sf:exceptionMessage>words</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
                        .formatted(code);
    }
}
