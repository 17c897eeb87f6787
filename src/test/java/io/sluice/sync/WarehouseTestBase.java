package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A warehouse of one's own, loads, and a look at what they have left. */
abstract class WarehouseTestBase {
    static final Table COLOURS = Table.named("colours", "Colours, and who likes them.")
            .key("id")
            .text("id", "id", "Its id.")
            .text("name", "name", "What it's called.")
            .statistic("likes", Type.INTEGER, "likes", "How many like it.")
            .build();

    /** Written together with those. */
    static final Table SHADES = Table.named("shades", "Shades of colours.")
            .key("colour_id", "key")
            .text("colour_id", "colour_id", "The colour's id.")
            .integer("key", "key", "Which of its shades.")
            .text("name", "name", "What it's called.")
            .build();

    /** Yesterday: records that are old are removed. */
    static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);

    TestWarehouse place;
    Warehouse warehouse;

    abstract TestWarehouse create();

    @BeforeEach
    void prepare() {
        place = create();
        warehouse = open(false);
        warehouse.prepare();
    }

    Warehouse open(boolean history) {
        return Warehouse.of(place.settings(), TestWarehouse.SCHEMA, history, Duration.ofSeconds(5));
    }

    @AfterEach
    void noRunIsLeft() {
        var run = warehouse.open();
        assertThat(run).isPresent();
        run.get().close();
    }

    Written load(TestLoad load) {
        return load(warehouse, load);
    }

    static Written load(Warehouse warehouse, TestLoad load) {
        try (var run = warehouse.open().orElseThrow()) {
            run.create(load.tables());
            run.started(load.runId(), load.collection(), load.startedAt());
            return run.write(load.build());
        }
    }

    /** Numbers as Long, booleans as 1 and 0, the rest as text. */
    List<List<Object>> rows(String query) throws SQLException {
        try (var connection = connect()) {
            return new Sql(connection, place.dialect()).list(query, row -> {
                var values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(plain(row.getObject(i)));
                }
                return values;
            });
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Boolean yes) {
            return yes ? 1L : 0L;
        }
        return value == null || value instanceof Double
                ? value
                : value instanceof Number number ? (Object) number.longValue() : value.toString();
    }

    /** Of a query for one time. */
    Instant time(String query) throws SQLException {
        try (var connection = connect()) {
            return new Sql(connection, place.dialect())
                    .one(query, row -> place.dialect().instant(row, 1));
        }
    }

    Connection connect() throws SQLException {
        return warehouse.dataSource().getConnection();
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect()) {
            new Sql(connection, place.dialect()).execute(sql);
        }
    }

    /** So that a load of two rows with one name fails at the second table, when the first one has been written. */
    void noTwoShadesHaveOneName() throws SQLException {
        try (var connection = connect()) {
            var dialect = place.dialect();
            dialect.uniqueIndex(new Sql(connection, dialect), "one_name", "shades", "name", "name IS NOT NULL");
        }
    }
}
