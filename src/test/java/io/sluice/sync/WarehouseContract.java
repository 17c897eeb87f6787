package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every warehouse must do, whatever database it is in. */
abstract class WarehouseContract {
    static final Table COLOURS = Table.named("colours", "Colours, and who likes them.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("name", "name", "What it's called.")
            .statistic("likes", Type.INTEGER, "likes", "How many like it.")
            .build();

    static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    Warehouse warehouse;

    abstract WarehouseSettings settings();

    /** Beside what the sync itself uses. */
    Connection connect() throws SQLException {
        return warehouse.dataSource().getConnection();
    }

    @BeforeEach
    void prepare() {
        warehouse = open(false);
        warehouse.prepare();
    }

    Warehouse open(boolean history) {
        return Warehouse.of(settings(), "sfmc_prod", history);
    }

    @AfterEach
    void noRunIsLeft() {
        var run = warehouse.open();
        assertThat(run).isPresent();
        run.get().close();
    }

    @Test
    void the_first_load_writes_every_row_and_remembers_how_far_it_is() throws Exception {
        var written =
                load(TestLoad.of(COLOURS).row("1", "red", 5).row("2", "blue", 7).watermark(START));

        assertThat(written.changes()).isEqualTo(new Changes(2, 2, 0, 0, 0));
        assertThat(written.status()).isEqualTo(Status.SUCCESS);
        assertThat(rows("SELECT id, name, likes, is_deleted FROM sfmc_prod.colours ORDER BY id"))
                .containsExactly(List.of("1", "red", 5L, no()), List.of("2", "blue", 7L, no()));
        assertThat(warehouse.states().get("colours").watermark()).hasValue(START);
    }

    Written load(TestLoad load) {
        try (var run = warehouse.open().orElseThrow()) {
            run.create(load.tables());
            run.started(load.runId(), load.collection(), START);
            return run.write(load.build());
        }
    }

    abstract Object no();

    List<List<Object>> rows(String query) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<Object>>();
            while (result.next()) {
                var row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    var value = result.getObject(i);
                    row.add(value instanceof Integer small ? (Object) small.longValue() : value);
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
