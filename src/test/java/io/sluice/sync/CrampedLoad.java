package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that may not make files larger than the stage of its load, as on a full disk. Rows and history together take more than
 * that, so that it is the transaction which fails.
 */
final class CrampedLoad {
    private static final int ROWS = 20_000;
    private static final int LARGEST_FILE_KB = 9 * 1024;

    private CrampedLoad() {}

    public static void main(String... args) {
        var warehouse = Warehouse.of(ChildRun.settings(args), TestWarehouse.SCHEMA, true);
        try (var run = warehouse.open().orElseThrow()) {
            var many = many();
            System.out.println(run.compare(many.build()).changes());
            run.started(many.runId(), many.collection(), WarehouseTestBase.START);
            try {
                System.out.println(run.write(many.build()));
            } catch (WarehouseUnavailable e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static TestLoad many() {
        return TestLoad.of(WarehouseTestBase.COLOURS).reading((table, taker) -> {
            for (int i = 0; i < ROWS; i++) {
                taker.take(LargeLoad.row(table, i, 0));
            }
        });
    }

    static void assertLeavesAllAsItWas(WarehouseSettings settings) throws Exception {
        var warehouse = Warehouse.of(settings, TestWarehouse.SCHEMA, true);
        warehouse.prepare();
        WarehouseTestBase.load(warehouse, TestLoad.of(WarehouseTestBase.COLOURS).row("old", "red", 5L));

        var command = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + LARGEST_FILE_KB + "; exec \"$@\"", "bash"));
        command.addAll(ChildRun.command(CrampedLoad.class, settings, "-XX:-UsePerfData"));
        var process = new ProcessBuilder(command).start();
        try (var output = process.inputReader()) {
            var lines = output.lines().toList();
            assertThat(lines)
                    .as(
                            "compared, and then not written: %s",
                            new String(process.getErrorStream().readAllBytes()))
                    .hasSize(2)
                    .first()
                    .isEqualTo(new Changes(ROWS, ROWS, 0, 0, 1).toString());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        try (var connection = warehouse.dataSource().getConnection()) {
            var sql = new Sql(connection, Dialect.of(settings, TestWarehouse.SCHEMA));
            assertThat(sql.list("SELECT name FROM sfmc_prod.colours WHERE NOT is_deleted", row -> row.getString(1)))
                    .containsExactly("red");
            assertThat(sql.list("SELECT name FROM sfmc_prod.colours_history", row -> row.getString(1)))
                    .containsExactly("red");
        }
        assertThat(WarehouseTestBase.load(warehouse, many()).changes()).isEqualTo(new Changes(ROWS, ROWS, 0, 0, 1));
    }
}
