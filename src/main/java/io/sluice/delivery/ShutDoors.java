package io.sluice.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the door of each account was shut the last time, by an answer that is the account's fault. What had set out by then,
 * and waited, is sent back instead of called; what sets out later is the probe, or comes after it.
 */
public final class ShutDoors {
    private final Map<String, Shut> shut = new ConcurrentHashMap<>();

    private record Shut(Instant at, Failure why) {}

    /** To be told of each that has had an answer. Of those that had set out before, none shuts it once more: the probe goes. */
    public void answered(Conversation conversation, Instant now) {
        conversation
                .failure()
                .filter(why -> why.owner() == Failure.Owner.ACCOUNT && why.reason() != Reason.LEASE_LOST)
                .filter(why -> sendsBack(conversation).isEmpty())
                .ifPresent(why -> shut.put(conversation.target().account(), new Shut(now, why)));
    }

    /** @return why this one is sent back; without a time to wait, which has begun already */
    public Optional<Failure> sendsBack(Conversation conversation) {
        return Optional.ofNullable(shut.get(conversation.target().account()))
                .filter(last -> !conversation.startedAt().isAfter(last.at()))
                .map(last -> new Failure(
                        Failure.Owner.ACCOUNT,
                        last.why().reason(),
                        Optional.empty(),
                        last.why().detail()));
    }
}
