package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final Target PEOPLE = new Target("main", "dataExtension", "peo/ple ü{{x}}%:,?#+*");
    private static final Target CART = new Target("main", "eventDefinition", "APIEvent-cart");
    private static final String NOT_AUTHORIZED =
            "{\"documentation\":\"\",\"errorcode\":0,\"message\":\"Not Authorized\"}";

    private final FakeSfmc sfmc = new FakeSfmc();
    private final SfmcAccounts accounts = AccountConfig.standIn(sfmc, 200);
    private final Door door = new Door(accounts);
    private final Action upsert = new SfmcUpsertRows(accounts, target -> Inquiry.NONE);
    private final Action event = new SfmcJourneyEvent();

    @AfterEach
    void close() {
        door.close();
        sfmc.close();
    }

    @Test
    void fetches_a_token_and_writes_the_rows() {
        var rows = new Deliveries(upsert, PEOPLE);
        var batch = door.send(batch(upsert, rows.next("ann", "Name", "Ånn"), rows.next("bob", "Name", null)));
        assertThat(outcomes(batch)).containsOnly(new Outcome.Delivered());
        assertThat(batch.calls()).isEqualTo(1);

        var token = sfmc.tokenRequests().get(0);
        assertThat(token.body())
                .isEqualTo(
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"an-id\",\"client_secret\":\"a-secret\","
                                + "\"account_id\":\"510001\"}");
        assertThat(token.headers()).doesNotContainKey("Authorization");
        var call = sfmc.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path())
                .isEqualTo("/hub/v1/dataevents/key:peo%2Fple%20%C3%BC%7B%7Bx%7D%7D%25%3A%2C%3F%23%2B%2A/rowset");
        assertThat(call.header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(call.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(call.header("Cookie")).isEmpty();
        assertThat(call.body())
                .isEqualTo("[{\"keys\":{\"Contact Key\":\"ann\"},\"values\":{\"Name\":\"Ånn\"}},"
                        + "{\"keys\":{\"Contact Key\":\"bob\"},\"values\":{\"Name\":\"\"}}]");
    }

    @Test
    void an_account_without_a_subdomain_has_the_retired_token_service() {
        var retired = AccountConfig.accounts(
                "allowed-hosts", "localhost",
                "sfmc.legacy", "true",
                "sfmc.auth-url", sfmc.url(),
                "sfmc.rest-url", sfmc.url(),
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.requests-per-second", "200");
        assertThat(retired.problems()).isEmpty();
        try (var legacy = new Door(retired)) {
            assertThat(outcomes(legacy.send(people("ann")))).containsOnly(new Outcome.Delivered());
        }
        var request = sfmc.tokenRequests().get(0);
        assertThat(request.path()).isEqualTo("/v1/requestToken");
        assertThat(request.body()).isEqualTo("{\"clientId\":\"an-id\",\"clientSecret\":\"a-secret\"}");
        assertThat(sfmc.calls().get(0).header("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void asks_for_the_scopes_that_are_configured() {
        var scoped = AccountConfig.accounts(
                "allowed-hosts", "localhost",
                "sfmc.auth-url", sfmc.url(),
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.scope", "data_extensions_read data_extensions_write",
                "sfmc.requests-per-second", "200");
        try (var narrow = new Door(scoped)) {
            narrow.send(people("ann"));
        }
        assertThat(sfmc.tokenRequests().get(0).body())
                .contains("\"scope\":\"data_extensions_read data_extensions_write\"");
    }

    @Test
    void counts_calls_rows_token_requests_and_how_long_the_pace_keeps_them_waiting() {
        var rows = new Deliveries(upsert, PEOPLE);
        door.send(batch(upsert, rows.next("ann", "Name", "Ann"), rows.next("bob", "Name", "Bob")));

        var answered = Tags.of("account", "sfmc-main", "status", "200");
        assertThat(door.meters
                        .get("sluice.calls.seconds")
                        .tags(answered)
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(door.meters
                        .get("sluice.token.requests")
                        .tags(answered)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(door.meters
                        .get("sluice.call.rows")
                        .tag("account", "sfmc-main")
                        .summary()
                        .totalAmount())
                .isEqualTo(2);
        assertThat(door.meters
                        .get("sluice.rate.wait.seconds")
                        .tag("account", "sfmc-main")
                        .timer()
                        .count())
                .as("both went through the pace")
                .isEqualTo(2);
    }

    @Test
    void keeps_the_token_and_no_cookie() {
        door.send(people("ann"));
        door.send(people("bob"));
        assertThat(sfmc.tokenRequests()).hasSize(1);
        assertThat(sfmc.calls()).hasSize(2).allMatch(call -> call.header("Cookie")
                .isEmpty());
    }

    @Test
    void renews_the_token_once_after_a_401_and_repeats_the_call() {
        sfmc.answers(401, NOT_AUTHORIZED);
        var batch = door.send(people("ann"));
        assertThat(outcomes(batch)).containsExactly(new Outcome.Delivered());
        assertThat(sfmc.calls())
                .extracting(call -> call.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(batch.calls()).isEqualTo(2);
    }

    @Test
    void a_new_token_that_is_not_accepted_either_is_a_matter_of_credentials() {
        sfmc.answers(401, NOT_AUTHORIZED).answers(401, NOT_AUTHORIZED);
        var batch = door.send(people("ann"));
        assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.CREDENTIALS));
        assertThat(sfmc.tokenRequests()).hasSize(2);
    }

    @Test
    void renews_the_token_when_a_soap_fault_says_that_it_has_expired() {
        sfmc.answers(500, """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>\
                <faultcode>q0:Security</faultcode><faultstring>Token Expired</faultstring>\
                </soap:Fault></soap:Body></soap:Envelope>""");
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Delivered());
        assertThat(sfmc.calls())
                .extracting(call -> call.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void a_throttled_account_says_how_long_to_wait() {
        sfmc.answers(429, "7", "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100,\"retryAfter\":5}");
        var batch = door.send(people("ann"));
        assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.THROTTLED));
        assertThat(batch.failure().orElseThrow().retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(sfmc.calls()).as("the client repeats nothing by itself").hasSize(1);
    }

    @Test
    void what_had_set_out_before_the_account_asked_for_a_pause_is_not_called_and_what_sets_out_later_is() {
        var waiting = people("bob");
        sfmc.answers(429, "7", "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100}");
        door.send(people("ann"));
        assertThat(outcomes(door.send(waiting))).containsExactly(new Outcome.Held(Reason.THROTTLED));
        assertThat(waiting.failure().orElseThrow().retryAfter())
                .as("the wait is not begun again")
                .isEmpty();
        assertThat(sfmc.calls()).hasSize(1);

        assertThat(outcomes(door.send(people("cid")))).as("the probe").containsExactly(new Outcome.Delivered());
    }

    @Test
    void a_wrong_target_shuts_the_door_for_nobody_else() {
        var waiting = people("bob");
        sfmc.answers(404, "{\"message\":\"Not Found\",\"errorcode\":404}");
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.TARGET_UNKNOWN));
        assertThat(outcomes(door.send(waiting))).containsExactly(new Outcome.Delivered());
    }

    @Test
    void a_503_is_not_repeated_by_the_client() {
        sfmc.answers(503, "1", "");
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.UNAVAILABLE));
        assertThat(sfmc.calls()).hasSize(1);
    }

    @Test
    void follows_no_redirect() {
        sfmc.answers(307, "");
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.ANSWER_NOT_UNDERSTOOD));
        assertThat(sfmc.calls()).hasSize(1);
    }

    @Test
    void a_connection_that_breaks_leaves_an_event_of_unknown_outcome() {
        door.send(people("warm"));
        sfmc.breaks();
        var fired = door.send(batch(event, new Deliveries(event, CART).next("ann", "Total", "3")));
        assertThat(outcomes(fired).get(0))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.OUTCOME_UNKNOWN));
        sfmc.breaks();
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.UNAVAILABLE));
    }

    @Test
    void waits_no_longer_than_the_call_time_out() {
        sfmc.hangs();
        try (var impatient = new Door(AccountConfig.standIn(sfmc, 200, "1s"))) {
            var batch = impatient.send(people("ann"));
            assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.UNAVAILABLE));
            assertThat(batch.failure().orElseThrow().detail()).isEqualTo("SocketTimeoutException");
        }
    }

    @Test
    void has_a_connection_for_every_call_in_flight() throws Exception {
        var callers = Executors.newFixedThreadPool(30);
        for (var i = 0; i < 30; i++) {
            var key = "k" + i;
            sfmc.hangs();
            callers.submit(() -> door.send(people(key)));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sfmc.calls().size() == 30);
        sfmc.close();
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_connection_that_is_refused_leaves_nothing_unknown() {
        door.send(people("warm"));
        sfmc.close();
        var fired = door.send(batch(event, new Deliveries(event, CART).next("ann")));
        assertThat(outcomes(fired)).containsExactly(new Outcome.Held(Reason.UNAVAILABLE));
    }

    @Test
    void gives_no_token_to_a_host_that_is_not_allowed() {
        sfmc.pointsTo("http://127.0.0.1:1/");
        var batch = door.send(people("ann"));
        assertThat(outcomes(batch)).containsExactly(new Outcome.Held(Reason.HOST_NOT_ALLOWED));
        assertThat(batch.calls()).isZero();
    }

    @Test
    void makes_no_call_for_an_account_that_another_process_holds() {
        door.loseTheAccountAfter(0);
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.LEASE_LOST));
        assertThat(sfmc.seen()).isEmpty();
    }

    @Test
    void sends_nothing_when_the_account_is_lost_between_the_pace_and_the_wire() {
        door.loseTheAccountAfter(1);
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.LEASE_LOST));
        assertThat(sfmc.seen()).isEmpty();

        door.loseTheAccountAfter(3);
        assertThat(outcomes(door.send(people("ann")))).containsExactly(new Outcome.Held(Reason.LEASE_LOST));
        assertThat(sfmc.seen()).as("the token").hasSize(1);
    }

    @Test
    void isolates_the_bad_row() {
        var bad =
                "{\"message\":\"Unable to save rows for data extension ID 1\",\"errorcode\":10006,\"documentation\":\"\","
                        + "\"additionalErrors\":[{\"message\":\"Email: not valid\",\"errorcode\":10000,\"documentation\":\"\"}]}";
        sfmc.answers(400, bad).answers(400, bad);
        var rows = new Deliveries(upsert, PEOPLE);
        var batch = door.send(batch(upsert, rows.next("ann"), rows.next("bob"), rows.next("cid"), rows.next("dan")));
        assertThat(batch.calls()).isEqualTo(5);
        assertThat(outcomes(batch)).hasSize(4);
    }

    private Batch people(String contactKey) {
        return batch(upsert, new Deliveries(upsert, PEOPLE).next(contactKey, "Name", "x"));
    }

    private static Batch batch(Action action, Delivery... deliveries) {
        return new Batches(List.of(action), Clock.systemUTC()).open(List.of(deliveries));
    }

    private static List<Outcome> outcomes(Batch batch) {
        return batch.settled().stream().map(Settled::outcome).toList();
    }
}
