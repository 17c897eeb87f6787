package io.sluice.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user id or a contact key, as the suppression list has it: without letter case and blanks at the end, which SFMC does
 * not tell apart, and as its SHA-256 in hex, so that the list itself names nobody, and an id of any length fits.
 */
record Identity(String digest) {
    private static final String CONTACT_KEY = "contactkey";

    static Identity of(String id) {
        var folded = id.toLowerCase(Locale.ROOT).stripTrailing();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8));
            return new Identity(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The user of a delete, and the contact keys that a mapping may make of the user id: SFMC has no colons in them. */
    static Set<Identity> forgottenBy(Event delete) {
        var userId = delete.body().path("userId").asText();
        return Stream.of(userId, userId.replace(":", ""), userId.replace(':', '-'))
                .filter(id -> !id.isBlank())
                .map(Identity::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * By what it is known whether an event is suppressed: its user id, and the contact keys in its rows. None of a delete,
     * which is not suppressed itself, and none of what no mapping wants.
     */
    static Set<String> idsOf(Event event, Collection<Mapped> mapped) {
        if (event.type() == EventType.DELETE || mapped.stream().allMatch(Mapped.Filtered.class::isInstance)) {
            return Set.of();
        }
        var ids = new HashSet<String>();
        if (event.body().path("userId").isTextual()) {
            ids.add(event.body().path("userId").textValue());
        }
        for (var one : mapped) {
            if (one instanceof Mapped.Wanted wanted) {
                wanted.row().keys().forEach((column, value) -> addContactKey(ids, column, value));
                wanted.row().values().forEach((column, value) -> addContactKey(ids, column, value));
            }
        }
        return ids;
    }

    /** The column as data extensions and mappings spell it: {@code Contact Key}, {@code ContactKey}, {@code contact_key}. */
    private static void addContactKey(Set<String> ids, String column, JsonNode value) {
        var mayBe = column.length() >= CONTACT_KEY.length() && column.length() <= CONTACT_KEY.length() + 1;
        if (mayBe && CONTACT_KEY.equalsIgnoreCase(column.replace(" ", "").replace("_", ""))) {
            ids.add(value.asText());
        }
    }
}
