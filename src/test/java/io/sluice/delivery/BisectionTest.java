package io.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BisectionTest {
    @Test
    void finds_one_bad_row_at_any_place_in_few_calls() {
        for (var n = 1; n <= 130; n++) {
            for (var bad = 0; bad < n; bad++) {
                var run = run(n, Set.of(bad));
                assertThat(run.found).containsExactly(bad);
                assertThat(run.calls).as("n=%d bad=%d", n, bad).isLessThanOrEqualTo(perBadRow(n));
            }
        }
    }

    @Test
    void keeps_the_bound_for_every_set_of_bad_rows_of_a_small_batch() {
        for (var n = 1; n <= 12; n++) {
            for (var mask = 1; mask < 1 << n; mask++) {
                var bits = mask;
                check(
                        n,
                        IntStream.range(0, n)
                                .filter(i -> (bits >> i & 1) == 1)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void keeps_the_bound_for_random_sets_of_a_large_batch() {
        var seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("BisectionTest seed " + seed);
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++) {
            var n = 1 + random.nextInt(200);
            var share = random.nextDouble();
            var bad = IntStream.range(0, n)
                    .filter(row -> random.nextDouble() < share)
                    .boxed()
                    .toList();
            if (!bad.isEmpty()) {
                check(n, bad);
            }
        }
    }

    private static void check(int n, List<Integer> bad) {
        var run = run(n, new HashSet<>(bad));
        assertThat(run.found).isEqualTo(bad);
        assertThat(run.calls)
                .as("n=%d bad=%s", n, bad)
                .isLessThanOrEqualTo(bad.size() * perBadRow(n))
                .isLessThan(2 * n);
    }

    private static int perBadRow(int n) {
        return (int) Math.floor(2 * Math.log(n) / Math.log(2) + 1e-9) + 2;
    }

    private static Run run(int n, Set<Integer> bad) {
        var bisection = new Bisection<Integer>();
        bisection.add(IntStream.range(0, n).boxed().toList());
        var run = new Run();
        var next = 0;
        while (!bisection.isEmpty()) {
            run.calls++;
            var head = bisection.head();
            assertThat(head.get(0)).as("in order").isEqualTo(next);
            var good = head.stream().noneMatch(bad::contains);
            if (!good && head.size() > 1) {
                bisection.halve();
                continue;
            }
            if (!good) {
                run.found.add(head.get(0));
            }
            next += head.size();
            bisection.remove(good);
        }
        assertThat(next).isEqualTo(n);
        return run;
    }

    private static final class Run {
        private final List<Integer> found = new ArrayList<>();
        private int calls;
    }
}
