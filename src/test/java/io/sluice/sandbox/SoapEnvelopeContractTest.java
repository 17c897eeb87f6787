package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapEnvelopeContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0", "--log-bodies");
    private static final List<String> ID = List.of("ID");

    private final Caller caller = new Caller(SANDBOX);
    private final SoapCaller soap = new SoapCaller(caller);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @Test
    void the_url_in_the_token_leads_there_however_the_path_is_spelt() {
        var token = caller.post("/v2/token", """
                {"grant_type":"client_credentials","client_id":"sandbox","client_secret":"sandbox"}""").json();

        assertThat(token.get("soap_instance_url").asText()).isEqualTo(SANDBOX.url() + "/");
        for (var path : List.of("/Service.asmx", "/service.asmx", "/SERVICE.ASMX")) {
            assertThat(soap.posted(path, "Retrieve", soap.envelope(message(""))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void clients_may_send_the_body_before_the_header() {
        var envelope = "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>" + message("")
                + "</Body><Header><fueloauth xmlns=\"http://exacttarget.com\">" + caller.token()
                + "</fueloauth></Header></Envelope>";

        assertThat(soap.posted("/Service.asmx", "\"Retrieve\"", envelope).elements("Results"))
                .hasSize(4);
    }

    @Test
    void a_token_that_has_expired_and_one_that_never_was_are_faults_of_security() {
        SANDBOX.tell("/sandbox/clock?advance=PT21M", "");
        var expired = soap.retrieve(ID, "");
        assertThat(expired.status()).isEqualTo(500);
        assertThat(expired.text("faultstring")).isEqualTo("Token Expired");
        assertThat(expired.text("faultcode")).isEqualTo("q0:Security");
        assertThat(expired.text("faultactor")).isEqualTo(SANDBOX.url() + "/Service.asmx");

        caller.withToken("made.up.token");
        assertThat(soap.retrieve(ID, "").text("faultstring")).isEqualTo("Login Failed");
        assertThat(soap.describe("List").text("faultstring")).isEqualTo("Login Failed");
    }

    @Test
    void a_token_without_the_scope_is_told_in_the_status() {
        caller.withScope("campaign_read");

        var found = soap.retrieve(ID, "");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("OverallStatus")).startsWith("Error: API Permission Failed");
    }

    @Test
    void what_is_no_envelope_is_a_bad_request_and_a_document_type_is_not_read() {
        var entity = "<?xml version=\"1.0\"?><!DOCTYPE s:Envelope [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + soap.envelope(message("&e;"));
        for (var body : List.of("", "{}", "<a/>", entity, soap.envelope(""), "<a>".repeat(100))) {
            var answer = caller.send(
                    "POST", "/Service.asmx", BodyPublishers.ofString(body), "text/xml", "SOAPAction", "Retrieve");
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.text()).isEqualTo("Bad Request");
        }
    }

    @Test
    void the_content_type_and_the_action_must_fit() {
        var json = caller.send(
                "POST", "/Service.asmx", BodyPublishers.ofString(soap.envelope(message(""))), "application/json");

        assertThat(json.status()).isEqualTo(415);
        assertThat(soap.send("Describe", message("")).text("faultstring")).contains("SOAPAction");
        assertThat(soap.send("Perform", "<PerformRequestMsg xmlns=\"" + SoapCaller.PARTNER + "\"/>")
                        .text("faultcode"))
                .isEqualTo("soap:Client");
    }

    @Test
    void calls_are_counted_and_their_tokens_not_logged() {
        soap.retrieve(ID, "");
        soap.describe("List");

        assertThat(SANDBOX.look("/sandbox/stats")
                        .at("/routes/POST ~1Service.asmx/calls")
                        .asInt())
                .isEqualTo(2);
        var logged = SANDBOX.look("/sandbox/requests?path=Service")
                .get(0)
                .get("body")
                .asText();
        assertThat(logged).contains("<RetrieveRequest>").doesNotContain(caller.token());
    }

    private static String message(String more) {
        return "<RetrieveRequestMsg xmlns=\"" + SoapCaller.PARTNER + "\"><RetrieveRequest><ObjectType>List</ObjectType>"
                + "<Properties>ID</Properties>" + more + "</RetrieveRequest></RetrieveRequestMsg>";
    }
}
