package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All contacts. Keys compare without case; ids count up. */
public final class Contacts {
    private static final long FIRST_ID = 12_345_678;

    private final List<Contact> all = new ArrayList<>();
    private final Map<String, Contact> byKey = new HashMap<>();
    private final History history;

    /**
     * A contact as it was first written.
     *
     * @param sequence its place among all changes
     */
    public record Contact(long id, String key, long sequence) {}

    /** A contact, and whether this write made it. */
    record Written(Contact contact, boolean isNew) {}

    Contacts(History history) {
        this.history = history;
    }

    synchronized Optional<Contact> find(String key) {
        return Optional.ofNullable(byKey.get(Columns.lower(key)));
    }

    synchronized Optional<Contact> find(long id) {
        var index = id - FIRST_ID;
        return index >= 0 && index < all.size() ? Optional.of(all.get((int) index)) : Optional.empty();
    }

    synchronized Written write(String key, JsonNode attributeSets, long call) {
        var sequence = history.add(call, "contacts", key, Map.of("attributeSets", attributeSets));
        var known = byKey.get(Columns.lower(key));
        if (known != null) {
            return new Written(known, false);
        }
        var made = new Contact(FIRST_ID + all.size(), key, sequence);
        all.add(made);
        byKey.put(Columns.lower(key), made);
        return new Written(made, true);
    }

    public synchronized List<Contact> all() {
        return List.copyOf(all);
    }

    public synchronized int size() {
        return all.size();
    }

    synchronized void clear() {
        all.clear();
        byKey.clear();
    }
}
