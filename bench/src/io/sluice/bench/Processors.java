package io.sluice.bench;

import java.time.Duration;
import java.util.Set;

/** How busy processes are, in processors. */
final class Processors {
    private final Set<Long> pids;
    private final Duration usedBefore;
    private final long start = System.nanoTime();

    Processors(Set<Long> pids) {
        this.pids = pids;
        this.usedBefore = used();
    }

    /** Since this was made. */
    double busy() {
        return (double) used().minus(usedBefore).toNanos() / (System.nanoTime() - start);
    }

    private Duration used() {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
