package io.sluice.sandbox.sfmc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** All data extensions, by external key without regard to case. */
public final class DataExtensions {
    private final Map<String, DataExtension> byKey = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
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

    /** Made from the key, so that an id that a client remembers outlives a reset. */
    private static String idOf(String key) {
        return UUID.nameUUIDFromBytes(Columns.lower(key).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public Optional<DataExtension> withKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Optional<DataExtension> withId(String id) {
        return byKey.values().stream()
                .filter(extension -> extension.id().equalsIgnoreCase(id))
                .findFirst();
    }

    void delete(DataExtension extension) {
        byKey.remove(extension.key());
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
