package io.sluice.delivery;

import java.util.List;

/** What an answer means. */
public sealed interface Reading {
    /** One outcome per row, in the order they were sent. */
    record PerRow(List<Outcome> outcomes) implements Reading {}

    /**
     * Some rows are bad, the answer does not say which: send halves. For a single row this is its outcome.
     *
     * @param ifAlone the outcome when there is only one row
     */
    record Split(Outcome ifAlone) implements Reading {}

    /** No row is to blame. */
    record Failed(Failure failure) implements Reading {}

    /** Nobody can know whether the call took effect; only for actions that must not be repeated. */
    record Unknown(String detail) implements Reading {}
}
