package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Tables with columns of all types, and rows of them, from a seed number. */
final class RandomRows {
    static final Table TABLE = Table.named("things", "Things.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("name", "name", "Its name.")
            .integer("size", "size", "Its size.")
            .decimal("weight", "weight", "Its weight.")
            .bool("alive", "alive", "Whether it is.")
            .time("modified", "modified", "When it was changed.")
            .statistic("population", Type.INTEGER, "population", "Who is in it.")
            .build();

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    Row row() {
        var values = new ArrayList<Object>(List.of(text()));
        for (var column : TABLE.columns().subList(1, TABLE.columns().size())) {
            values.add(random.nextInt(4) == 0 ? null : value(column.type()));
        }
        return new Row(TABLE, values, random.nextBoolean() ? Optional.of(extra()) : Optional.empty(), moment());
    }

    private Object value(Type type) {
        return switch (type) {
            case TEXT, JSON -> text();
            case INTEGER -> random.nextInt(5) == 0 ? (Object) Long.MIN_VALUE : random.nextLong();
            case DOUBLE ->
                random.nextInt(5) == 0
                        ? (Object) (-0.0)
                        : random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            case BOOLEAN -> random.nextBoolean();
            case TIMESTAMP -> moment();
        };
    }

    private Instant moment() {
        return switch (random.nextInt(5)) {
            case 0 -> Instant.parse("0001-01-01T00:00:00Z");
            case 1 -> Instant.parse("9999-12-31T23:59:59.999999999Z");
            default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        };
    }

    /** Any characters, halves of surrogate pairs and NUL among them; now and then longer than one piece of the coding. */
    private String text() {
        var length = random.nextInt(50) == 0 ? 70_000 + random.nextInt(1000) : random.nextInt(40);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
        }
        return text.toString();
    }

    private JsonNode extra() {
        var extra = JSON.objectNode();
        extra.put("text", "ä\u0000\"" + random.nextInt());
        extra.set("list", JSON.arrayNode().add(random.nextLong()).addNull().add(true));
        extra.set("decimal", JSON.numberNode(new java.math.BigDecimal("1.10")));
        return extra;
    }
}
