package io.sluice.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in, named as in the path {@code /v1/<name>}. */
public enum Endpoint {
    IDENTIFY(EventType.IDENTIFY),
    TRACK(EventType.TRACK),
    PAGE(EventType.PAGE),
    SCREEN(EventType.SCREEN),
    GROUP(EventType.GROUP),
    ALIAS(EventType.ALIAS),
    BATCH(null),
    /** A batch whose timestamps are kept as they are: for events from the past. */
    IMPORT(null),
    /** One event, or several where the source allows it, signed as Segment's webhook does. */
    WEBHOOK(null);

    private final EventType type;

    Endpoint(EventType type) {
        this.type = type;
    }

    /** The type of the one event that is sent here; empty where the events say themselves what they are. */
    Optional<EventType> type() {
        return Optional.ofNullable(type);
    }

    boolean isBatch() {
        return this == BATCH || this == IMPORT;
    }

    /** Forgetting a user is not asked for with a write key, which every browser knows. */
    boolean takes(EventType sent) {
        return sent != EventType.DELETE || this == WEBHOOK;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param word the name, or for all but import and webhook its first letter, which Segment's browser library sends */
    public static Optional<Endpoint> of(String word) {
        return Arrays.stream(values())
                .filter(endpoint ->
                        endpoint.word().equals(word) || endpoint.letter().equals(word))
                .findFirst();
    }

    /** All of them, for an error message. */
    public static String words() {
        return Arrays.stream(values()).map(Endpoint::word).collect(Collectors.joining(", "));
    }

    private String letter() {
        return this == IMPORT || this == WEBHOOK ? word() : word().substring(0, 1);
    }
}
