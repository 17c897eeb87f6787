package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnsettledTest {
    private static final String KEY = "target|contact key=ann";
    private static final String VALUES = "contact key=ann";

    private final Unsettled unsettled = new Unsettled();

    private boolean before(long seq) {
        return unsettled.before("m", VALUES, seq);
    }

    @Test
    void what_is_under_way_is_before_what_comes_later_and_not_before_what_came_earlier() {
        unsettled.takeOff("m", KEY, 5);

        assertThat(before(6)).isTrue();
        assertThat(before(5)).isFalse();
        assertThat(unsettled.before("other", VALUES, 6)).isFalse();
        assertThat(unsettled.before("m", "contact key=bob", 6)).isFalse();

        unsettled.land("m", KEY, 5);
        assertThat(before(6)).isFalse();
    }

    @Test
    void rows_count_until_the_last_before_it_is_done_with() {
        unsettled.addRow("m", KEY, 5);
        unsettled.addRow("m", KEY, 9);
        assertThat(before(7)).isTrue();

        unsettled.takeOff("m", KEY, 5);
        unsettled.removeRow("m", KEY, 5);
        unsettled.land("m", KEY, 5);
        unsettled.takeOff("m", KEY, 9);

        assertThat(before(7)).isFalse();
        assertThat(before(10)).isTrue();
    }

    @Test
    void rows_that_went_together_and_came_back_undone_still_count() {
        unsettled.addRow("m", KEY, 5);
        unsettled.addRow("m", KEY, 6);
        unsettled.takeOff("m", KEY, 5);
        unsettled.takeOff("m", KEY, 6);
        unsettled.land("m", KEY, 5);
        unsettled.land("m", KEY, 6);

        assertThat(before(6)).isTrue();
    }

    @Test
    void of_rows_from_before_the_loading_nothing_is_known_until_the_first_is_handed_out() {
        unsettled.load("m", KEY, 2);
        assertThat(before(1)).isTrue();

        unsettled.takeOff("m", KEY, 8);
        assertThat(before(8)).isFalse();
    }

    @Test
    void rows_of_one_contact_in_several_targets_do_not_hide_each_other() {
        unsettled.addRow("m", "orders|contact key=ann", 3);
        unsettled.addRow("m", "buttons|contact key=ann", 7);

        unsettled.takeOff("m", "buttons|contact key=ann", 7);

        assertThat(before(5)).isTrue();
    }

    /** Rows of one key are handed out from the earliest on, some together; what comes back is done with or not. */
    @Test
    void it_never_says_that_nothing_is_before_when_something_is() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        Map<Long, Boolean> rows = new TreeMap<>();
        for (long seq = 1; seq < 5_000; seq++) {
            if (random.nextInt(3) == 0) {
                unsettled.addRow("m", KEY, seq);
                rows.put(seq, false);
            }
            if (random.nextInt(4) == 0) {
                sendSome(random, rows);
            }
            var asked = 1 + random.nextLong(seq + 3);
            var earliest = rows.keySet().stream().findFirst().orElse(Long.MAX_VALUE);
            if (earliest < asked) {
                assertThat(before(asked)).as("seed %d, event %d", seed, asked).isTrue();
            }
        }
        while (!rows.isEmpty()) {
            sendSome(random, rows);
        }
        assertThat(before(Long.MAX_VALUE)).as("seed %d", seed).isFalse();
    }

    private void sendSome(Random random, Map<Long, Boolean> rows) {
        var together = new HashMap<Long, Boolean>();
        rows.keySet().stream().limit(1 + random.nextInt(4)).forEach(seq -> together.put(seq, random.nextBoolean()));
        new TreeMap<>(together).keySet().forEach(seq -> unsettled.takeOff("m", KEY, seq));
        together.forEach((seq, done) -> {
            if (done) {
                unsettled.removeRow("m", KEY, seq);
                rows.remove(seq);
            }
            unsettled.land("m", KEY, seq);
        });
    }
}
