package io.sluice.ops;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.delivery.Reason;
import io.sluice.inbox.DeliveryState;
import io.sluice.inbox.Selection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How {@code deliveries} and {@code replay} are told what they are about. */
class SelectionOptions {
    /** What is told when nothing is selected. */
    static final String NONE = "No such delivery in this store: it was never accepted here, it has been removed after"
            + " sluice.retention.delivered, or settings and routes are not those of the gateway.";

    private static final String ALL = "all";

    @Option(names = "--message-id", paramLabel = "<id>", description = "Of the event with this messageId.")
    Optional<String> messageId = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "<id>",
            description = "Of events with this userId, anonymousId or e-mail address. Looks through the log.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "<key>",
            description = "With this order key, as it is shown, or the part after the bar. Looks through the log.")
    Optional<String> key = Optional.empty();

    @Option(names = "--mapping", paramLabel = "<name>", description = "Of this mapping.")
    Optional<String> mapping = Optional.empty();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "<state>",
            description =
                    "In one of these states: waiting, parked, sending, refused; done, submitted, filtered, suppressed,"
                            + " unread (these look through the log); or all. Without it the first four; with --message-id, --user or"
                            + " --key, all.")
    List<String> states = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "<code>", description = "For this reason.")
    Optional<String> reason = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "<time>",
            description = "Received then or later: 2026-11-26T10:00:00Z, or so long ago: 30m, 2h, 7d.")
    Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "<time>", description = "Received before then.")
    Optional<String> until = Optional.empty();

    /** @throws IllegalArgumentException with a sentence, when an option has a value that it cannot have */
    Selection selection(Instant now) {
        reason.ifPresent(SelectionOptions::mustBeReason);
        return new Selection(
                messageId,
                user,
                key,
                mapping,
                states(),
                reason,
                since.map(text -> time(text, now)),
                until.map(text -> time(text, now)));
    }

    /** Whether nothing is asked for in particular. */
    boolean isEmpty() {
        return states.isEmpty()
                && Stream.of(messageId, user, key, mapping, reason, since, until)
                        .allMatch(Optional::isEmpty);
    }

    private Set<DeliveryState> states() {
        if (states.isEmpty()) {
            var wide = Stream.of(messageId, user, key).anyMatch(Optional::isPresent);
            return wide ? EnumSet.allOf(DeliveryState.class) : DeliveryState.WITH_ROW;
        }
        return states.contains(ALL)
                ? EnumSet.allOf(DeliveryState.class)
                : states.stream().map(SelectionOptions::state).collect(Collectors.toSet());
    }

    private static DeliveryState state(String word) {
        return DeliveryState.of(word)
                .orElseThrow(() -> new IllegalArgumentException("There is no state '" + word + "'; there are "
                        + Stream.of(DeliveryState.values())
                                .map(DeliveryState::word)
                                .collect(Collectors.joining(", "))
                        + " and " + ALL + "."));
    }

    private static void mustBeReason(String code) {
        var codes = Stream.of(Reason.values()).map(Reason::code).toList();
        if (!codes.contains(code)) {
            throw new IllegalArgumentException(
                    "There is no reason '" + code + "'; there are " + String.join(", ", codes) + ".");
        }
    }

    private static Instant time(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noInstant) {
            try {
                return now.minus(DurationConverter.parseDuration(text));
            } catch (IllegalArgumentException neither) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time: write 2026-11-26T10:00:00Z, or so long ago, as in 30m, 2h or 7d.");
            }
        }
    }
}
