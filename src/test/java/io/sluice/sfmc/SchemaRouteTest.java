package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import io.sluice.delivery.TestClock;
import io.sluice.sandbox.Caller;
import io.sluice.sandbox.SandboxProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of a data extension, from the real door to the sandbox and back. */
class SchemaRouteTest {
    private static final Target PEOPLE = new Target("main", "dataExtension", "people");
    private static final Target ORDERS = new Target("main", "dataExtension", "orders");
    private static final Duration A_MINUTE = Duration.ofSeconds(61);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SandboxProcess sandbox;

    private final TestClock clock = new TestClock();
    private SfmcAccounts accounts;
    private Door door;
    private Action upsert;
    private int rows;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.start("--rate", "0", "--log-bodies", "--data", "src/test/resources/schema/data.yaml");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void open() {
        sandbox.reset();
        accounts = AccountConfig.accounts(
                "allowed-hosts", sandbox.url().getAuthority(),
                "sfmc.auth-url", sandbox.url().toString(),
                "sfmc.rest-url", sandbox.url().toString(),
                "sfmc.subdomain", "mcstandin",
                "sfmc.account-id", "1000001",
                "sfmc.client-id", "sandbox",
                "sfmc.client-secret", "sandbox",
                "sfmc.requests-per-second", "500");
        door = new Door(accounts);
        upsert = new SfmcUpsertRows(accounts, new Schemas(accounts, door.meters, clock)::inquiry);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void values_arrive_in_the_types_of_their_columns() {
        var batch = send(row("""
                {"Tier":1,"Visits":"7","Total":"12.50","Member":"true","Born":"Thu, 30 May 2024 12:00:00 GMT"}"""));

        assertThat(outcomes(batch)).containsExactly(new Outcome.Delivered());
        var sent = sent(0).get(0).get("values");
        assertThat(sent.toString())
                .isEqualTo(
                        "{\"Tier\":\"1\",\"Visits\":7,\"Total\":12.5,\"Member\":true,\"Born\":\"2024-05-30T12:00:00Z\"}");
    }

    @Test
    void a_row_that_is_certainly_refused_is_not_sent_and_costs_only_itself() {
        var batch = send(
                row("{\"Tier\":\"a\"}"),
                row("{\"Tier\":\"b\",\"First Name\":\"Magdalena\"}"),
                row("{\"Tier\":\"c\",\"Born\":\"03/04/2024\"}"),
                row("{\"Tier\":null}"),
                row("{\"Tier\":\"d\",\"Visits\":\"many\"}"));

        assertThat(outcomes(batch))
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Refused(Reason.TOO_LONG, "column 'First Name' (Text 5): the value is longer"),
                        new Outcome.Refused(
                                Reason.VALUE_INVALID,
                                "column 'Born' (Date): is not a date in ISO-8601, such as 2024-05-30T13:30:00Z"),
                        new Outcome.Refused(Reason.NULL_REFUSED, "column 'Tier' (Text 10): may not be empty"),
                        new Outcome.Refused(Reason.VALUE_INVALID, "column 'Visits' (Number): is not a number"));
        assertThat(rowsets()).hasSize(1);
        assertThat(stored("people")).hasSize(1);
    }

    @Test
    void what_was_merged_into_one_row_is_looked_at_one_by_one_when_that_does_not_fit() {
        var deliveries = new Deliveries(upsert, PEOPLE);
        var batch = send(
                deliveries.next("ann", "Tier", "gold"),
                deliveries.next("ann", "First Name", "Magdalena"),
                deliveries.next("ann", "Visits", "3"));

        assertThat(outcomes(batch)).extracting(Outcome::word).containsExactly("delivered", "refused", "delivered");
        assertThat(stored("people").get(0).get("Visits").asInt()).isEqualTo(3);
    }

