package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowHashTest {
    private static final Instant READ = Instant.parse("2026-03-01T12:00:00Z");
    private static final Set<String> STATISTICS = Set.of("population");

    @Test
    void each_value_counts_for_the_hash_and_statistics_not_for_history() {
        var before = RowHash.of(row("a", "n", 1L, 1.5, true, READ, 12L));
        var hashes = new HashSet<>(List.of(before.hash()));
        for (var i = 0; i < RandomRows.TABLE.columns().size(); i++) {
            var values = new ArrayList<>(before.row().values());
            values.set(i, null);
            var after = RowHash.of(new Row(RandomRows.TABLE, values, Optional.empty(), READ));
            hashes.add(after.hash());
            var statistic =
                    STATISTICS.contains(RandomRows.TABLE.columns().get(i).name());
            assertThat(after.counted().equals(before.counted())).isEqualTo(statistic);
        }
        assertThat(hashes).hasSize(1 + RandomRows.TABLE.columns().size());
    }

    @Test
    void values_do_not_run_into_each_other() {
        var one = RowHash.of(row("ab", "c", null, null, null, null, null));
        var other = RowHash.of(row("a", "bc", null, null, null, null, null));
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void when_it_was_read_does_not_count() {
        var values =
                RandomRows.TABLE.columns().stream().map(column -> (Object) null).toList();
        assertThat(RowHash.of(new Row(RandomRows.TABLE, values, Optional.empty(), READ))
                        .hash())
                .isEqualTo(RowHash.of(new Row(RandomRows.TABLE, values, Optional.empty(), READ.plusSeconds(1)))
                        .hash());
    }

    @Test
    void the_extra_counts_and_the_order_of_its_fields_does_not() throws Exception {
        var none = RowHash.of(row("a", null, null, null, null, null, null));
        var one = extra("{'x':1,'y':{'b':2,'a':3}}");
        var same = extra("{'y':{'a':3,'b':2},'x':1}");
        var other = extra("{'x':2,'y':{'b':2,'a':3}}");
        assertThat(one).isEqualTo(same);
        assertThat(Set.of(none.hash(), one, other)).hasSize(3);
    }

    /** So that a version with another column does not write every row anew. */
    @Test
    void a_new_column_changes_only_rows_that_have_a_value_for_it() {
        var small = Table.named("t", "T.").key("id").text("id", "id", "Its id.").build();
        var large = Table.named("t", "T.")
                .key("id")
                .text("id", "id", "Its id.")
                .text("name", "name", "Its name.")
                .build();
        var before = RowHash.of(new Row(small, List.of("1"), Optional.empty(), READ));
        assertThat(RowHash.of(new Row(large, Arrays.asList("1", null), Optional.empty(), READ))
                        .hash())
                .isEqualTo(before.hash());
        assertThat(RowHash.of(new Row(large, List.of("1", "n"), Optional.empty(), READ))
                        .hash())
                .isNotEqualTo(before.hash());
    }

    private static String extra(String json) throws Exception {
        JsonNode extra = new ObjectMapper().readTree(json.replace('\'', '"'));
        var values =
                RandomRows.TABLE.columns().stream().map(column -> (Object) null).toList();
        return RowHash.of(new Row(RandomRows.TABLE, values, Optional.of(extra), READ))
                .hash();
    }

    private static Row row(Object... values) {
        return new Row(RandomRows.TABLE, Arrays.asList(values), Optional.empty(), READ);
    }
}
