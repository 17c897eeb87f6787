package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WirePaceTest {
    @Test
    void spreads_calls_that_come_all_at_once() throws Exception {
        var pace = new WirePace(3, 200);
        var callers = Executors.newFixedThreadPool(10);
        Callable<Long> call = () -> {
            pace.await();
            return System.nanoTime();
        };
        var start = System.nanoTime();
        var last = start;
        for (var sentAt : callers.invokeAll(Collections.nCopies(10, call))) {
            last = Math.max(last, sentAt.get());
        }
        callers.shutdown();
        assertThat(TimeUnit.NANOSECONDS.toMillis(last - start))
                .as("3 at once, 3 after a window, 3 after two, 1 after three")
                .isGreaterThanOrEqualTo(599);
    }
}
