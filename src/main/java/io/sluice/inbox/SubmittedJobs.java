package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Job;
import io.sluice.delivery.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the deliveries that the destination has taken as jobs. */
final class SubmittedJobs {
    private record Source(Delivery delivery, boolean part) {}

    private final Map<String, TreeMap<Integer, List<Source>>> rows = new LinkedHashMap<>();

    /** Within a row in the order in which they were merged. */
    void add(Delivery delivery, Outcome.Submitted submitted) {
        rows.computeIfAbsent(submitted.job(), job -> new TreeMap<>())
                .computeIfAbsent(submitted.row(), row -> new ArrayList<>(1))
                .add(new Source(delivery, submitted.part()));
    }

    /** @param now in milliseconds of the store's clock */
    List<Job> jobs(long now) {
        return rows.entrySet().stream()
                .map(job -> job(job.getKey(), List.copyOf(job.getValue().values()), Instant.ofEpochMilli(now)))
                .toList();
    }

    private static Job job(String id, List<List<Source>> rows, Instant now) {
        var first = rows.get(0).get(0).delivery();
        var lines = rows.stream().map(SubmittedJobs::line).toList();
        return new Job(first.lane(), id, first.wanted().action(), first.wanted().target(), lines, now);
    }

    private static Job.Line line(List<Source> merged) {
        var sources = merged.stream()
                .map(source -> new Job.Source(
                        source.delivery.seq(), source.delivery.wanted().mapping(), source.part))
                .toList();
        return new Job.Line(merged.get(0).delivery.wanted().key(), sources);
    }
}
