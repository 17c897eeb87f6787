package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ColumnCountsTest {
    private static final Target PEOPLE = new Target("main", "dataExtension", "people");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ColumnCounts columns = ColumnCounts.unknown(registry);

    @Test
    void counts_each_column_of_each_target_without_case() {
        columns.saw(PEOPLE, "Shoe Size", "its values are left out");
        columns.saw(PEOPLE, "shoe size", "its values are left out");
        columns.saw(new Target("main", "dataExtension", "orders"), "Shoe Size", "its values are left out");
        assertThat(count("main/dataExtension/people", "shoe size")).isEqualTo(2);
        assertThat(count("main/dataExtension/orders", "shoe size")).isEqualTo(1);
    }

    @Test
    void names_that_come_from_events_do_not_grow_without_end() {
        for (var i = 0; i < 1000; i++) {
            columns.saw(PEOPLE, "Column " + i, "its values are left out");
            columns.saw(PEOPLE, "x".repeat(100) + i, "its values are left out");
        }
        assertThat(registry.find("sluice.unknown.columns").counters()).hasSizeLessThanOrEqualTo(101);
        assertThat(count("main/dataExtension/people", "(others)")).isEqualTo(1900);
        assertThat(registry.find("sluice.unknown.columns").counters())
                .allMatch(counter -> counter.getId().getTag("column").length() <= 60);
    }

    @Test
    void a_name_cannot_forge_a_line() {
        columns.saw(PEOPLE, "a\nb", "its values are left out");
        assertThat(count("main/dataExtension/people", "a?b")).isEqualTo(1);
    }

    private double count(String target, String column) {
        return registry.get("sluice.unknown.columns")
                .tags("target", target, "column", column)
                .counter()
                .count();
    }
}
