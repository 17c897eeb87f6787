package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Newest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises about what it forgets of the newest that was written. */
abstract class ForgettingContract extends StoreTestBase {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Newest SOME = Newest.NOTHING.with(OrderedRows.wanted("k", 1, Map.of("x", "1")));

    private void remember(String prefix, int count) throws Exception {
        var newest = new HashMap<String, Newest>();
        for (var i = 0; i < count; i++) {
            newest.put(prefix + i, SOME);
        }
        writing(tx -> tx.rememberNewest("lane", newest));
    }

    private long kept() {
        return database.number("SELECT count(*) FROM newest");
    }

    @Test
    void removes_what_was_written_longer_ago_than_the_memory_and_nothing_else() throws Exception {
        var forgetting = new Forgetting(store, () -> WEEK);
        remember("old", 2_500);
        clock.advance(WEEK);
        remember("young", 3);
        remember("old", 1); // written again: old0

        forgetting.clean(store.now());
        assertThat(kept()).isEqualTo(2_503);

        clock.advance(Duration.ofMillis(1));
        forgetting.clean(store.now());
        assertThat(kept()).isEqualTo(4);
        assertThat(store.newest("lane", List.of("old0", "old1", "young2"))).containsOnlyKeys("old0", "young2");
    }

    @Test
    void begins_again_when_it_has_come_to_the_end() throws Exception {
        var forgetting = new Forgetting(store, () -> WEEK);
        for (var round = 0; round < 3; round++) {
            remember("k", 1_000);
            clock.advance(WEEK.plusMillis(1));

            forgetting.clean(store.now());

            assertThat(kept()).isZero();
        }
    }

    @Test
    void what_was_written_meanwhile_stays() throws Exception {
        remember("k", 1);
        var id = KeyHash.of("lane", "k0").id();

        int removed = get(store.clean(tx -> NewestSql.remove(tx.sql(), List.of(id), store.now())));

        assertThat(removed).isZero();
        assertThat(kept()).isEqualTo(1);
    }
}
