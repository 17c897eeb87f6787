package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Deliveries deliveries =
            new Deliveries(new FakeDestination(1, true), new Target("main", "table", "t"));

    private Mapped.Wanted at(long second, String... values) {
        return deliveries.at(second).next("a", values).wanted();
    }

    private static Optional<Row> row(String... values) {
        return Optional.of(Deliveries.row("a", values));
    }

    @Test
    void an_older_row_loses_what_a_newer_one_has_written_and_keeps_the_rest() {
        var newest = Newest.NOTHING.with(at(20, "Name", "new", "City", "x"));

        assertThat(newest.left(at(10, "Name", "old", "Plan", "y"))).isEqualTo(row("Plan", "y"));
        assertThat(newest.left(at(10, "Name", "old"))).isEmpty();
        assertThat(newest.left(at(20, "Name", "same"))).as("equal is not older").isEqualTo(row("Name", "same"));
        assertThat(newest.left(at(21, "Name", "newer"))).isEqualTo(row("Name", "newer"));
    }

    @Test
    void each_column_has_its_own_time_whatever_the_order_of_writing() {
        var newest = Newest.NOTHING
                .with(at(20, "Name", "n"))
                .with(at(10, "Name", "old", "City", "c"))
                .with(at(30, "Plan", "p"));

        assertThat(newest.left(at(15, "Name", "x", "City", "y", "Plan", "z"))).isEqualTo(row("City", "y"));
        assertThat(newest.left(at(25, "Name", "x", "City", "y", "Plan", "z"))).isEqualTo(row("Name", "x", "City", "y"));
    }

    @Test
    void names_of_columns_have_no_letter_case() {
        assertThat(Newest.NOTHING.with(at(20, "E-Mail", "x")).left(at(10, "e-mail", "y")))
                .isEmpty();
    }

    @Test
    void a_cleared_column_is_a_written_one() {
        var newest = Newest.NOTHING.with(at(20, "Name", null));

        assertThat(newest.left(at(10, "Name", "old"))).isEmpty();
        assertThat(Newest.NOTHING.with(at(20, "Name", "n")).left(at(10, "Name", null)))
                .isEmpty();
    }

    @Test
    void a_row_of_keys_alone_is_stale_when_anything_newer_was_written() {
        assertThat(Newest.NOTHING.left(at(10))).isEqualTo(row());
        assertThat(Newest.NOTHING.with(at(10)).left(at(5))).isEqualTo(row());
        assertThat(Newest.NOTHING.with(at(20, "Name", "n")).left(at(10))).isEmpty();
        assertThat(Newest.NOTHING.with(at(20, "Name", "n")).left(at(20))).isEqualTo(row());
    }

    @Test
    void a_row_without_a_time_is_sent_whole_and_not_remembered() {
        var timeless = new Deliveries(new FakeDestination(1, true), new Target("main", "table", "t"))
                .next("a", "Name", "x")
                .wanted();
        var newest = Newest.NOTHING.with(at(20, "Name", "n"));

        assertThat(newest.left(timeless)).isEqualTo(row("Name", "x"));
        assertThat(newest.with(timeless)).isEqualTo(newest);
    }

    @Test
    void it_comes_back_from_its_bytes() {
        var newest = Newest.NOTHING.with(at(20, "Name", "n", "City", "c")).with(at(-10, "Plan", "p"));

        assertThat(Newest.of(newest.bytes())).isEqualTo(newest);
        assertThat(newest.bytes()).as("two times, three columns").hasSize(2 * 10 + 3 * 8);
        assertThat(Newest.of(new byte[0])).isEqualTo(Newest.NOTHING);
    }

    /** Stores have these bytes: another hash, or another order, would forget what is in them. */
    @Test
    void its_bytes_stay_what_they_are() {
        assertThat(HexFormat.of()
                        .formatHex(Newest.NOTHING.with(at(0, "Name", "n")).bytes()))
                .isEqualTo("0000019ca9450a000001c4bcadba8e631b86");
    }

    @Test
    void of_very_many_columns_those_written_longest_ago_are_forgotten() {
        var newest = Newest.NOTHING.with(at(10, "Old", "x"));
        for (var i = 0; i < Newest.MOST_COLUMNS; i++) {
            newest = newest.with(at(100 + i, "Column " + i, "x"));
        }

        assertThat(newest.left(at(5, "Old", "x", "Column 0", "y"))).isEqualTo(row("Old", "x"));
        assertThat(newest.bytes()).hasSize(Newest.MOST_COLUMNS * 18);
    }
}
