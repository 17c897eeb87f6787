package io.sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * How long the packaged gateway takes from the start of its process until it says that it is ready, with the flows that are
 * shipped, and an account of either kind.
 *
 * @param first on an empty store, whose tables it has to make
 * @param seconds when the store is there
 * @param idleResidentBytes of the last process, when it had done nothing for some seconds
 */
record StartRun(Duration first, Median seconds, long idleResidentBytes) {
    private static final int STARTS = 5;
    private static final long IDLE_SECONDS = 10;

    static StartRun measure(Store store, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory)) {
            var first = Duration.ZERO;
            var idle = 0L;
            var seconds = new ArrayList<Double>();
            for (var start = 0; start <= STARTS; start++) {
                var own = Files.createDirectory(directory.resolve("start-" + start));
                try (var gateway = Gateway.shipped(own, store, sandbox)) {
                    if (start == 0) {
                        first = gateway.readyAfter();
                        continue;
                    }
                    seconds.add(gateway.readyAfter().toMillis() / 1000.0);
                    if (start == STARTS) {
                        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                        idle = ResidentMemory.now(gateway.pid());
                    }
                }
            }
            return new StartRun(first, Median.of(seconds.stream().mapToDouble(Double::doubleValue)), idle);
        }
    }
}
