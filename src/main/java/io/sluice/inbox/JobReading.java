package io.sluice.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a lane with a backlog read as much at once as makes a job. */
final class JobReading {
    /** Quotes, colon and comma around a column. */
    private static final int PUNCTUATION = 6;

    private final String account;
    private final Map<String, Jobs> jobs;

    /** @param jobs of the actions that know any, by the name of the action */
    JobReading(String account, Map<String, Jobs> jobs) {
        this.account = account;
        this.jobs = Map.copyOf(jobs);
    }

    static JobReading of(String account, Iterable<Action> actions) {
        var jobs = new HashMap<String, Jobs>();
        actions.forEach(action -> action.jobs().ifPresent(some -> jobs.put(action.name(), some)));
        return new JobReading(account, jobs);
    }

    /** How much is read; empty when no action that the account has takes jobs at present. */
    Optional<Jobs.Size> size() {
        return jobs.values().stream()
                .flatMap(some -> some.size(account).stream())
                .findFirst();
    }

    /** How many rows of this delivery's target are enough. @param most where they go by calls only */
    int share(Delivery delivery, int most) {
        return Optional.ofNullable(jobs.get(delivery.wanted().action()))
                .flatMap(some -> some.size(account))
                .map(Jobs.Size::rows)
                .orElse(most);
    }

    /** Whether there is enough for one target. */
    boolean worthIt(Collection<LaneMemory.Fetched> fetched, Jobs.Size size) {
        var rows = new HashMap<Target, Integer>();
        for (var event : fetched) {
            for (var mapped : event.mapped()) {
                if (mapped instanceof Mapped.Wanted wanted
                        && jobs.containsKey(wanted.action())
                        && rows.merge(wanted.target(), 1, Integer::sum) >= size.least()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** About how many bytes this adds to jobs: what is read at once is held in memory at once. */
    static long bytes(List<Mapped> event) {
        var bytes = 0L;
        for (var mapped : event) {
            if (mapped instanceof Mapped.Wanted wanted) {
                bytes += bytes(wanted.row().keys()) + bytes(wanted.row().values());
            }
        }
        return bytes;
    }

    /** The same of what is to be sent. */
    static long bytes(Collection<Delivery> deliveries) {
        return bytes(deliveries.stream().<Mapped>map(Delivery::wanted).toList());
    }

    private static long bytes(Map<String, JsonNode> columns) {
        return columns.entrySet().stream()
                .mapToLong(column ->
                        column.getKey().length() + column.getValue().asText().length() + PUNCTUATION)
                .sum();
    }
}
