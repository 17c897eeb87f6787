package io.sluice.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One table of the warehouse as its collection declares it: facts only. Beside these columns every table has those of
 * {@link #COMMON}.
 *
 * @param key the columns that tell rows apart
 * @param kept paths that have no column and are known: they go to {@code extra} without being reported as new
 * @param alias a second name, under which the same rows can be read; a view
 */
public record Table(
        String name, String comment, List<String> key, List<Column> columns, Set<String> kept, Optional<String> alias) {

    public static final String RECEIVED_AT = "received_at";
    public static final String UUID_TS = "uuid_ts";
    public static final String IS_DELETED = "is_deleted";
    public static final String DELETED_AT = "deleted_at";
    public static final String EXTRA = "extra";
    public static final String ROW_HASH = "row_hash";

    /** What the sync itself knows of a row. */
    public static final List<Column> COMMON = List.of(
            own(EXTRA, Type.JSON, "What Marketing Cloud showed and no column has, as JSON."),
            own(RECEIVED_AT, Type.TIMESTAMP, "When this version of the row was read from Marketing Cloud."),
            own(UUID_TS, Type.TIMESTAMP, "When this row was last written here."),
            own(IS_DELETED, Type.BOOLEAN, "Whether it is gone in Marketing Cloud."),
            own(DELETED_AT, Type.TIMESTAMP, "When that was noticed."),
            own(ROW_HASH, Type.TEXT, "What tells whether a row has changed: SHA-256 of its values."));

    private static Column own(String name, Type type, String comment) {
        return new Column(name, type, List.of(), comment, false);
    }

    public static Builder named(String name, String comment) {
        return new Builder(name, comment);
    }

    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow();
    }

    /** Reads like a table: name, key, columns from the left to the right. */
    public static final class Builder {
        private final String name;
        private final String comment;
        private final List<Column> columns = new ArrayList<>();
        private final Set<String> kept = new LinkedHashSet<>();
        private List<String> key = List.of();
        private Optional<String> alias = Optional.empty();

        private Builder(String name, String comment) {
            this.name = name;
            this.comment = comment;
        }

        public Builder key(String... columnNames) {
            key = List.of(columnNames);
            return this;
        }

        public Builder text(String column, String path, String sentence) {
            return add(column, Type.TEXT, List.of(path), sentence, true);
        }

        /** With several places to look for it. */
        public Builder text(String column, List<String> paths, String sentence) {
            return add(column, Type.TEXT, paths, sentence, true);
        }

        public Builder integer(String column, String path, String sentence) {
            return add(column, Type.INTEGER, List.of(path), sentence, true);
        }

        /** With several places to look for it. */
        public Builder integer(String column, List<String> paths, String sentence) {
            return add(column, Type.INTEGER, paths, sentence, true);
        }

        public Builder decimal(String column, String path, String sentence) {
            return add(column, Type.DOUBLE, List.of(path), sentence, true);
        }

        public Builder bool(String column, String path, String sentence) {
            return add(column, Type.BOOLEAN, List.of(path), sentence, true);
        }

        public Builder time(String column, String path, String sentence) {
            return add(column, Type.TIMESTAMP, List.of(path), sentence, true);
        }

        /** A number that moves by itself. */
        public Builder statistic(String column, Type type, String path, String sentence) {
            return add(column, type, List.of(path), sentence, false);
        }

        /** Paths without a column of their own that are no news. */
        public Builder kept(String... paths) {
            kept.addAll(List.of(paths));
            return this;
        }

        public Builder alsoAs(String view) {
            alias = Optional.of(view);
            return this;
        }

        public Table build() {
            return new Table(name, comment, key, List.copyOf(columns), Set.copyOf(kept), alias);
        }

        private Builder add(String column, Type type, List<String> paths, String sentence, boolean counted) {
            columns.add(new Column(column, type, paths, sentence, counted));
            return this;
        }
    }
}
