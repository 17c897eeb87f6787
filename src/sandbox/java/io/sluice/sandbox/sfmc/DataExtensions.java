package io.sluice.sandbox.sfmc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** All data extensions, by external key without regard to case. */
public final class DataExtensions {
    private final Map<String, DataExtension> byKey = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    /** Those of event definitions, found by their id alone. */
    private final List<DataExtension> ofEvents = new CopyOnWriteArrayList<>();

    private final History history;

    DataExtensions(History history) {
        this.history = history;
    }

    /**
     * @param key a new one is made when it is null
     * @throws NameTaken when the name or the key exists
     */
    synchronized DataExtension create(String key, String name, Optional<String> sendableField, List<Column> columns) {
        var given = key == null || key.isBlank() ? UUID.randomUUID().toString() : key;
        var made = new DataExtension(idOf(given), given, name, sendableField, columns, history);
        if (byKey.containsKey(made.key())
                || all().stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
            throw new NameTaken();
        }
        byKey.put(made.key(), made);
        return made;
    }

    DataExtension createForEvent(String definition, List<Column> columns) {
        var made = new DataExtension(
                idOf("event " + definition), definition, definition, Optional.empty(), columns, history);
        ofEvents.add(made);
        return made;
    }

    /** Made from the key, so that an id that a client remembers outlives a reset. */
    private static String idOf(String key) {
        return UUID.nameUUIDFromBytes(Columns.lower(key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public Optional<DataExtension> withKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Optional<DataExtension> withId(String id) {
        return Stream.concat(byKey.values().stream(), ofEvents.stream())
                .filter(extension -> extension.id().equalsIgnoreCase(id))
                .findFirst();
    }

    void delete(DataExtension extension) {
        byKey.remove(extension.key());
    }

    /** @param contactKeys in lower case */
    void forget(Set<String> contactKeys) {
        all().forEach(extension -> extension.forget(contactKeys));
    }

    public List<DataExtension> all() {
        return List.copyOf(byKey.values());
    }

    void clear() {
        byKey.clear();
    }

    /** A data extension of this name or key exists. */
    static final class NameTaken extends RuntimeException {}
}
