package io.sluice.sync;

import io.sluice.sync.TableSql.Difference;
import java.util.Optional;

/** When very many rows have gone at once, it is more likely that they were not shown than that they were deleted. */
final class DeletionBrake {
    /** So many may go, however large their part is. */
    private static final long ALWAYS = 10;

    private DeletionBrake() {}

    /** What to say when this is too many. */
    static Optional<String> notice(String sync, String collection, String table, Difference difference) {
        if (difference.missing() <= ALWAYS || difference.missing() * 2 <= difference.live()) {
            return Optional.empty();
        }
        return Optional.of(
                "mass delete guard: %d of the %d rows of %s were not among what was read, and none was marked deleted;"
                                .formatted(difference.missing(), difference.live(), table)
                        + " run `sluice sync" + SyncSettings.option(sync) + " --collection " + collection
                        + " --confirm-deletions` if they are really gone.");
    }
}
