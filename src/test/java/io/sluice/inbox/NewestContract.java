package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Newest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises about the newest that has been written for a key. */
abstract class NewestContract extends StoreTestBase {
    private static final Newest ONE = written("Name", 1_000).with(OrderedRows.wanted("k", 2_000, Map.of("City", "x")));
    private static final Newest OTHER = written("Plan", -5);

    private static Newest written(String column, long time) {
        return Newest.NOTHING.with(OrderedRows.wanted("k", time, Map.of(column, "x")));
    }

    @Test
    void what_was_written_comes_back_for_those_keys_that_were_asked_for() throws Exception {
        writing(tx -> tx.rememberNewest("lane", Map.of("a|k=Zoë", ONE, "b", OTHER, "c", Newest.NOTHING)));

        assertThat(store.newest("lane", List.of("a|k=Zoë", "b", "unknown", "b")))
                .isEqualTo(Map.of("a|k=Zoë", ONE, "b", OTHER));
        assertThat(store.newest("lane", List.of())).isEmpty();
    }

    @Test
    void what_was_written_later_takes_the_place_of_what_was_there() throws Exception {
        writing(tx -> tx.rememberNewest("lane", Map.of("a", ONE)));
        writing(tx -> tx.rememberNewest("lane", Map.of("a", OTHER)));

        assertThat(store.newest("lane", List.of("a"))).isEqualTo(Map.of("a", OTHER));
    }

    @Test
    void the_same_key_of_another_lane_is_another_key() throws Exception {
        writing(tx -> tx.rememberNewest("one", Map.of("a", ONE)));
        writing(tx -> tx.rememberNewest("two", Map.of("a", OTHER)));

        assertThat(store.newest("one", List.of("a"))).isEqualTo(Map.of("a", ONE));
        assertThat(store.newest("two", List.of("a"))).isEqualTo(Map.of("a", OTHER));
        assertThat(store.newest("three", List.of("a"))).isEmpty();
    }

    @Test
    void what_is_forgotten_is_as_if_it_had_never_been_written() throws Exception {
        writing(tx -> tx.rememberNewest("lane", Map.of("a", ONE, "b", OTHER)));

        writing(tx -> tx.forgetNewest("lane", List.of("a", "unknown")));

        assertThat(store.newest("lane", List.of("a", "b"))).isEqualTo(Map.of("b", OTHER));
    }

    @Test
    void two_keys_that_share_an_id_are_told_apart() throws Exception {
        writing(tx -> tx.rememberNewest("lane", Map.of("a", ONE)));
        get(store.clean(tx -> tx.sql().update("UPDATE newest SET mark = mark + 1")));

        assertThat(store.newest("lane", List.of("a"))).isEmpty();
        writing(tx -> tx.forgetNewest("lane", List.of("a")));
        assertThat(database.number("SELECT count(*) FROM newest")).isEqualTo(1);
    }

    @Test
    void thousands_of_keys_are_found_at_once() throws Exception {
        var keys = new ArrayList<String>();
        for (var i = 0; i < 2_500; i++) {
            keys.add("k" + i);
        }
        writing(tx -> keys.forEach(key -> tx.rememberNewest("lane", Map.of(key, ONE))));

        assertThat(store.newest("lane", keys)).hasSize(2_500);
    }

    @Test
    void what_was_submitted_counts_when_it_has_turned_out_well() throws Exception {
        writing(tx -> tx.rememberNewest("lane", Map.of("a", ONE, "b", ONE)));
        writing(tx -> tx.submitNewest("lane", Map.of("a", OTHER, "b", OTHER, "new", OTHER, "bad", OTHER)));
        assertThat(store.newest("lane", List.of("a", "b", "new", "bad")))
                .isEqualTo(Map.of("a", ONE, "b", ONE, "new", Newest.NOTHING, "bad", Newest.NOTHING));

        writing(tx ->
                tx.endSubmittedNewest("lane", Map.of("a", true, "b", false, "new", true, "bad", false, "no", true)));

        var after = Map.of("a", OTHER, "b", ONE, "new", OTHER, "bad", Newest.NOTHING);
        assertThat(store.newest("lane", List.of("a", "b", "new", "bad"))).isEqualTo(after);
        writing(tx -> tx.endSubmittedNewest("lane", Map.of("a", true, "b", true)));
        assertThat(store.newest("lane", List.of("a", "b", "new", "bad"))).isEqualTo(after);
    }

    @Test
    void what_is_forgotten_meanwhile_stays_forgotten() throws Exception {
        writing(tx -> tx.submitNewest("lane", Map.of("a", ONE)));
        writing(tx -> tx.forgetNewest("lane", List.of("a")));
        writing(tx -> tx.endSubmittedNewest("lane", Map.of("a", true)));

        assertThat(store.newest("lane", List.of("a"))).isEmpty();
    }
}
