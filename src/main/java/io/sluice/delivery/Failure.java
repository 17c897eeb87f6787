package io.sluice.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * Something is wrong with more than one row.
 *
 * @param retryAfter how long the other side asks us to wait
 * @param detail what the other side said, without payload or secret
 */
public record Failure(Owner owner, Reason reason, Optional<Duration> retryAfter, String detail) {
    /** What is wrong, and who has to do what about it. */
    public String sentence() {
        return detail.replaceFirst("\\.$", "") + ". " + reason.remedy();
    }

    /** Who has to do something about it. */
    public enum Owner {
        /** The account pauses: unavailable, throttled, credentials. */
        ACCOUNT,
        /** The lane pauses: the data extension or event definition is not there, or may not be written. */
        TARGET
    }
}
