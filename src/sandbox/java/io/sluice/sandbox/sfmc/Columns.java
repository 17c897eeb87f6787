package io.sluice.sandbox.sfmc;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The columns of one data extension, found by name without regard to case. */
final class Columns {
    private final List<Column> all;
    private final Map<String, Integer> positions = new HashMap<>();
    private final int[] keys;

    /** @throws IllegalArgumentException when two names differ in case only */
    Columns(List<Column> all) {
        this.all = List.copyOf(all);
        for (int i = 0; i < all.size(); i++) {
            if (positions.putIfAbsent(lower(all.get(i).name()), i) != null) {
                throw new IllegalArgumentException(
                        "There are two fields named '" + all.get(i).name() + "'.");
            }
        }
        keys = IntStream.range(0, all.size())
                .filter(i -> all.get(i).primaryKey())
                .toArray();
    }

    List<Column> all() {
        return all;
    }

    Column at(int position) {
        return all.get(position);
    }

    int size() {
        return all.size();
    }

    OptionalInt position(String name) {
        var position = positions.get(lower(name));
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    boolean hasKey() {
        return keys.length > 0;
    }

    /** The primary key of a row as one string. SFMC compares keys without case. */
    String keyOf(Object[] cells) {
        if (keys.length == 1) {
            return lower(String.valueOf(cells[keys[0]]));
        }
        var key = new StringBuilder();
        for (int position : keys) {
            key.append(lower(String.valueOf(cells[position]))).append('\u0000');
        }
        return key.toString();
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
