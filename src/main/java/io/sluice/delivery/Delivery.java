package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * One event on its way through one mapping.
 *
 * @param seq the event's number in the log
 * @param attempts how often it was sent before without an outcome
 * @param newest what had been written for its key when it was handed out; that stays so until it is settled
 * @param byCall whether it goes by an ordinary call in any case; otherwise it may be part of a job
 */
@RegisterForReflection
public record Delivery(
        String lane,
        long seq,
        String messageId,
        Instant receivedAt,
        Mapped.Wanted wanted,
        int attempts,
        Newest newest,
        boolean byCall,
        boolean repeatable)
        implements Handout {

    /** The same with what has been written for its key. */
    public Delivery with(Newest written) {
        return new Delivery(lane, seq, messageId, receivedAt, wanted, attempts, written, byCall, repeatable);
    }

    /** Rows of one target that are written in one way go together; what must not be repeated goes alone. */
    @Override
    public String batch() {
        return repeatable ? wanted.action() + " " + wanted.target() + way() : lane + " " + seq + " " + wanted.mapping();
    }

    private String way() {
        return wanted.writing().map(writing -> " " + writing).orElse("");
    }
}
