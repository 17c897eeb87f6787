package io.sluice.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A load as a test writes it down. It reads all and is complete, until it is told otherwise. */
final class TestLoad {
    private static int number;

    /** In the order in which they were made, and another one in each process. */
    private final String runId =
            "run%06d-%d".formatted(++number, ProcessHandle.current().pid());

    private final List<Table> tables;
    private final List<Hashed> rows = new ArrayList<>();
    private Instant startedAt = WarehouseTestBase.START;
    private String sync = SyncSettings.DEFAULT;
    private boolean full = true;
    private boolean complete = true;
    private boolean confirmed;
    private boolean shortfall;
    private Optional<Instant> watermark = Optional.empty();
    private Spooled spooled = this::each;

    private TestLoad(List<Table> tables) {
        this.tables = tables;
    }

    static TestLoad of(Table... tables) {
        return new TestLoad(List.of(tables));
    }

    String runId() {
        return runId;
    }

    List<Table> tables() {
        return tables;
    }

    Instant startedAt() {
        return startedAt;
    }

    String collection() {
        return tables.get(0).name();
    }

    /** Of the first table, without anything extra. */
    TestLoad row(Object... values) {
        return row(tables.get(0), null, values);
    }

    TestLoad row(Table table, JsonNode extra, Object... values) {
        var list = Arrays.asList(values);
        var counted = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            counted.add(table.columns().get(i).counted() ? values[i] : null);
        }
        rows.add(new Hashed(
                new Row(table, list, Optional.ofNullable(extra), startedAt.plusSeconds(60)),
                hash(list + "|" + extra),
                hash(counted + "|" + extra)));
        return this;
    }

    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    TestLoad at(Instant time) {
        startedAt = time;
        return this;
    }

    TestLoad watermark(Instant time) {
        watermark = Optional.of(time);
        return this;
    }

    TestLoad sync(String name) {
        sync = name;
        return this;
    }

    TestLoad partOfIt() {
        full = false;
        complete = false;
        return this;
    }

    TestLoad confirmed() {
        confirmed = true;
        return this;
    }

    TestLoad shortfall() {
        shortfall = true;
        return this;
    }

    /** Instead of the rows that it was told. */
    TestLoad reading(Spooled other) {
        spooled = other;
        return this;
    }

    void each(Table table, Spooled.Taker taker) throws IOException, SQLException {
        for (var row : rows) {
            if (row.row().table().equals(table)) {
                taker.take(row);
            }
        }
    }

    Load build() {
        return new Load(
                sync,
                runId,
                collection(),
                tables,
                spooled,
                startedAt,
                full,
                complete,
                confirmed,
                watermark,
                shortfall,
                3,
                1,
                List.of("a notice"));
    }
}
