package io.sluice.event;

import java.util.Locale;
import java.util.Optional;

/** The message types of the Segment Spec, and {@code delete}, with which a user asks to be forgotten. */
public enum EventType {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS,
    DELETE;

    /** The name in JSON, in mapping files and in the store: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventType> of(String word) {
        for (var type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
