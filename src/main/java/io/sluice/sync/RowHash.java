package io.sluice.sync;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Tells whether a row has changed: SHA-256 over the names and values of its columns that have one, and over its extra. A column
 * that a later version adds therefore changes only the rows that have a value for it.
 */
final class RowHash {
    private RowHash() {}

    static Hashed of(Row row) {
        return new Hashed(row, hash(row, column -> true), hash(row, Column::counted));
    }

    private static String hash(Row row, Predicate<Column> wanted) {
        var digest = sha256();
        try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            var columns = row.table().columns();
            for (var i = 0; i < columns.size(); i++) {
                var value = row.values().get(i);
                if (value != null && wanted.test(columns.get(i))) {
                    out.writeUTF(columns.get(i).name());
                    RowCoding.writeValue(value, out);
                }
            }
            RowCoding.writeExtra(row.extra(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
