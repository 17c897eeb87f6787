package io.sluice.sandbox.salesforce;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The records of one object. A field that is looked up by is indexed from then on. Not safe for threads: the org is locked. */
final class Table {
    private final ObjectType type;
    private final Map<String, StoredRecord> records = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, Map<Object, Set<String>>> indexes = new HashMap<>();
    private long number;

    Table(ObjectType type) {
        this.type = type;
    }

    ObjectType type() {
        return type;
    }

    String nextId() {
        return Ids.of(type.keyPrefix(), ++number);
    }

    Collection<StoredRecord> all() {
        return Collections.unmodifiableCollection(records.values());
    }

    int size() {
        return records.size();
    }

    /** The last records that were created, with the names of their fields. */
    List<Map<String, Object>> last(int most) {
        return records.values().stream()
                .skip(Math.max(0, records.size() - most))
                .map(this::named)
                .toList();
    }

    private Map<String, Object> named(StoredRecord record) {
        var named = new LinkedHashMap<String, Object>();
        for (var field : type.all()) {
            if (field.type() == FieldType.ID) {
                named.put(field.name(), record.id());
            } else if (record.value(field) != null) {
                named.put(field.name(), record.value(field));
            }
        }
        return named;
    }

    Optional<StoredRecord> get(String id) {
        return Optional.ofNullable(records.get(Ids.short15(id)));
    }

    boolean isDeleted(String id) {
        return deleted.contains(Ids.short15(id));
    }

    /** Adds the record, or puts it in the place of the one with its id. */
    void put(StoredRecord record) {
        var id = Ids.short15(record.id());
        deleted.remove(id);
        index(records.put(id, record), record);
    }

    /** Takes the record away, as if it had never been. */
    void forget(String id) {
        var key = Ids.short15(id);
        index(records.remove(key), null);
    }

    void delete(String id) {
        forget(id);
        deleted.add(Ids.short15(id));
    }

    /** The records with this value, compared as the field compares, in the order in which they were created. */
    List<StoredRecord> matching(Field field, Object value) {
        var ids = indexes.computeIfAbsent(field.key(), key -> indexed(field))
                .getOrDefault(field.comparable(value), Set.of());
        return ids.stream().sorted().map(records::get).toList();
    }

    private Map<Object, Set<String>> indexed(Field field) {
        var index = new HashMap<Object, Set<String>>();
        records.forEach((id, record) -> add(index, field, record));
        return index;
    }

    private void index(StoredRecord before, StoredRecord after) {
        indexes.forEach((key, index) -> type.anyField(key).ifPresent(field -> {
            if (before != null && before.value(field) != null) {
                index.getOrDefault(field.comparable(before.value(field)), new HashSet<>())
                        .remove(Ids.short15(before.id()));
            }
            if (after != null) {
                add(index, field, after);
            }
        }));
    }

    private static void add(Map<Object, Set<String>> index, Field field, StoredRecord record) {
        var value = record.value(field);
        if (value != null) {
            index.computeIfAbsent(field.comparable(value), any -> new LinkedHashSet<>(1))
                    .add(Ids.short15(record.id()));
        }
    }

    /** For a field whose way to compare has changed. */
    void forgetIndex(Field field) {
        indexes.remove(field.key());
    }
}
