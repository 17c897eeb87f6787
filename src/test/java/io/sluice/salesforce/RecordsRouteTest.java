package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.RecordWriting.OnDuplicate;
import io.sluice.delivery.RecordWriting.OnSeveral;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import io.sluice.sandbox.SandboxProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records on their way from a batch through the real door to the sandbox's org and back. */
class RecordsRouteTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORG = "/sandbox/salesforce/main";
    private static final Target LEADS = new Target("main", "object", "Lead");
    private static final Map<String, JsonNode> NOT_AVAILABLE =
            Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));

    /** Whom the sandbox's assignment rule gives Leads to. */
    private static final String QUEUE = "00G5g0000000001EAA";

    private static final String SOMEBODY = "0055g0000000009AAA";

    private static SandboxProcess sandbox;

    private Door door;
    private Action upsert;
    private OnConverted onConverted = OnConverted.FILTER;
    private OnDuplicate onDuplicate = OnDuplicate.REFUSE;
    private long seq;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.start("--rate", "0", "--log-bodies");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void open() {
        sandbox.reset();
        var accounts = AccountConfig.accounts(
                "allowed-hosts", sandbox.url().getAuthority(),
                "salesforce.login-url", sandbox.url().toString(),
                "salesforce.auth", "client-credentials",
                "salesforce.client-id", "sandbox",
                "salesforce.client-secret", "sandbox",
                "salesforce.requests-per-second", "100");
        assertThat(accounts.problems()).isEmpty();
        door = new Door(accounts);
        upsert = new SalesforceUpsertRecords(new SObjects(accounts, door.meters, Clock.systemUTC()), accounts);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void what_is_there_is_updated_and_keeps_its_owner_and_what_is_not_is_created_and_assigned() {
        put(
                "Lead",
                "{\"Email\":\"Ann@Example.com\",\"LastName\":\"Ashe\",\"Company\":\"Kite\",\"OwnerId\":\"" + SOMEBODY
                        + "\"}");
        assertThat(send(
                        row("{'Email':'ann@example.com','City':'Cork'}"),
                        row("{'Email':'bo@example.com','City':'Bray'}")))
                .containsOnly(new Outcome.Delivered());
        assertThat(shown("Email", "LastName", "City", "OwnerId"))
                .containsExactly("ann@example.com Ashe Cork " + SOMEBODY, "bo@example.com n/a Bray " + QUEUE);
    }

    @Test
    void values_that_mean_something_to_a_query_or_a_path_are_values() {
        var names = List.of("O'Hara & Sons=50%+#?", "ends in \\", "\\' OR Name != '", "a\nb\u001bc", "東京 😀");
        for (var name : names) {
            send(named(name, "Cork"));
            send(named(name, "Bray"));
        }
        assertThat(shown("LastName", "City"))
                .containsExactlyElementsOf(
                        names.stream().map(name -> name + " Bray").toList());
    }

    private static Row named(String lastName, String city) {
        return new Row(
                Map.of("LastName", TextNode.valueOf(lastName)),
                Map.of("City", TextNode.valueOf(city), "Email", TextNode.valueOf("ann@example.com")));
    }

    @Test
    void thousands_are_looked_up_in_one_call_and_written_two_hundred_a_call() {
        var rows = IntStream.range(0, 2_000)
                .mapToObj(i -> row("{'Email':'a-customer-with-a-long-name-" + i + "@a-long-domain.example.com'}"))
                .toArray(Row[]::new);
        var before = apiUsed();
        assertThat(send(rows)).hasSize(2_000).containsOnly(new Outcome.Delivered());
        assertThat(apiUsed() - before).as("describe, look-up, writes").isLessThanOrEqualTo(1 + 1 + 10 + 1);
        var between = apiUsed();
        assertThat(send(rows)).containsOnly(new Outcome.Delivered());
        assertThat(records("Lead")).hasSize(2_000);
        assertThat(2_000.0 / (apiUsed() - between)).as("records a call").isGreaterThan(150);
    }

    @Test
    void a_look_up_with_more_pages_than_one_is_read_to_the_end() {
        sandbox.tell(ORG + "/settings", "{\"queryBatch\":200}");
        var rows = IntStream.range(0, 450)
                .mapToObj(i -> row("{'Email':'c" + i + "@example.com'}"))
                .toArray(Row[]::new);
        send(rows);
        send(rows);
        assertThat(records("Lead")).hasSize(450);
    }

    @Test
    void a_converted_lead_is_left_alone_or_its_contact_is_written() {
        var id = put("Lead", "{\"Email\":\"ann@example.com\",\"LastName\":\"Ashe\",\"Company\":\"Kite\"}");
        sandbox.tell(ORG + "/leads/" + id + "/convert", "");
        assertThat(send(row("{'Email':'ann@example.com','City':'Cork'}")))
                .containsExactly(new Outcome.Filtered(Reason.LEAD_CONVERTED));
        onConverted = OnConverted.CONTACT;
        assertThat(send(row("{'Email':'ann@example.com','City':'Cork','Company':'Kite'}")))
                .containsExactly(new Outcome.Delivered());
        assertThat(records("Contact")).singleElement().satisfies(contact -> assertThat(
                        contact.path("MailingCity").asText())
                .isEqualTo("Cork"));
        assertThat(records("Lead")).hasSize(1);
    }

    @Test
    void one_record_that_is_locked_or_refused_costs_only_itself() {
        sandbox.tell(ORG + "/record-faults", "{\"object\":\"Lead\",\"contains\":\"b1@\",\"times\":1}");
        sandbox.tell(
                ORG + "/record-faults",
                "{\"object\":\"Lead\",\"contains\":\"b2@\",\"statusCode\":\"FIELD_CUSTOM_VALIDATION_EXCEPTION\",\"message\":\"no\"}");
        var outcomes = send(
                row("{'Email':'b1@example.com'}"),
                row("{'Email':'b2@example.com'}"),
                row("{'Email':'b3@example.com'}"));
        assertThat(outcomes).extracting(Outcome::word).containsExactly("parked", "refused", "delivered");
        assertThat(send(row("{'Email':'b1@example.com'}"))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void a_value_that_spoils_the_whole_call_costs_only_its_row() {
        sandbox.fault("""
                {"match":{"path":"/composite/sobjects$","bodyContains":"user-99@"},"status":400,
                 "body":[{"errorCode":"JSON_PARSER_ERROR","message":"Cannot deserialize instance of date"}]}""");
        var rows = IntStream.range(0, 200)
                .mapToObj(i -> row("{'Email':'user-" + i + "@example.com'}"))
                .toArray(Row[]::new);
        assertThat(send(rows)).filteredOn(Outcome.Delivered.class::isInstance).hasSize(199);
        assertThat(records("Lead")).hasSize(199);
    }

    @Test
    void a_duplicate_rule_that_alerts_refuses_the_record_unless_the_mapping_allows_it() {
        sandbox.tell(
                ORG + "/settings",
                "{\"duplicateRules\":[{\"object\":\"Lead\",\"field\":\"Phone\",\"action\":\"alert\"}]}");
        send(row("{'Email':'ann@example.com','Phone':'1'}"));
        assertThat(send(row("{'Email':'bo@example.com','Phone':'1'}")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.DUPLICATE_DETECTED));
        onDuplicate = OnDuplicate.ALLOW;
        assertThat(send(row("{'Email':'bo@example.com','Phone':'1'}"))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void whether_a_create_without_an_answer_has_happened_is_looked_up_and_never_guessed() {
        sandbox.fault(
                "{\"match\":{\"method\":\"POST\",\"path\":\"/composite/sobjects$\"},\"times\":1,\"action\":\"applyThenDrop\"}");
        assertThat(send(row("{'Email':'ann@example.com'}")))
                .singleElement()
                .isInstanceOfSatisfying(Outcome.Parked.class, parked -> assertThat(parked.reason())
                        .isEqualTo(Reason.OUTCOME_UNKNOWN));
        assertThat(send(row("{'Email':'ann@example.com','City':'Cork'}"))).containsExactly(new Outcome.Delivered());
        assertThat(shown("Email", "City")).containsExactly("ann@example.com Cork");
    }

    @Test
    void an_object_that_is_not_there_holds_its_rows() {
        var batch = door.send(open(new Target("main", "object", "Laed"), row("{'Email':'ann@example.com'}")));
        assertThat(outcomes(batch)).hasOnlyElementsOfType(Outcome.Held.class);
        assertThat(batch.failure()).isPresent();
    }

    private List<Outcome> send(Row... rows) {
        return outcomes(door.send(open(LEADS, rows)));
    }

    private static List<Outcome> outcomes(Batch batch) {
        return batch.settled().stream().map(Settled::outcome).toList();
    }

    private Batch open(Target target, Row... rows) {
        var deliveries = new ArrayList<Delivery>();
        for (var row : rows) {
            seq++;
            deliveries.add(Deliveries.of(seq, wanted(target, row), true));
        }
        return new Batches(List.of(upsert), Clock.systemUTC()).open(deliveries);
    }

    private Mapped.Wanted wanted(Target target, Row row) {
        var writing = new RecordWriting(
                Match.ALL,
                Optional.empty(),
                NOT_AVAILABLE,
                OnSeveral.REFUSE,
                onConverted,
                RecordWriting.OnUnknownField.DROP,
                onDuplicate,
                RecordWriting.Assign.ON_CREATE,
                Optional.empty(),
                RecordWriting.Priority.NORMAL);
        return new Mapped.Wanted(
                "leads",
                upsert.name(),
                target,
                row.keys().toString().toLowerCase(Locale.ROOT),
                row,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.LOOK_UP,
                Optional.of(writing));
    }

    /** The e-mail is the key. @param json with single quotes for double ones, unless it has double ones */
    private static Row row(String json) {
        try {
            var fields =
                    JSON.reader().with(JsonParser.Feature.ALLOW_SINGLE_QUOTES).readTree(json);
            var values = new LinkedHashMap<String, JsonNode>();
            fields.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
            var email = values.remove("Email");
            return new Row(Map.of("Email", email), values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String put(String object, String record) {
        return sandbox.tell(ORG + "/records/" + object, record).path("id").asText();
    }

    private static List<JsonNode> records(String object) {
        var records = new ArrayList<JsonNode>();
        sandbox.look(ORG + "/records/" + object).path("records").forEach(records::add);
        return records;
    }

    private static List<String> shown(String... fields) {
        return records("Lead").stream()
                .map(lead -> String.join(
                        " ",
                        Stream.of(fields)
                                .map(field -> lead.path(field).asText())
                                .toList()))
                .toList();
    }

    private static long apiUsed() {
        return sandbox.look("/sandbox/salesforce").path("main").path("apiUsed").asLong();
    }
}
