package io.sluice.sync;

import static io.sluice.sync.Table.EXTRA;
import static io.sluice.sync.Table.RECEIVED_AT;
import static io.sluice.sync.Table.ROW_HASH;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table as it is in the database, with all its columns.
 *
 * @param key columns of the primary key; none: it has none
 * @param required columns that are never null
 */
record Shape(String name, String comment, List<Column> columns, List<String> key, Set<String> required) {
    static final String COUNTED_HASH = "counted_hash";
    static final String VALID_FROM = "valid_from";
    static final String VALID_TO = "valid_to";

    private static final Column RECEIVED = Table.COMMON.stream()
            .filter(column -> column.name().equals(RECEIVED_AT))
            .findFirst()
            .orElseThrow();
    private static final Column REST = Table.COMMON.stream()
            .filter(column -> column.name().equals(EXTRA))
            .findFirst()
            .orElseThrow();

    /** What a collection is copied to. */
    static Shape of(Table table) {
        var columns =
                Stream.concat(table.columns().stream(), Table.COMMON.stream()).toList();
        return new Shape(
                table.name(),
                table.comment(),
                columns,
                table.key(),
                with(table.key(), RECEIVED_AT, Table.UUID_TS, Table.IS_DELETED, ROW_HASH));
    }

    /** All versions of its rows, statistics aside. A version that has ended and is followed by none was deleted. */
    static Shape history(Table table) {
        var own = Stream.of(
                REST,
                RECEIVED,
                own(VALID_FROM, Type.TIMESTAMP, "When this version was first read."),
                own(
                        VALID_TO,
                        Type.TIMESTAMP,
                        "When the next version was read, or it was deleted; null: it is the current one."),
                own(ROW_HASH, Type.TEXT, "What tells versions apart: SHA-256 of its values without statistics."));
        return new Shape(
                table.name() + "_history",
                "Every version of the rows of " + table.name() + ".",
                Stream.concat(table.columns().stream(), own).toList(),
                List.of(),
                with(table.key(), RECEIVED_AT, VALID_FROM, ROW_HASH));
    }

    /** Rows as they were read, until they are compared; of one connection. */
    static Shape stage(Table table) {
        var own = Stream.of(
                REST,
                RECEIVED,
                own(ROW_HASH, Type.TEXT, "As in the table."),
                own(COUNTED_HASH, Type.TEXT, "As the row hash of history."));
        return new Shape(
                "sluice_stage_" + table.name(),
                "",
                Stream.concat(table.columns().stream(), own).toList(),
                table.key(),
                with(table.key(), RECEIVED_AT, ROW_HASH, COUNTED_HASH));
    }

    static Column own(String name, Type type, String comment) {
        return new Column(name, type, List.of(), comment, false);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    private static Set<String> with(List<String> key, String... others) {
        var all = new HashSet<>(key);
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }
}
