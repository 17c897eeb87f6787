package io.sluice.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * One delivery as an operator sees it.
 *
 * @param key its order key; empty where there is none
 * @param attempts how often it was sent without an outcome
 * @param nextAt when it is sent next; empty where that is not known
 * @param reason the code of the reason; empty where there is none
 * @param detail what more is known of it, such as the destination's own text
 * @param call the batch that it went with, as far as there is a record of one
 */
@RegisterForReflection
public record Trace(
        String lane,
        long seq,
        String messageId,
        String type,
        Instant receivedAt,
        String mapping,
        String key,
        DeliveryState state,
        int attempts,
        Optional<Instant> nextAt,
        String reason,
        String detail,
        Optional<Call> call) {

    /**
     * The last calls of a batch.
     *
     * @param status of the last of them; 0 when there was no answer
     * @param calls how many there were
     * @param receipt what the destination calls what it did, where that is to be proved; otherwise empty
     */
    @RegisterForReflection
    public record Call(Instant at, int status, int calls, String receipt) {}

    static Trace of(Traced traced, CallSearch calls) {
        var event = traced.logged().event();
        return new Trace(
                traced.lane(),
                traced.logged().seq(),
                event.messageId(),
                event.type().word(),
                event.receivedAt(),
                traced.mapping(),
                traced.key(),
                traced.state(),
                traced.row().map(DeliveryRow::attempts).orElse(0),
                traced.row().flatMap(DeliveryRow::nextAt).map(Instant::ofEpochMilli),
                traced.reason(),
                traced.detail(),
                call(traced, calls));
    }

    private static Optional<Call> call(Traced traced, CallSearch calls) {
        return traced.state() == DeliveryState.UNREAD
                ? Optional.empty()
                : traced.wanted()
                        .flatMap(wanted -> calls.covering(
                                traced.lane(), wanted.target(), traced.logged().seq()));
    }
}
