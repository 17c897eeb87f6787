package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.delivery.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading by SOAP, through the shipped door. */
class SoapSourceTest {
    private static final SoapRetrieve LISTS =
            new SoapRetrieve("List", List.of("ID", "Client.ID"), Optional.empty(), Optional.empty());

    private final FakeSfmc sfmc = new FakeSfmc();
    private final Door door = new Door(AccountConfig.standIn(sfmc, 200));
    private final RecordedReads reads = new RecordedReads();
    private final SfmcSource source =
            door.sources(reads).open("main", OptionalInt.empty()).apply(reads);

    @AfterEach
    void close() {
        door.close();
        sfmc.close();
    }

    @Test
    void a_retrieve_has_its_token_in_the_envelope_and_none_in_a_header() throws Exception {
        sfmc.answers(200, retrieved("OK", ""));
        source.retrieve(new SoapRetrieve(
                "List",
                List.of("ID", "A<b>&\"c"),
                Optional.of(Instant.parse("2026-03-01T06:00:00.123456789Z")),
                Optional.empty()));

        var call = sfmc.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/Service.asmx");
        assertThat(call.header("SOAPAction")).isEqualTo("Retrieve");
        assertThat(call.header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
        assertThat(call.header("Accept")).isEqualTo("text/xml");
        assertThat(call.header("Authorization")).isEmpty();
        assertThat(call.body()).isEqualTo("""
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"\
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
                <s:Header><fueloauth xmlns="http://exacttarget.com">token-1</fueloauth></s:Header>\
                <s:Body><RetrieveRequestMsg xmlns="http://exacttarget.com/wsdl/partnerAPI"><RetrieveRequest>\
                <ObjectType>List</ObjectType><Properties>ID</Properties><Properties>A&lt;b&gt;&amp;"c</Properties>\
                <Filter xsi:type="SimpleFilterPart"><Property>ModifiedDate</Property>\
                <SimpleOperator>greaterThanOrEqual</SimpleOperator>\
                <DateValue>2026-03-01T06:00:00Z</DateValue></Filter>\
                </RetrieveRequest></RetrieveRequestMsg></s:Body></s:Envelope>""");
    }

    @Test
    void the_next_page_continues_the_one_before() throws Exception {
        sfmc.answers(200, retrieved("MoreDataAvailable", "")).answers(200, retrieved("OK", ""));
        var first = source.retrieve(LISTS);
        assertThat(first.more()).isTrue();
        assertThat(source.retrieve(LISTS.after(first.requestId())).more()).isFalse();
        assertThat(sfmc.calls().get(1).body())
                .contains("<ObjectType>List</ObjectType>", "<ContinueRequest>11e9f8a8</ContinueRequest>");
    }

    @Test
    void a_page_that_continues_is_not_asked_for_again_when_it_may_have_been_given() throws Exception {
        sfmc.answers(200, retrieved("MoreDataAvailable", ""));
        source.retrieve(LISTS);
        for (var lost : List.of(503, 200, 500)) {
            sfmc.answers(lost, "<html>");
            var failure = fails(() -> source.retrieve(LISTS.after("11e9f8a8")));
            assertThat(failure.isPlaceLost()).as("HTTP " + lost).isTrue();
        }
        sfmc.breaks();
        assertThat(fails(() -> source.retrieve(LISTS.after("11e9f8a8"))).isPlaceLost())
                .isTrue();
        assertThat(sfmc.calls()).hasSize(5);
    }

    @Test
    void a_page_that_continues_is_asked_for_again_when_it_was_certainly_not_given() throws Exception {
        sfmc.answers(500, fault("soap:Server", "Rate Limited"))
                .answers(500, fault("q0:Security", "Token Expired"))
                .answers(200, retrieved("OK", ""));
        assertThat(source.retrieve(LISTS.after("11e9f8a8")).more()).isFalse();
        assertThat(sfmc.calls()).hasSize(3);
    }

    @Test
    void an_error_on_the_way_is_a_failure_of_the_whole() {
        sfmc.answers(200, retrieved("Error: something unknown", ""));
        var failure = fails(() -> source.retrieve(LISTS.after("11e9f8a8")));
        assertThat(failure.isPlaceLost()).isFalse();
        assertThat(failure.failure().reason()).isEqualTo(Reason.READ_REJECTED);
    }

    @Test
    void results_have_texts_nulls_and_objects_and_an_empty_element_is_an_empty_text() throws Exception {
        sfmc.answers(200, retrieved("OK", """
                <Results xsi:type="List"><PartnerKey xsi:nil="true"/><ID>1120</ID><ListName>News &amp; <![CDATA[<more>]]></ListName>
                <Description/><Client><ID>7281698</ID></Client></Results>
                <Results xsi:type="List"><ID>1121</ID></Results>"""));
        assertThat(source.retrieve(LISTS).results())
                .extracting(Object::toString)
                .containsExactly(
                        "{\"PartnerKey\":null,\"ID\":\"1120\",\"ListName\":\"News & <more>\",\"Description\":\"\","
                                + "\"Client\":{\"ID\":\"7281698\"}}",
                        "{\"ID\":\"1121\"}");
    }

    @Test
    void a_description_says_what_can_be_retrieved() throws Exception {
        sfmc.answers(200, envelope("""
                <DefinitionResponseMsg xmlns="http://exacttarget.com/wsdl/partnerAPI"><ObjectDefinition>
                <ObjectType>List</ObjectType>
                <Properties><Name>ID</Name><IsRetrievable>true</IsRetrievable></Properties>
                <Properties><Name>Client.UserID</Name><IsRetrievable>false</IsRetrievable></Properties>
                <Properties><Name>Client.ID</Name><IsRetrievable>true</IsRetrievable></Properties>
                </ObjectDefinition><RequestID>1</RequestID></DefinitionResponseMsg>"""));
        assertThat(source.retrievable("List")).containsExactly("Client.ID", "ID");
        assertThat(sfmc.calls().get(0).header("SOAPAction")).isEqualTo("Describe");
        assertThat(sfmc.calls().get(0).body())
                .contains("<DescribeRequests><ObjectDefinitionRequest><ObjectType>List</ObjectType>"
                        + "</ObjectDefinitionRequest></DescribeRequests>");
    }

    @Test
    void properties_that_cannot_be_retrieved_are_named() {
        sfmc.answers(
                200,
                retrieved(
                        "Error: The Request Property(s) Client.UserID, Client.CreatedBy do not match"
                                + " with the fields of List retrieve",
                        ""));
        var failure = fails(() -> source.retrieve(LISTS));
        assertThat(failure.unretrievable()).containsExactly("Client.CreatedBy", "Client.UserID");
        assertThat(failure.failure().reason()).isEqualTo(Reason.READ_REJECTED);
        assertThat(sfmc.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error: something unknown", "Has Errors", "Error", "ok", ""})
    void any_status_that_is_not_known_as_good_is_a_failure(String status) {
        sfmc.answers(200, retrieved(status, "<Results><ID>1</ID></Results>"));
        var failure = fails(() -> source.retrieve(LISTS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.READ_REJECTED);
        assertThat(failure).hasMessage("OverallStatus '" + status + "'");
        assertThat(failure.unretrievable()).isEmpty();
        assertThat(sfmc.calls()).hasSize(1);
    }

    @Test
    void a_missing_permission_is_told_apart() {
        sfmc.answers(200, retrieved("Error: API Permission Failed. Permissions Needed: Email | Lists | Read", ""));
        var failure = fails(() -> source.retrieve(LISTS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.PERMISSION);
        assertThat(failure).hasMessageContaining("Permissions Needed");
    }

    @Test
    void throttling_comes_as_a_fault_and_is_waited_for_longer_each_time() throws Exception {
        sfmc.answers(500, fault("soap:Server", "Rate Limited"))
                .answers(500, fault("soap:Server", "Rate Limited"))
                .answers(200, retrieved("OK", ""));
        source.retrieve(LISTS);
        assertThat(reads.repeats()).containsExactly(Reason.THROTTLED, Reason.THROTTLED);
        assertThat(reads.waits()).hasSize(2).isSorted();
        assertThat(reads.waits().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token Expired", "Login Failed"})
    void a_token_that_is_not_accepted_is_renewed_once(String words) throws Exception {
        sfmc.answers(500, fault("q0:Security", words)).answers(200, retrieved("OK", ""));
        source.retrieve(LISTS);
        assertThat(sfmc.tokenRequests()).hasSize(2);
        assertThat(sfmc.calls().get(1).body()).contains(">token-2</fueloauth>");
        sfmc.answers(500, fault("q0:Security", words));
        assertThat(fails(() -> source.retrieve(LISTS)).failure().reason()).isEqualTo(Reason.CREDENTIALS);
        assertThat(sfmc.tokenRequests()).hasSize(2);
    }

    @Test
    void another_fault_is_told_in_its_own_words() {
        for (var i = 0; i < 8; i++) {
            sfmc.answers(500, fault("soap:Client", "Server was unable to read request."));
        }
        var failure = fails(() -> source.retrieve(LISTS));
        assertThat(failure.failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("Server was unable to read request.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"items\":[]}",
                "<html>Maintenance</html>",
                "<s:Envelope xmlns:s=\"x\"><s:Body><RetrieveResponseMsg><OverallStatus>OK</OverallStatus><Results><ID>1",
                "<s:Envelope xmlns:s=\"x\"><OverallStatus>MoreDataAvailable</OverallStatus></s:Envelope>",
            })
    void an_answer_that_is_not_complete_is_asked_for_again_and_never_taken(String body) {
        for (var i = 0; i < 8; i++) {
            sfmc.answers(200, body);
        }
        assertThat(fails(() -> source.retrieve(LISTS)).failure().reason()).isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD);
        assertThat(sfmc.calls()).hasSize(8);
    }

    @Test
    void a_document_type_is_refused_with_all_that_it_defines(@TempDir Path directory) throws Exception {
        var secret = Files.writeString(directory.resolve("secret.txt"), "a secret of this machine");
        var attacks = List.of(
                "<!DOCTYPE x [<!ENTITY file SYSTEM \"" + secret.toUri() + "\">]>" + retrieved("&file;", ""),
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
                        + retrieved("OK", "<Results>&b;</Results>"),
                "<!DOCTYPE x SYSTEM \"" + sfmc.url() + "/evil.dtd\">" + retrieved("OK", ""));
        for (var attack : attacks) {
            for (var i = 0; i < 8; i++) {
                sfmc.answers(200, attack);
            }
            var failure = fails(() -> source.retrieve(LISTS));
            assertThat(failure.failure().reason()).isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD);
            assertThat(failure).hasMessageNotContaining("a secret of this machine");
        }
        assertThat(sfmc.seen()).noneMatch(call -> call.path().contains("evil"));
    }

    @Test
    void elements_without_end_do_not_break_the_stack() {
        var deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        for (var i = 0; i < 8; i++) {
            sfmc.answers(200, retrieved("OK", "<Results>" + deep + "</Results>"));
        }
        assertThat(fails(() -> source.retrieve(LISTS)).failure().reason()).isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD);
    }

    @Test
    void where_the_address_is_not_known_the_failure_says_what_to_set() throws Exception {
        try (var legacy = new Door(retired())) {
            var failure = fails(() -> legacy.sources(reads)
                    .open("main", OptionalInt.empty())
                    .apply(reads)
                    .retrieve(LISTS));
            assertThat(failure.failure().reason()).isEqualTo(Reason.ADDRESS_UNKNOWN);
            assertThat(failure).hasMessageContaining("soap-url");
        }
        assertThat(sfmc.calls()).isEmpty();
        try (var legacy = new Door(retired("sfmc.soap-url", sfmc.url() + "/Service.asmx"))) {
            sfmc.answers(200, retrieved("OK", ""));
            legacy.sources(reads).open("main", OptionalInt.empty()).apply(reads).retrieve(LISTS);
        }
        assertThat(sfmc.calls()).hasSize(1).allMatch(call -> call.path().equals("/Service.asmx"));
    }

    private SfmcAccounts retired(String... more) {
        var settings = new ArrayList<>(List.of(
                "allowed-hosts", "localhost",
                "sfmc.legacy", "true",
                "sfmc.auth-url", sfmc.url(),
                "sfmc.rest-url", sfmc.url(),
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.requests-per-second", "200"));
        settings.addAll(List.of(more));
        return AccountConfig.accounts(settings.toArray(String[]::new));
    }

    private static String retrieved(String status, String results) {
        return envelope("<RetrieveResponseMsg xmlns=\"http://exacttarget.com/wsdl/partnerAPI\"><OverallStatus>" + status
                + "</OverallStatus><RequestID>11e9f8a8</RequestID>" + results + "</RetrieveResponseMsg>");
    }

    private static String fault(String code, String words) {
        return envelope(
                "<soap:Fault><faultcode>" + code + "</faultcode><faultstring>" + words + "</faultstring></soap:Fault>");
    }

    private static String envelope(String body) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Header/><soap:Body>" + body
                + "</soap:Body></soap:Envelope>";
    }

    private static SourceFailure fails(ThrowingCallable question) {
        var failure = catchThrowableOfType(SourceFailure.class, question);
        assertThat(failure).isNotNull();
        return failure;
    }
}