    @Test
    void columns_that_are_not_there_are_left_out_and_counted() {
        send(row("{\"Tier\":\"a\",\"Shoe Size\":44}"), row("{\"Tier\":\"b\",\"shoe size\":45}"));

        assertThat(sent(0).toString()).doesNotContainIgnoringCase("shoe");
        assertThat(door.meters
                        .get("sluice.unknown.columns")
                        .tags("target", "main/dataExtension/people", "column", "shoe size")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void many_batches_at_once_read_the_columns_once() throws Exception {
        var callers = Executors.newFixedThreadPool(20);
        sandbox.fault("{\"match\":{\"path\":\"/fields$\"},\"delayMillis\":500,\"action\":\"pass\"}");
        var work = IntStream.range(0, 20)
                .<Callable<Batch>>mapToObj(i -> () -> send(new Deliveries(upsert, PEOPLE).next("k" + i, "Tier", "x")))
                .toList();
        for (var batch : callers.invokeAll(work, 60, TimeUnit.SECONDS)) {
            assertThat(outcomes(batch.get())).containsExactly(new Outcome.Delivered());
        }
        callers.shutdown();

        assertThat(requests("/data/v1/customobjects(/|$)")).hasSize(2);
        assertThat(rowsets()).hasSize(20);
    }

    @Test
    void a_column_that_is_added_later_is_sent_after_a_quarter_of_an_hour() {
        send(row("{\"Tier\":\"a\",\"Nickname\":\"Bee\"}"));
        addColumn("people", "{\"name\":\"Nickname\",\"type\":\"Text\",\"length\":10}");
        send(row("{\"Tier\":\"a\",\"Nickname\":\"Bee\"}"));
        assertThat(stored("people"))
                .noneMatch(row -> row.get("Nickname").asText().equals("Bee"));

        clock.passes(Duration.ofMinutes(15));
        send(row("{\"Tier\":\"a\",\"Nickname\":\"Bee\"}"));

        assertThat(stored("people"))
                .anyMatch(row -> row.get("Nickname").asText().equals("Bee"));
        assertThat(requests("/data/v1/customobjects(/|$)"))
                .as("the id is known by then")
                .hasSize(3);
    }

    @Test
    void the_columns_are_read_again_before_a_row_is_refused_but_not_twice_in_a_minute() {
        send(row("{\"Tier\":\"a\"}"));
        remake("people", "{\"name\":\"First Name\",\"type\":\"Text\",\"length\":50}");
        assertThat(outcomes(send(row("{\"First Name\":\"Magdalena\"}"))))
                .as("what was read in this minute is believed")
                .extracting(Outcome::word)
                .containsExactly("refused");

        clock.passes(A_MINUTE);
        assertThat(outcomes(send(row("{\"First Name\":\"Magdalena\"}")))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void the_columns_are_read_again_when_the_destination_refuses_a_row() {
        send(row("{\"Tier\":\"a\"}"));
        remake("people", "{\"name\":\"Tier\",\"type\":\"Date\"}");
        clock.passes(A_MINUTE);

        var batch = send(row("{\"Tier\":\"Thu, 30 May 2024 12:00:00 GMT\"}"), row("{\"Tier\":\"2024-05-30\"}"));

        assertThat(outcomes(batch)).containsOnly(new Outcome.Delivered());
    }

    @Test
    void another_primary_key_than_the_mappings_holds_the_lane_and_refuses_no_row() {
        var batch = send(new Deliveries(upsert, ORDERS).next("ann", "Paid", "true"));

        assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.TARGET_UNKNOWN));
        assertThat(batch.failure().orElseThrow().detail())
                .isEqualTo(
                        "the primary key of the data extension is [Contact Key, Order Id], the mapping's is [Contact Key]");
        assertThat(rowsets()).isEmpty();
    }

    @Test
    void what_is_not_found_is_tried_and_what_the_destination_says_decides() {
        var gone = new Target("main", "dataExtension", "gone");
        var batch = send(new Deliveries(upsert, gone).next("ann", "Paid", "true"));
        assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.TARGET_UNKNOWN));
        assertThat(rowsets()).hasSize(1);
    }

