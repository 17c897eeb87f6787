package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * A column of a data extension, or a field of an event definition.
 *
 * @param length longest text, or the digits of a decimal; the type's default when absent
 * @param scale decimals after the point; 0 when absent
 * @param primaryKey whether the column is part of the primary key, and so never null
 * @param nullable whether it may be null or absent; true when absent
 */
public record Column(
        String name,
        ColumnType type,
        Integer length,
        Integer scale,
        @JsonAlias("isPrimaryKey") boolean primaryKey,
        @JsonAlias("isNullable") Boolean nullable) {

    public Column {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A field needs a name.");
        }
        if (type == null) {
            throw new IllegalArgumentException("The field '" + name + "' needs a type.");
        }
        length = length == null || length == 0 ? type.defaultLength() : length;
        scale = scale == null ? 0 : scale;
        nullable = !primaryKey && (nullable == null || nullable);
    }
}
