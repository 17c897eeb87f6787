package io.sluice.sync;

import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import java.util.List;
import java.util.Optional;

/**
 * One SFMC data set and how it is read. To add one is to write one such class, a bean: its tables are created, and it is read
 * with each run.
 */
public interface SourceCollection {
    /** Its tables, which are written in one transaction; the first one has its name. */
    List<Table> tables();

    /** As in {@code --collection} and in the run records. */
    default String name() {
        return tables().get(0).name();
    }

    /** As whoever chooses collections may call it: by the name of any of its tables, which are copied together. */
    default boolean isCalled(String wanted) {
        return tables().stream()
                .anyMatch(table -> table.name().equals(wanted)
                        || table.alias().filter(wanted::equals).isPresent());
    }

    /** Where it stands in reports: the lower, the earlier. */
    int order();

    /** The name of the collection that is to be copied before, where a run copies both. The others are read at the same time. */
    default Optional<String> after() {
        return Optional.empty();
    }

    /** The scopes that a token must have for it, as they are called in SFMC's list of permissions. */
    List<String> scopes();

    /**
     * Reads it; nothing is written before it returns.
     *
     * @throws SourceFailure when it cannot be read: then everything stays as it was
     */
    void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException;

    /**
     * Asks for as little as shows whether it can be read. Where it is not overridden, only its scopes show that.
     *
     * @throws SourceFailure when it cannot be read
     */
    default void look(SfmcSource source) throws SourceFailure, InterruptedException {
        // The scopes have been looked at.
    }
}
