package io.sluice.sync;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** A row as bytes: each value with a letter for its type before it. What was written is read back exactly. */
final class RowCoding {
    private static final int NULL = 'n';
    private static final int TEXT = 's';
    private static final int INTEGER = 'i';
    private static final int DOUBLE = 'd';
    private static final int FALSE = 'f';
    private static final int TRUE = 't';
    private static final int TIMESTAMP = 'm';

    /** {@link DataOutput#writeUTF} takes 65,535 bytes, and a character has up to three. */
    private static final int PIECE = 65_535 / 3;

    /** The order of its fields means nothing in JSON, and must not look like a change. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter EXTRA = JSON.writer();

    private RowCoding() {}

    static void write(Row row, DataOutput out) throws IOException {
        for (var value : row.values()) {
            writeValue(value, out);
        }
        writeExtra(row.extra(), out);
        writeValue(row.receivedAt(), out);
    }

    static void writeExtra(Optional<JsonNode> extra, DataOutput out) throws IOException {
        writeValue(extra.isPresent() ? EXTRA.writeValueAsString(extra.get()) : null, out);
    }

    static void writeValue(Object value, DataOutput out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            writeText(text, out);
        } else if (value instanceof Long number) {
            out.writeByte(INTEGER);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? TRUE : FALSE);
        } else if (value instanceof Instant moment) {
            out.writeByte(TIMESTAMP);
            out.writeLong(moment.getEpochSecond());
            out.writeInt(moment.getNano());
        } else {
            throw new IllegalArgumentException("No column holds a " + value.getClass());
        }
    }

    /** In pieces: also the halves of a surrogate pair that are alone, which UTF-8 proper has no bytes for, come back. */
    private static void writeText(String text, DataOutput out) throws IOException {
        out.writeInt(text.length());
        for (var at = 0; at < text.length(); at += PIECE) {
            out.writeUTF(text.substring(at, Math.min(text.length(), at + PIECE)));
        }
    }

    /** @return empty at the end */
    static Optional<Row> read(Table table, DataInputStream in) throws IOException {
        var first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        var values = new ArrayList<Object>(table.columns().size());
        values.add(readValue(first, in));
        while (values.size() < table.columns().size()) {
            values.add(readValue(in));
        }
        var extra = (String) readValue(in);
        return Optional.of(
                new Row(table, values, extra == null ? Optional.empty() : Optional.of(JSON.readTree(extra)), (Instant)
                        readValue(in)));
    }

    private static Object readValue(DataInput in) throws IOException {
        return readValue(in.readUnsignedByte(), in);
    }

    private static Object readValue(int type, DataInput in) throws IOException {
        return switch (type) {
            case NULL -> null;
            case TEXT -> readText(in);
            case INTEGER -> in.readLong();
            case DOUBLE -> in.readDouble();
            case FALSE -> false;
            case TRUE -> true;
            case TIMESTAMP -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            default -> throw new StreamCorruptedException("No type of a value: " + type);
        };
    }

    private static String readText(DataInput in) throws IOException {
        var length = in.readInt();
        var text = new StringBuilder(length);
        while (text.length() < length) {
            var piece = in.readUTF();
            if (piece.isEmpty()) {
                throw new EOFException();
            }
            text.append(piece);
        }
        return text.toString();
    }
}
