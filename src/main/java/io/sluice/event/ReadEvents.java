package io.sluice.event;

import java.util.List;
import java.util.Optional;

/** What a request body held; every event of it is in one of the two lists. */
public record ReadEvents(List<Event> accepted, List<Refused> refused) {

    /**
     * An event that is not taken.
     *
     * @param index its place in the batch, from 0
     * @param messageId where it has a usable one
     * @param problems at least one
     */
    public record Refused(int index, Optional<String> messageId, List<Problem> problems) {}
}