    @Test
    void without_the_permission_to_read_columns_rows_go_as_they_are() {
        sandbox.fault("{\"match\":{\"path\":\"/data/v1/customobjects\"},\"status\":403,"
                + "\"body\":{\"message\":\"Insufficient Privileges\",\"errorcode\":20002}}");
        var batch = send(row("{\"Tier\":\"a\",\"Visits\":\"7\"}"), row("{\"Tier\":\"a\",\"Visits\":\"8\"}"));

        assertThat(outcomes(batch)).containsOnly(new Outcome.Delivered());
        assertThat(sent(0).get(0).get("values").get("Visits").isTextual()).isTrue();
        assertThat(door.meters
                        .get("sluice.schema.reads")
                        .tags("account", "sfmc-main", "result", "permission")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void names_that_resemble_columns_need_to_know_them() {
        var loose = loose("{\"first_name\":\"Bo\",\"tier\":\"a\",\"contact-key\":\"x\",\"FIRSTNAME\":\"Cy\"}");
        assertThat(outcomes(send(loose))).containsExactly(new Outcome.Delivered());
        assertThat(stored("people").get(0).get("First Name").asText()).isEqualTo("Cy");
        assertThat(stored("people").get(0).get("Contact Key").asText()).isEqualTo("bo");

        sandbox.fault("{\"match\":{\"path\":\"/data/v1/customobjects\"},\"status\":403,"
                + "\"body\":{\"message\":\"Insufficient Privileges\",\"errorcode\":20002}}");
        clock.passes(Duration.ofMinutes(16));
        assertThat(outcomes(send(loose("{\"tier\":\"b\"}")))).containsExactly(new Outcome.Held(Reason.PERMISSION));
    }

    @Test
    void a_data_extension_can_be_named_by_its_id() {
        var byId = new Target("main", "dataExtensionId", idOf("people"));
        var batch = send(new Deliveries(upsert, byId).next("ann", "Tier", "a", "Visits", "7"));

        assertThat(outcomes(batch)).containsExactly(new Outcome.Delivered());
        assertThat(requests("/data/v1/customobjects(/|$)"))
                .as("there is nothing to search for")
                .hasSize(1);
        assertThat(stored("people").get(0).get("Visits").asInt()).isEqualTo(7);
    }

    @Test
    void an_outage_while_asking_holds_the_rows_and_what_is_known_serves_on_through_one() {
        sandbox.fault("{\"match\":{\"path\":\"/fields$\"},\"status\":503}");
        assertThat(outcomes(send(row("{\"Tier\":\"a\"}")))).containsExactly(new Outcome.Held(Reason.UNAVAILABLE));

        sandbox.reset();
        send(row("{\"Tier\":\"a\"}"));
        sandbox.fault("{\"match\":{\"path\":\"/fields$\"},\"status\":503}");
        clock.passes(Duration.ofMinutes(16));
        assertThat(outcomes(send(row("{\"Tier\":\"b\",\"Visits\":\"8\"}"))))
                .as("what was known")
                .containsExactly(new Outcome.Delivered());
        assertThat(outcomes(send(row("{\"Visits\":\"many\"}"))))
                .as("no verdict without looking again")
                .containsExactly(new Outcome.Held(Reason.UNAVAILABLE));
    }

    private Delivery row(String values) {
        return delivery(values, Row.Match.NAMES, "k" + rows++, "Contact Key");
    }

    private Delivery loose(String values) {
        return delivery(values, Row.Match.COLUMNS, "bo", "contactKey");
    }

    private Delivery delivery(String values, Row.Match match, String key, String keyColumn) {
        var columns = new LinkedHashMap<String, JsonNode>();
        tree(values).properties().forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
        var keys = Map.<String, JsonNode>of(keyColumn, TextNode.valueOf(key));
        return new Deliveries(upsert, PEOPLE).next(key, new Row(keys, columns, match));
    }

    private Batch send(Delivery... deliveries) {
        return door.send(new Batches(List.of(upsert), Clock.systemUTC()).open(List.of(deliveries)));
    }

    private static List<Outcome> outcomes(Batch batch) {
        return batch.settled().stream().map(Settled::outcome).toList();
    }

    private static List<JsonNode> rowsets() {
        return requests("/rowset$");
    }

    private static JsonNode sent(int rowset) {
        return tree(rowsets().get(rowset).get("body").asText());
    }

    private static List<JsonNode> requests(String path) {
        var requests = new ArrayList<JsonNode>();
        sandbox.look("/sandbox/requests?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
                .forEach(requests::add);
        return requests;
    }

    private static List<JsonNode> stored(String key) {
        var rows = new ArrayList<JsonNode>();
        sandbox.look("/sandbox/rows/" + key).path("rows").forEach(rows::add);
        return rows;
    }

    private static void addColumn(String key, String field) {
        var answer = new Caller(sandbox)
                .signedIn()
                .post("/data/v1/customobjectsasync/" + idOf(key) + "/fields", "{\"fields\":[" + field + "]}");
        assertThat(answer.status()).isEqualTo(202);
    }

    /** Another one with the same external key. */
    private static void remake(String key, String field) {
        var caller = new Caller(sandbox).signedIn();
        caller.delete("/data/v1/customobjects/" + idOf(key));
        var made = caller.post("/data/v1/customobjects", """
                {"key":"%s","name":"Made anew","fields":[
                 {"name":"Contact Key","type":"Text","length":20,"isPrimaryKey":true,"isNullable":false},%s]}""".formatted(key, field));
        assertThat(made.status()).isEqualTo(201);
    }

    private static String idOf(String key) {
        return sandbox.look("/sandbox/rows/" + key).get("id").asText();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
