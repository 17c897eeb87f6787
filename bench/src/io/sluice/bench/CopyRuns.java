package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Runs of {@code sluice sync} one after the other: into empty tables, after nothing has changed, after some of all has. */
final class CopyRuns {
    /** Calls a second: what SFMC allows unless more has been agreed on. */
    static final int PACE = 20;

    static final String UNCHANGED = "nothing changed";

    private static final long SEED = 1;
    private static final int CHANGED = 100;
    private static final List<String> COLLECTIONS = List.of("campaigns", "assets", "lists", "journeys");

    private final Store store;
    private final Sandbox sandbox;
    private final SyncProcess process;

    private CopyRuns(Store store, Sandbox sandbox, Path directory) throws Exception {
        this.store = store;
        this.sandbox = sandbox;
        this.process = SyncProcess.in(directory);
    }

    /** @param latencyMillis after which a call is answered, beside what the sandbox itself takes */
    static List<CopyRun> measure(Store store, SourceSize size, int latencyMillis, Path directory) throws Exception {
        try (var sandbox =
                Sandbox.start(directory, "--source-size", size.option(), "--source-seed", Long.toString(SEED))) {
            if (latencyMillis > 0) {
                sandbox.post(
                        "/sandbox/faults",
                        "{\"match\":{\"path\":\"^/(hub|interaction|Service)\"},\"action\":\"pass\",\"delayMillis\":%d}"
                                .formatted(latencyMillis));
            }
            var runs = new CopyRuns(store, sandbox, directory);
            var all = new ArrayList<CopyRun>();
            all.add(runs.run("first", 0));
            all.add(runs.run(UNCHANGED, 0));
            all.add(runs.run("1 % changed", runs.change()));
            return all;
        }
    }

    /** One in a hundred of each collection, at least one. @return how many */
    private long change() {
        var changes = 0L;
        for (var collection : COLLECTIONS) {
            var some =
                    Math.max(1, sandbox.stats().path("source").path(collection).asLong() / CHANGED);
            changes += some;
            sandbox.post(
                    "/sandbox/source/mutate",
                    "{\"seed\":%d,\"changes\":%d,\"collections\":[\"%s\"]}".formatted(SEED, some, collection));
        }
        return changes;
    }

    private CopyRun run(String what, long changed) throws Exception {
        sandbox.forget();
        var ended = process.run(sandbox, store);
        var stats = sandbox.stats();
        return new CopyRun(
                what,
                changed,
                sum(ended.report(), "fetched"),
                sum(ended.report(), "inserted") + sum(ended.report(), "updated") + sum(ended.report(), "deleted"),
                Sandbox.calls(stats),
                fewest(ended.report()),
                Duration.ofMillis(Math.round(1_000 * ended.report().path("took").asDouble())),
                ReadingTime.of(sandbox.ask("/sandbox/requests")),
                stats.path("worstSecond").asLong(),
                ended.mostResidentBytes());
    }

    private long fewest(JsonNode report) {
        return FewestCalls.of(
                sandbox.ask("/sandbox/source/campaigns").size(),
                collection(report, "lists").path("changes").path("fetched").asLong(),
                sandbox.ask("/sandbox/source/journeys").size());
    }

    private static long sum(JsonNode report, String count) {
        return StreamSupport.stream(report.path("collections").spliterator(), false)
                .mapToLong(one -> one.path("changes").path(count).asLong())
                .sum();
    }

    private static JsonNode collection(JsonNode report, String name) {
        return StreamSupport.stream(report.path("collections").spliterator(), false)
                .filter(one -> one.path("collection").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The run has not copied " + name + ": " + report));
    }
}
