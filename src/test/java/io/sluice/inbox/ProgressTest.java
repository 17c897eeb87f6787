package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressTest {
    static LongStream seeds() {
        var seed = Long.getLong("sluice.test.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(200);
    }

    /** Reads of random lengths finish in random order, with a restart now and then; a set of numbers says what is done. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agrees_with_a_naive_set(long seed) {
        var random = new Random(seed);
        var progress = new Progress(0, "");
        var open = new ArrayList<Progress.Span>();
        var done = new TreeSet<Long>();
        for (var step = 0; step < 120; step++) {
            var dice = random.nextInt(10);
            if (dice < 5) {
                var last = Math.min(progress.readTo() + 1 + random.nextInt(20), progress.limit());
                open.add(progress.read(last));
            } else if (dice < 9 && !open.isEmpty()) {
                var span = open.remove(random.nextInt(open.size()));
                progress.complete(span);
                LongStream.rangeClosed(span.first(), span.last()).forEach(done::add);
            } else if (dice == 9) {
                progress = new Progress(progress.position(), progress.ahead());
                open.clear();
            }
            assertThat(progress.position()).isEqualTo(firstMissing(done) - 1);
            assertThat(ahead(progress)).isEqualTo(done.tailSet(progress.position(), false));
            assertThat(done).as("what may be read next is not done").doesNotContain(progress.readTo() + 1);
        }
    }

    private static long firstMissing(TreeSet<Long> done) {
        return LongStream.iterate(1, n -> n + 1)
                .filter(n -> !done.contains(n))
                .findFirst()
                .orElseThrow();
    }

    private static TreeSet<Long> ahead(Progress progress) {
        var all = new TreeSet<Long>();
        for (var span : progress.ahead().split(" ")) {
            if (!span.isEmpty()) {
                var ends = span.split("-");
                LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1]))
                        .forEach(all::add);
            }
        }
        return all;
    }

    @Test
    void joins_neighbours_in_what_it_writes_down() {
        var progress = new Progress(10, "");
        progress.read(20);
        progress.complete(progress.read(30));
        progress.complete(progress.read(40));
        progress.read(50);
        progress.complete(progress.read(60));

        assertThat(progress.position()).isEqualTo(10);
        assertThat(progress.ahead()).isEqualTo("21-40 51-60");
    }

    @Test
    void after_a_restart_reads_up_to_what_is_done_and_goes_on_behind_it() {
        var progress = new Progress(10, "21-40 51-60");

        assertThat(progress.limit()).isEqualTo(20);
        progress.read(20);
        assertThat(progress.readTo()).isEqualTo(40);
        assertThat(progress.limit()).isEqualTo(50);
    }
}
