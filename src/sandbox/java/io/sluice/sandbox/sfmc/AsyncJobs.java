package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The jobs that were submitted; each is carried out after the delay that the switch says, one at a time. */
final class AsyncJobs {
    private final Map<String, AsyncJob> jobs = new LinkedHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "jobs");
        thread.setDaemon(true);
        return thread;
    });
    private final Switches switches;
    private final InstantSource clock;
    private final AtomicLong applied;
    private final AsyncRow writer;

    /** @param applied counts the rows that were written */
    AsyncJobs(Switches switches, InstantSource clock, AtomicLong applied) {
        this.switches = switches;
        this.clock = clock;
        this.applied = applied;
        this.writer = new AsyncRow(switches);
    }

    synchronized AsyncJob submit(DataExtension extension, boolean insert, List<JsonNode> rows, long call) {
        var delay = Duration.ofMillis(switches.jobDelay);
        var job = new AsyncJob(UUID.randomUUID().toString(), extension, insert, rows, call, clock.instant(), delay);
        jobs.put(job.id(), job);
        worker.schedule(() -> apply(job), switches.jobDelay, TimeUnit.MILLISECONDS);
        return job;
    }

    /** A job that a reset has forgotten is not carried out. */
    private void apply(AsyncJob job) {
        if (find(job.id()).isPresent()) {
            applied.addAndGet(job.apply(writer, clock.instant()));
        }
    }

    synchronized Optional<AsyncJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    synchronized void clear() {
        jobs.clear();
        writer.reset();
    }
}
