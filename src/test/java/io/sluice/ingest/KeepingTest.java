package io.sluice.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.inbox.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** When a sender is told that its events are kept, and when not. */
class KeepingTest {
    private final FakeInbox inbox = new FakeInbox();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Ingest ingest = new Ingest(
            Configured.sources(Map.of("sluice.sources.web.write-key", "key")),
            inbox,
            new IngestMetrics(meters),
            Clock.systemUTC(),
            Duration.ofMillis(100));

    @Test
    void answers_only_after_the_events_are_on_disk() throws Exception {
        var disk = new CompletableFuture<Integer>();
        inbox.answerWith(disk);
        var slow = new Ingest(
                Configured.sources(Map.of("sluice.sources.web.write-key", "key")),
                inbox,
                new IngestMetrics(meters),
                Clock.systemUTC(),
                Duration.ofMinutes(1));

        var reply = send(slow);
        assertThat(reply).isNotDone();
        disk.complete(1);
        assertThat(reply.get().status()).isEqualTo(200);
    }

    @Test
    void answers_503_when_the_store_takes_too_long_and_leaves_the_store_to_its_work() throws Exception {
        var disk = new CompletableFuture<Integer>();
        inbox.answerWith(disk);

        var reply = send(ingest).get();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isEqualTo("5");
        assertThat(disk).isNotDone();
    }

    @Test
    void answers_503_when_the_store_is_away() throws Exception {
        var away = new StoreUnavailable("away", null);
        inbox.answerWith(CompletableFuture.failedFuture(away));
        assertThat(send(ingest).get().status()).isEqualTo(503);

        inbox.answerWith(CompletableFuture.failedFuture(new CompletionException(away)));
        assertThat(send(ingest).get().status()).isEqualTo(503);
    }

    @Test
    void takes_events_that_were_kept_before_for_kept() throws Exception {
        inbox.answerWith(CompletableFuture.completedFuture(0));

        assertThat(send(ingest).get().status()).isEqualTo(200);
    }

    /** An answer that comes too late for the sender is still one that the disk has given. */
    @Test
    void counts_by_source_what_is_on_disk_for_the_first_time_and_what_was_there_before() throws Exception {
        var disk = new CompletableFuture<Integer>();
        inbox.answerWith(disk);
        send(ingest).get();
        assertThat(counted("sluice.events.accepted")).isZero();

        disk.complete(1);
        inbox.answerWith(CompletableFuture.completedFuture(0));
        send(ingest).get();

        assertThat(counted("sluice.events.accepted")).isEqualTo(1);
        assertThat(counted("sluice.events.repeated")).isEqualTo(1);
    }

    private double counted(String name) {
        var counter = meters.find(name).tag("source", "web").counter();
        return counter == null ? 0 : counter.count();
    }

    private static CompletableFuture<Reply> send(Ingest ingest) {
        var body = "{\"writeKey\":\"key\",\"userId\":\"u\"}".getBytes(UTF_8);
        return ingest.accept("POST", "/v1/page", null, null, body).toCompletableFuture();
    }
}
