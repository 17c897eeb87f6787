package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading from the sandbox, through the shipped door. */
class SourceSandboxTest {
    private static final SoapRetrieve LISTS = lists("ID", "ListName", "ModifiedDate", "Client.ID");
    private static SandboxProcess sandbox;

    private final RecordedReads reads = new RecordedReads();
    private final Door door = new Door(AccountConfig.sandbox(sandbox, 200));
    private final SfmcSource source =
            door.sources(reads).open("main", OptionalInt.empty()).apply(reads);

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.start(
                "--rate", "0", "--source-size", "campaigns=120,assets=3,lists=5200,journeys=60,goals=20");
    }

    @BeforeEach
    void reset() {
        sandbox.reset();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void everything_is_read_with_one_token() throws Exception {
        assertThat(pages("/hub/v1/campaigns?")).hasSize(120);
        assertThat(pages("/interaction/v1/interactions?")).hasSize(60);
        var campaign = pages("/hub/v1/campaigns?").iterator().next();
        assertThat(source.get("/hub/v1/campaigns/" + campaign + "/assets?$page=1&$pageSize=50")
                        .path("entities"))
                .hasSize(3);
        assertThat(ids(allLists(LISTS))).hasSize(5200);
        assertThat(sandbox.look("/sandbox/requests?path=/v2/token")).hasSize(1);
        assertThat(reads.repeats()).isEmpty();
    }

    @Test
    void what_was_changed_since_a_moment_is_what_has_a_date_from_then_on() throws Exception {
        var dates = new ArrayList<Instant>();
        sandbox.look("/sandbox/source/lists").forEach(list -> modified(list).ifPresent(dates::add));
        var since = dates.stream().sorted().skip(dates.size() / 2).findFirst().orElseThrow();
        assertThat(dates.size()).as("some have no date").isLessThan(5200);

        var found = allLists(new SoapRetrieve("List", LISTS.properties(), Optional.of(since), Optional.empty()));
        // In whole seconds, rather too early.
        var from = Instant.ofEpochSecond(since.getEpochSecond());
        assertThat(found).hasSize((int)
                dates.stream().filter(date -> !date.isBefore(from)).count());
    }

    @Test
    void the_description_keeps_from_asking_for_what_is_not_shown() throws Exception {
        var retrievable = source.retrievable("List");
        assertThat(retrievable).contains("ID", "ListName", "Client.ID").doesNotContain("Client.UserID");
        source.retrieve(lists(retrievable.toArray(String[]::new)));

        var failure = fails(() -> source.retrieve(lists("ID", "Client.UserID", "Client.CreatedBy")));
        assertThat(failure.unretrievable()).containsExactly("Client.CreatedBy", "Client.UserID");
        assertThat(fails(() -> source.retrievable("Lists")).failure().reason()).isEqualTo(Reason.READ_REJECTED);
        assertThat(fails(() -> source.retrieve(
                                new SoapRetrieve("list", List.of("ID"), Optional.empty(), Optional.empty())))
                        .failure()
                        .detail())
                .contains("case-sensitive");
    }

    @Test
    void a_token_that_expires_between_two_pages_costs_one_more() throws Exception {
        source.get("/hub/v1/campaigns?$page=1&$pageSize=50");
        sandbox.tell("/sandbox/clock?advance=PT20M", "");
        assertThat(source.get("/hub/v1/campaigns?$page=2&$pageSize=50").path("items"))
                .hasSize(50);
        assertThat(sandbox.look("/sandbox/requests?path=/v2/token")).hasSize(2);
        assertThat(reads.repeats()).containsExactly(Reason.CREDENTIALS);
    }

    @Test
    void a_token_that_expires_between_two_pages_by_soap_costs_one_more() throws Exception {
        var first = source.retrieve(LISTS);
        sandbox.tell("/sandbox/tokens/revoke", "");
        var second = source.retrieve(LISTS.after(first.requestId()));
        assertThat(second.results()).hasSize(2500);
        assertThat(ids(second.results())).doesNotContainAnyElementsOf(ids(first.results()));
        assertThat(sandbox.look("/sandbox/requests?path=/v2/token")).hasSize(2);
    }

    @Test
    void a_batch_that_is_lost_is_not_passed_over() throws Exception {
        sandbox.fault("{\"match\":{\"bodyContains\":\"ContinueRequest\"},\"times\":1,\"action\":\"applyThenDrop\"}");
        var first = source.retrieve(LISTS);
        var failure = fails(() -> source.retrieve(LISTS.after(first.requestId())));
        assertThat(failure.isPlaceLost()).isTrue();
        assertThat(ids(allLists(LISTS))).hasSize(5200);
    }

    @Test
    void throttling_by_either_transport_is_waited_for() throws Exception {
        sandbox.fault("{\"match\":{\"path\":\"/campaigns\"},\"times\":2,\"status\":429,"
                + "\"headers\":{\"Retry-After\":\"5\"},\"body\":{\"errorcode\":50100,\"retryAfter\":5}}");
        source.get("/hub/v1/campaigns?$page=1&$pageSize=50");
        assertThat(reads.waits()).hasSize(2).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) >= 0);
    }

    @Test
    void what_the_package_may_not_do_is_told_by_what_is_read(@TempDir Path directory) throws Exception {
        var data = Files.writeString(
                directory.resolve("data.yaml"),
                "client: { id: sandbox, secret: sandbox, account: 1000001, scopes: [ journeys_read ] }\n");
        try (var narrow = SandboxProcess.start("--data", data.toString());
                var its = new Door(AccountConfig.sandbox(narrow, 200))) {
            var sources = its.sources(reads);
            var limited = sources.open("main", OptionalInt.empty()).apply(reads);
            limited.get("/interaction/v1/interactions?$page=1&$pageSize=50");
            assertThat(fails(() -> limited.get("/hub/v1/campaigns?$page=1&$pageSize=50"))
                            .failure()
                            .reason())
                    .isEqualTo(Reason.PERMISSION);
            assertThat(fails(() -> limited.retrieve(LISTS)).failure().reason()).isEqualTo(Reason.PERMISSION);
            assertThat(sources.lackingScopes("main", List.of("campaign_read", "journeys_read")))
                    .containsExactly("campaign_read");
        }
    }

    @Test
    void a_sync_and_a_backlog_of_deliveries_share_the_pace_and_stay_within_it() throws Exception {
        var both = Executors.newCachedThreadPool();
        var goesOn = new AtomicBoolean(true);
        var upsert = new SfmcUpsertRows(AccountConfig.sandbox(sandbox, 20), target -> Inquiry.NONE);
        try (var paced = new Door(AccountConfig.sandbox(sandbox, 20))) {
            var reading =
                    paced.sources(Sleep.REAL).open("main", OptionalInt.empty()).apply(reads);
            sandbox.reset();
            for (var i = 0; i < 16; i++) {
                both.execute(() -> deliver(paced, upsert, goesOn));
                both.submit(() -> {
                    while (goesOn.get()) {
                        reading.get("/hub/v1/campaigns?$page=1&$pageSize=50");
                        reading.retrieve(lists("ID"));
                    }
                    return null;
                });
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> called("rowset") >= 10 && called("campaigns") >= 5);
            var delivered = called("rowset");
            var read = called("campaigns|Service");
            await().atMost(Duration.ofSeconds(60)).until(() -> called("rowset") - delivered >= 60);
            assertThat((called("campaigns|Service") - read) / 60.0)
                    .as("calls of the sync for each of the deliveries")
                    .isBetween(0.7, 1.4);
            goesOn.set(false);
            both.shutdown();
            assertThat(both.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        // What else wants a processor bunches calls that left at their gaps; two paces would make twice as many.
        assertThat(sandbox.look("/sandbox/stats").path("worstSecond").asInt()).isBetween(10, 25);
    }

    private static void deliver(Door through, Action upsert, AtomicBoolean goesOn) {
        var rows = new Deliveries(upsert, new Target("main", "dataExtension", "identify"));
        var batches = new Batches(List.of(upsert), Clock.systemUTC());
        while (goesOn.get()) {
            var batch = through.send(batches.open(List.of(rows.next("ann", "Email", "ann@example.com"))));
            assertThat(batch.settled().get(0).outcome()).isEqualTo(new Outcome.Delivered());
        }
    }

    private static int called(String path) {
        return sandbox.look("/sandbox/requests?path=" + path.replace("|", "%7C"))
                .size();
    }

    private Set<String> pages(String path) throws Exception {
        var ids = new HashSet<String>();
        for (var page = 1; ; page++) {
            var items = source.get(path + "$page=" + page + "&$pageSize=50").path("items");
            if (items.isEmpty()) {
                return ids;
            }
            items.forEach(item -> ids.add(item.path("id").asText()));
        }
    }

    private List<ObjectNode> allLists(SoapRetrieve what) throws Exception {
        var page = source.retrieve(what);
        var all = new ArrayList<>(page.results());
        while (page.more()) {
            page = source.retrieve(what.after(page.requestId()));
            all.addAll(page.results());
        }
        return all;
    }

    private static Set<String> ids(List<ObjectNode> lists) {
        var ids = ConcurrentHashMap.<String>newKeySet();
        lists.forEach(list -> ids.add(list.path("ID").asText()));
        return ids;
    }

    private static SoapRetrieve lists(String... properties) {
        return new SoapRetrieve("List", List.of(properties), Optional.empty(), Optional.empty());
    }

    private static Optional<Instant> modified(JsonNode list) {
        return Optional.of(list.path("ModifiedDate").asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .map(text -> LocalDateTime.parse(text).toInstant(ZoneOffset.ofHours(-6)));
    }

    private static SourceFailure fails(ThrowingCallable question) {
        var failure = catchThrowableOfType(SourceFailure.class, question);
        assertThat(failure).isNotNull();
        return failure;
    }
}
