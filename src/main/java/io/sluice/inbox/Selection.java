package io.sluice.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which deliveries a command is about: those for which all of it holds.
 *
 * @param user the event's {@code userId}, {@code anonymousId} or e-mail address
 * @param key an order key as it is shown, or the part of it after the bar
 * @param states at least one
 * @param since of the event's receipt, included
 * @param until of the event's receipt, excluded
 */
@RegisterForReflection
public record Selection(
        Optional<String> messageId,
        Optional<String> user,
        Optional<String> key,
        Optional<String> mapping,
        Set<DeliveryState> states,
        Optional<String> reason,
        Optional<Instant> since,
        Optional<Instant> until) {
    private static final String[] USERS = {
        "/userId", "/anonymousId", "/traits/email", "/properties/email", "/context/traits/email"
    };

    /** Whether only what has a row of its own can be among them. */
    boolean rowsOnly() {
        return DeliveryState.WITH_ROW.containsAll(states);
    }

    /** Whether the event's deliveries can be among them. */
    boolean has(Event event) {
        return messageId.filter(id -> !id.equals(event.messageId())).isEmpty()
                && since.filter(event.receivedAt()::isBefore).isEmpty()
                && until.filter(end -> !event.receivedAt().isBefore(end)).isEmpty()
                && user.filter(one -> !isAbout(event, one)).isEmpty();
    }

    /** Of an event that it has. */
    boolean has(Traced delivery) {
        return states.contains(delivery.state())
                && mapping.filter(name -> !name.equals(delivery.mapping())).isEmpty()
                && reason.filter(code -> !code.equals(delivery.reason())).isEmpty()
                && key.filter(one -> !isKey(one.toLowerCase(Locale.ROOT), delivery.key()))
                        .isEmpty();
    }

    private static boolean isAbout(Event event, String user) {
        return Stream.of(USERS)
                .anyMatch(path -> user.equals(event.body().at(path).textValue()));
    }

    private static boolean isKey(String wanted, String key) {
        return key.equals(wanted) || key.endsWith("|" + wanted);
    }
}
