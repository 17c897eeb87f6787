package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.collection.Declared;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queries of docs/source.md, asked of tables that have what the folders of the collections show. */
abstract class SourceQueriesContract extends WarehouseTestBase {
    @BeforeEach
    void copyAll() throws Exception {
        for (var collection : Declared.collections()) {
            var rows = Declared.read(collection).rows();
            load(TestLoad.of(collection.tables().toArray(Table[]::new)).reading((table, taker) -> {
                for (var row : rows) {
                    if (row.table().equals(table)) {
                        taker.take(RowHash.of(row));
                    }
                }
            }));
        }
    }

    @Test
    void it_tells_which_campaigns_use_which_assets() throws Exception {
        assertThat(answer(0, 3))
                .containsExactly(
                        List.of("Spring boots", "email", "7888"),
                        List.of("Spring boots", "triggered send", "1bef7d61-0000-4111-bb7b-1c659d025f52"));
    }

    @Test
    void it_tells_how_near_journeys_are_to_their_goals() throws Exception {
        assertThat(answer(1, 7))
                .containsExactly(
                        Arrays.asList("Receipt", null, null, null, null, null, null),
                        List.of("Welcome series", 12L, 37L, 9.25, "New subscriber", "30", "percentage"));
    }

    @Test
    void it_tells_how_old_the_copy_is() throws Exception {
        var rows = answer(2, 8);
        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactly("campaign_assets", "campaigns", "goals", "interactions", "lists");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get(1)).isNotNull())
                .extracting(row -> row.subList(2, 8))
                .containsExactly(
                        Arrays.asList("success", 5L, 0L, 0L, null, null),
                        Arrays.asList("success", 5L, 0L, 0L, null, null),
                        Arrays.asList("success", 2L, 0L, 0L, null, null),
                        Arrays.asList("success", 3L, 0L, 0L, null, null),
                        Arrays.asList("success", 3L, 0L, 0L, null, null));
    }

    private List<List<Object>> answer(int query, int columns) throws Exception {
        return rows(SourceDocTest.queries().get(query)).stream()
                .map(row -> row.subList(0, columns))
                .toList();
    }
}
