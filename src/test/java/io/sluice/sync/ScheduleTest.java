package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofHours(3);

    private final Schedule schedule = new Schedule(EVERY, Set.of("campaigns", "lists"));

    @Test
    void what_was_never_copied_is_due() {
        assertThat(schedule.isDue(Map.of(), START)).isTrue();
        assertThat(schedule.isDue(Map.of("campaigns", START), START)).isTrue();
    }

    @Test
    void the_collection_that_was_not_copied_for_the_longest_time_decides() {
        assertThat(schedule.isDue(lastRuns(START, START), START.plusSeconds(60)))
                .isFalse();
        assertThat(schedule.isDue(lastRuns(START, START.minus(Duration.ofHours(4))), START.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void after_ten_hours_without_anybody_there_is_one_run_and_then_one_every_three_hours() {
        var last = START;
        var runs = new ArrayList<Instant>();
        var back = START.plus(Duration.ofHours(10));
        for (var now = back; now.isBefore(back.plus(Duration.ofHours(10))); now = now.plusSeconds(60)) {
            if (schedule.isDue(lastRuns(last, last), now)) {
                runs.add(now);
                last = now;
            }
        }
        assertThat(runs).hasSize(4).first().isEqualTo(back);
        for (var i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(runs.get(i - 1), runs.get(i)))
                    .isBetween(EVERY, EVERY.plus(EVERY.dividedBy(20)).plusMinutes(1));
        }
    }

    @Test
    void the_jitter_differs_from_time_to_time_and_not_from_process_to_process() {
        var waits = new ArrayList<Duration>();
        for (var i = 0; i < 10; i++) {
            var last = START.plusSeconds(i);
            waits.add(wait(last));
            assertThat(wait(last)).isEqualTo(waits.get(i));
        }
        assertThat(Set.copyOf(waits)).hasSizeGreaterThan(3);
        assertThat(waits).allMatch(wait -> wait.compareTo(EVERY) >= 0);
    }

    private Duration wait(Instant last) {
        var now = last;
        while (!schedule.isDue(lastRuns(last, last), now)) {
            now = now.plusSeconds(10);
        }
        return Duration.between(last, now);
    }

    private static Map<String, Instant> lastRuns(Instant campaigns, Instant lists) {
        return Map.of("campaigns", campaigns, "lists", lists);
    }
}
