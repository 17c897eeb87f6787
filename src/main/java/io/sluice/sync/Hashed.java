package io.sluice.sync;

/**
 * A row with what tells whether it has changed.
 *
 * @param hash of all its values and its extra
 * @param counted of those alone that are not statistics, for history
 */
public record Hashed(Row row, String hash, String counted) {}
