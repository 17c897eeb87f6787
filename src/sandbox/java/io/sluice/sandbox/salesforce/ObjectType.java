package io.sluice.sandbox.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One object of an org and its fields, found by name without regard to case. Fields may be added, removed, and hidden from the API's user. */
final class ObjectType {
    private final Declared.DeclaredObject declared;
    private final InstantSource clock;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private boolean accessible = true;
    private Instant changed;
    private List<Field> all;
    private List<Field> visible;

    ObjectType(Declared.DeclaredObject declared, InstantSource clock) {
        this.declared = declared;
        this.clock = clock;
        for (var field : declared.fields()) {
            if (fields.putIfAbsent(field.key(), field) != null) {
                throw new IllegalArgumentException(declared.name() + " has two fields named " + field.name() + ".");
            }
        }
        hasChanged();
    }

    String name() {
        return declared.name();
    }

    String label() {
        return declared.label();
    }

    String keyPrefix() {
        return declared.keyPrefix();
    }

    boolean accessible() {
        return accessible;
    }

    void accessible(boolean allowed) {
        accessible = allowed;
        hasChanged();
    }

    private void hasChanged() {
        changed = clock.instant();
        all = List.copyOf(fields.values());
        visible = all.stream().filter(field -> !hidden.contains(field.key())).toList();
    }

    /** When a field was last added, removed, hidden or shown. */
    Instant changed() {
        return changed;
    }

    /** All fields, the hidden ones too. */
    List<Field> all() {
        return all;
    }

    List<Field> visible() {
        return visible;
    }

    /** A field that the API's user may see. */
    Optional<Field> field(String name) {
        var key = name.toLowerCase(Locale.ROOT);
        return hidden.contains(key) ? Optional.empty() : Optional.ofNullable(fields.get(key));
    }

    /** A field, hidden or not. */
    Optional<Field> anyField(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Adds a field, or puts it in the place of the one with its name. */
    void put(Field field) {
        fields.put(field.key(), field);
        hasChanged();
    }

    void remove(Field field) {
        fields.remove(field.key());
        hidden.remove(field.key());
        hasChanged();
    }

    /** Takes the field from the API's user, as field-level security does, or gives it back. */
    void hide(Field field, boolean hide) {
        if (hide) {
            hidden.add(field.key());
        } else {
            hidden.remove(field.key());
        }
        hasChanged();
    }
}
