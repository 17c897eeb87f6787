package io.sluice.inbox;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Notices that it is not the rows that are wrong: when every row of three batches of a mapping in a row is refused for one
 * reason, and each batch has another key. From the third batch on its rows are held, until one of them is not refused. A job,
 * whose rows would else have gone by many calls, is a batch for each of its keys. Not thread-safe.
 */
final class RefusedRuns {
    private static final int ENOUGH = 3;

    private final Map<String, Run> runs = new HashMap<>();
    private int headStart;
    private boolean tryNew;

    /** @param keys one of each batch */
    private record Run(Reason reason, int batches, Set<String> keys) {}

    /** What is to be made of a batch that came back. */
    record Verdict(List<Landing> landings, Optional<Failure> failure) {}

    /** @param paused whether the lane was paused for this already: then the next such batch is enough */
    RefusedRuns(boolean paused) {
        this.headStart = paused ? ENOUGH - 1 : 0;
    }

    Verdict judge(List<Landing> landings, Optional<Failure> failure) {
        if (failure.isPresent()) {
            return new Verdict(landings, failure);
        }
        return judge(landings, 1);
    }

    /** What the verdicts about a job come to. */
    Verdict judgeJob(List<Landing> landings) {
        return judge(landings, ENOUGH);
    }

    /** @param most batches that they are, if there are as many keys */
    private Verdict judge(List<Landing> landings, int most) {
        landings.stream()
                .filter(RefusedRuns::hasVerdict)
                .collect(Collectors.groupingBy(RefusedRuns::mapping))
                .forEach((mapping, batch) -> add(mapping, batch, most));
        var standing = standing();
        if (standing.isEmpty()) {
            return new Verdict(landings, Optional.empty());
        }
        return new Verdict(landings.stream().map(one -> held(one, standing)).toList(), Optional.of(failure(standing)));
    }

    /** What is held, or part of a job, has still to be seen. */
    private static boolean hasVerdict(Landing landing) {
        return !(landing.outcome() instanceof Outcome.Held || landing.outcome() instanceof Outcome.Submitted);
    }

    /** Every other probe: what is new may be better than what was tried, but need not be of the mapping that stands still. */
    boolean tryWhatIsNew() {
        tryNew = !tryNew;
        return tryNew;
    }

    private void add(String mapping, List<Landing> batch, int most) {
        var reason = onlyReason(batch);
        if (reason.isEmpty()) {
            runs.remove(mapping);
            headStart = 0;
            return;
        }
        var before = Optional.ofNullable(runs.get(mapping))
                .filter(run -> run.reason() == reason.get())
                .orElseGet(() -> new Run(reason.get(), headStart, Set.of()));
        runs.put(mapping, longer(before, batch, most));
    }

    private Map<String, Run> standing() {
        var standing = new TreeMap<>(runs);
        standing.values().removeIf(run -> run.batches() < ENOUGH);
        return standing;
    }

    private static Landing held(Landing landing, Map<String, Run> standing) {
        return standing.containsKey(mapping(landing)) && !(landing.outcome() instanceof Outcome.Submitted)
                ? new Landing(landing.flight(), new Outcome.Held(Reason.ALL_REFUSED))
                : landing;
    }

    /** A key that is refused again and again says nothing about the others. */
    private static Run longer(Run run, List<Landing> batch, int most) {
        var others = batch.stream()
                .map(landing -> landing.flight().delivery().wanted().key())
                .filter(key -> !run.keys().contains(key))
                .distinct()
                .limit(Math.min(most, ENOUGH - run.batches()))
                .toList();
        var keys = new HashSet<>(run.keys());
        keys.addAll(others);
        return new Run(run.reason(), run.batches() + others.size(), keys);
    }

    /** That nobody knows what became of a call says nothing about its row. */
    private static Optional<Reason> onlyReason(List<Landing> batch) {
        var first = batch.get(0).outcome();
        var reason =
                first instanceof Outcome.Refused refused ? Optional.of(refused.reason()) : Optional.<Reason>empty();
        return reason.filter(one -> one != Reason.OUTCOME_UNKNOWN
                && batch.stream()
                        .allMatch(landing ->
                                landing.outcome() instanceof Outcome.Refused refused && refused.reason() == one));
    }

    private static Failure failure(Map<String, Run> standing) {
        var words = standing.entrySet().stream()
                .map(entry -> entry.getKey() + ": every row of three batches in a row was refused as "
                        + entry.getValue().reason().code())
                .collect(Collectors.joining("; "));
        return new Failure(Failure.Owner.TARGET, Reason.ALL_REFUSED, Optional.empty(), words);
    }

    private static String mapping(Landing landing) {
        return landing.flight().delivery().wanted().mapping();
    }
}
