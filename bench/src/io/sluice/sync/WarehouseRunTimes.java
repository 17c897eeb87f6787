package io.sluice.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long rows like those of mailing lists take from the spool on disk to a commit in the warehouse: hashed, staged, compared and
 * written.
 *
 * @param first seconds when none was there
 * @param unchanged seconds when all were there and the same
 * @param changed seconds when one in a hundred had changed
 */
public record WarehouseRunTimes(double first, double unchanged, double changed) {
    private static final int ONE_IN = 100;
    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    /** The columns of lists that have values. */
    private static final Table LISTS = Table.named("lists", "Mailing lists.")
            .key("id")
            .integer("id", "id", "Its id.")
            .text("list_name", "name", "Its name.")
            .text("description", "description", "What it is for.")
            .text("customer_key", "key", "Its external key.")
            .text("object_id", "object", "Its object id.")
            .text("type", "type", "Its type.")
            .text("list_classification", "classification", "Its classification.")
            .integer("category", "category", "Its folder.")
            .integer("client_id", "client", "Its owner.")
            .time("created_date", "created", "When it was created.")
            .time("modified_date", "modified", "When it was changed.")
            .build();

    /** @param url of an empty database, in which the schema is this measurement's own */
    public static WarehouseRunTimes measure(
            String url, Optional<String> user, Optional<String> password, String schema, Path spools, int rows)
            throws Exception {
        var warehouse = Warehouse.of(new WarehouseSettings(url, user, password), schema, false);
        warehouse.prepare();
        try (var run = warehouse.open().orElseThrow()) {
            run.create(List.of(LISTS));
            return new WarehouseRunTimes(
                    load(run, "first", spools, rows, 0, new Changes(rows, rows, 0, 0, 0)),
                    load(run, "unchanged", spools, rows, 0, new Changes(rows, 0, 0, rows, 0)),
                    load(
                            run,
                            "changed",
                            spools,
                            rows,
                            ONE_IN,
                            new Changes(rows, 0, rows / ONE_IN, rows - rows / ONE_IN, 0)));
        }
    }

    private static double load(WarehouseRun run, String id, Path spools, int rows, int oneIn, Changes expected)
            throws Exception {
        try (var spool = Spool.in(spools, List.of(LISTS))) {
            for (var i = 0; i < rows; i++) {
                var values = values(i, oneIn > 0 && i % oneIn == 0 ? "a new name " : "the name of list ");
                spool.add(new Row(LISTS, values, Optional.empty(), START));
            }
            var start = System.nanoTime();
            run.started(id, "lists", START);
            var written = run.write(new Load(
                    "default",
                    id,
                    "lists",
                    List.of(LISTS),
                    spool,
                    START,
                    true,
                    true,
                    false,
                    Optional.of(START),
                    false,
                    0,
                    0,
                    List.of()));
            var seconds = (System.nanoTime() - start) / 1e9;
            if (!written.changes().equals(expected)) {
                throw new IllegalStateException("Expected " + expected + ", and was " + written.changes());
            }
            return seconds;
        }
    }

    /** One row, in the order of {@link #columns}. */
    public static List<Object> values(int number, String name) {
        var values = new ArrayList<>();
        values.add(1_000_000L + number);
        values.add(name + number);
        values.add("Who wants to hear of offers, and has not said otherwise in the centre of preferences, number "
                + number);
        values.add("customer-key-" + number);
        values.add("6f3c1d9e-8a54-4f0b-9d11-" + (100_000_000_000L + number));
        values.add("Public");
        values.add("PublicationList");
        values.add(4_711L + number % 50);
        values.add(510_001L);
        values.add(START.minusSeconds(number));
        values.add(START.minusSeconds(number / 2));
        return values;
    }

    /** Names and types as the database spells them, for a table beside the warehouse's. */
    public static List<String> columns(String url) {
        var dialect = Dialect.of(new WarehouseSettings(url, Optional.empty(), Optional.empty()), "bench");
        return LISTS.columns().stream()
                .map(column -> column.name() + " " + dialect.type(column.type()))
                .toList();
    }
}
