package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process with little memory that loads many rows, again unchanged, and again with some changed. */
final class LargeLoad {
    private static final int ROWS = 200_000;
    private static final String PADDING = "a description of a usual length ".repeat(6);

    private LargeLoad() {}

    public static void main(String... args) {
        var warehouse = Warehouse.of(ChildRun.settings(args), TestWarehouse.SCHEMA, true);
        warehouse.prepare();
        for (int changed : List.of(0, 0, ROWS / 100)) {
            var load = TestLoad.of(WarehouseTestBase.COLOURS).reading((table, taker) -> {
                for (int i = 0; i < ROWS; i++) {
                    taker.take(row(table, i, i < changed ? 1L : 0L));
                }
            });
            System.out.println(WarehouseTestBase.load(warehouse, load).changes());
        }
    }

    static Hashed row(Table table, int number, long likes) {
        var id = String.valueOf(number);
        var row = new Row(table, List.of(id, PADDING + id, likes), Optional.empty(), Instant.EPOCH);
        return new Hashed(row, id + likes, id);
    }

    static void assertPasses(WarehouseSettings settings) throws Exception {
        var process = ChildRun.start(LargeLoad.class, settings, "-Xmx128m");
        try (var output = process.inputReader()) {
            var lines = output.lines().toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lines)
                    .as(new String(process.getErrorStream().readAllBytes()))
                    .containsExactly(
                            new Changes(ROWS, ROWS, 0, 0, 0).toString(),
                            new Changes(ROWS, 0, 0, ROWS, 0).toString(),
                            new Changes(ROWS, 0, ROWS / 100, ROWS - ROWS / 100, 0).toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
