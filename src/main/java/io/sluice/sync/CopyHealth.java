package io.sluice.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How it stands with a collection of a sync, or with the sync's warehouse.
 *
 * @param well false: somebody has to look after it
 */
public record CopyHealth(String name, boolean well, String sentence) {
    /**
     * @param trouble why the warehouse could not be read
     * @param since when this process began to look
     */
    static List<CopyHealth> of(
            SyncSettings sync,
            Map<String, CollectionState> states,
            Optional<String> trouble,
            Instant since,
            Instant now) {
        var all = new ArrayList<CopyHealth>();
        trouble.ifPresent(why -> all.add(new CopyHealth(sync.name() + " warehouse", false, why)));
        for (var collection : sync.collections().stream().sorted().toList()) {
            var state = states.getOrDefault(collection, CollectionState.NEW);
            var late = sync.every()
                    .filter(every -> isLate(every, state.lastSuccessAt().orElse(since), now));
            var failed = state.lastStatus().filter(Status.FAILURE::equals).isPresent();
            all.add(new CopyHealth(
                    sync.name() + " " + collection, late.isEmpty() && !failed, sentence(state, failed, now)));
        }
        return all;
    }

    private static boolean isLate(Duration every, Instant since, Instant now) {
        return since.plus(every.multipliedBy(2)).isBefore(now);
    }

    private static String sentence(CollectionState state, boolean failed, Instant now) {
        var age = state.lastSuccessAt()
                .map(success -> "copied as of %s, %d minutes ago"
                        .formatted(
                                success.truncatedTo(ChronoUnit.SECONDS),
                                Duration.between(success, now).toMinutes()))
                .orElse("not copied yet");
        return failed ? age + "; the last run failed, _sync_runs says why" : age;
    }
}
