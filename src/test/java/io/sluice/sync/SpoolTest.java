package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Table OTHER = Table.named("others", "Others.")
            .key("id")
            .text("id", "id", "Its id.")
            .build();

    @TempDir
    Path directory;

    @Test
    void any_row_is_read_back_as_it_was_put_aside() throws Exception {
        var seed = ThreadLocalRandom.current().nextLong();
        System.out.println("SpoolTest: seed " + seed);
        var random = new RandomRows(seed);
        var rows = new ArrayList<Row>();
        try (var spool = spool()) {
            for (var i = 0; i < 500; i++) {
                var row = random.row();
                rows.add(row);
                spool.add(row);
            }
            assertThat(read(spool, RandomRows.TABLE)).as("seed %d", seed).isEqualTo(rows);
            assertThat(read(spool, RandomRows.TABLE)).as("once more").isEqualTo(rows);
            assertThat(spool.rows()).isEqualTo(500);
        }
    }

    @Test
    void each_table_has_its_own_rows_in_the_order_in_which_they_came() throws Exception {
        var random = new RandomRows(1);
        try (var spool = spool()) {
            var first = random.row();
            spool.add(first);
            spool.add(other("1"));
            spool.add(other("2"));
            spool.add(other("1"));
            assertThat(read(spool, RandomRows.TABLE)).containsExactly(first);
            assertThat(read(spool, OTHER)).containsExactly(other("1"), other("2"), other("1"));
        }
    }

    @Test
    void a_table_without_rows_has_none() throws Exception {
        try (var spool = spool()) {
            assertThat(read(spool, OTHER)).isEmpty();
        }
    }

    @Test
    void nothing_is_left_on_disk_not_even_by_a_taker_that_fails() throws Exception {
        try (var spool = spool()) {
            spool.add(other("1"));
            assertThatThrownBy(() -> spool.each(OTHER, row -> {
                        throw new IOException("no more");
                    }))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("no more");
        }
        assertThat(Files.list(directory)).isEmpty();
    }

    @Test
    void a_directory_that_takes_no_file_is_named() {
        var nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> Spool.in(nowhere, List.of(OTHER)))
                .isInstanceOf(SpoolFailed.class)
                .hasMessageContaining("could not be kept in " + nowhere);
    }

    @Test
    void a_table_that_was_not_declared_is_a_fault() {
        try (var spool = Spool.in(directory, List.of(OTHER))) {
            assertThatThrownBy(() -> spool.add(new RandomRows(1).row()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("things");
        }
    }

    private Spool spool() {
        return Spool.in(directory, List.of(RandomRows.TABLE, OTHER));
    }

    private static Row other(String id) {
        return new Row(OTHER, List.of(id), Optional.empty(), java.time.Instant.EPOCH);
    }

    private static List<Row> read(Spool spool, Table table) throws Exception {
        var rows = new ArrayList<Row>();
        spool.each(table, row -> rows.add(row.row()));
        return rows;
    }
}
