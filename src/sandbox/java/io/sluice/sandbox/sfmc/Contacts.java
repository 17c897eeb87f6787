package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All contacts. Keys compare without case; ids count up. What is to be deleted is there a while longer, and goes together
 * with its rows in sendable data extensions.
 */
public final class Contacts {
    private static final long FIRST_ID = 12_345_678;

    private final Map<Long, Contact> all = new LinkedHashMap<>();
    private final Map<String, Contact> byKey = new HashMap<>();
    private final Queue<Deletion> deletions = new ArrayDeque<>();
    private final DataExtensions extensions;
    private final History history;
    private final InstantSource clock;
    private long made;
    private long operations;

    /**
     * A contact as it was first written.
     *
     * @param sequence its place among all changes
     */
    public record Contact(long id, String key, long sequence) {}

    /** A contact, and whether this write made it. */
    record Written(Contact contact, boolean isNew) {}

    private record Deletion(Instant at, Set<String> keys) {}

    Contacts(DataExtensions extensions, History history, InstantSource clock) {
        this.extensions = extensions;
        this.history = history;
        this.clock = clock;
    }

    synchronized Optional<Contact> find(String key) {
        carryOutDeletions();
        return Optional.ofNullable(byKey.get(Columns.lower(key)));
    }

    synchronized Optional<Contact> find(long id) {
        carryOutDeletions();
        return Optional.ofNullable(all.get(id));
    }

    synchronized Written write(String key, JsonNode attributeSets, long call) {
        carryOutDeletions();
        var sequence = history.add(call, "contacts", key, Map.of("attributeSets", attributeSets));
        var known = byKey.get(Columns.lower(key));
        if (known != null) {
            return new Written(known, false);
        }
        var contact = new Contact(FIRST_ID + made++, key, sequence);
        all.put(contact.id(), contact);
        byKey.put(Columns.lower(key), contact);
        return new Written(contact, true);
    }

    /**
     * Deletes them when the delay is over. A key that is not there is no error.
     *
     * @return the number of the operation
     */
    synchronized long delete(Collection<String> keys, Duration delay) {
        deletions.add(new Deletion(
                clock.instant().plus(delay),
                keys.stream().map(Columns::lower).collect(Collectors.toUnmodifiableSet())));
        return ++operations;
    }

    public synchronized List<Contact> all() {
        carryOutDeletions();
        return List.copyOf(all.values());
    }

    public synchronized int size() {
        carryOutDeletions();
        return all.size();
    }

    synchronized void clear() {
        all.clear();
        byKey.clear();
        deletions.clear();
        made = 0;
        operations = 0;
    }

    /** Those whose time has come; there is nothing else that would do it. */
    synchronized void carryOutDeletions() {
        while (!deletions.isEmpty() && !deletions.peek().at().isAfter(clock.instant())) {
            var keys = deletions.remove().keys();
            extensions.forget(keys);
            for (var key : keys) {
                Optional.ofNullable(byKey.remove(key)).ifPresent(contact -> all.remove(contact.id()));
            }
        }
    }
}
