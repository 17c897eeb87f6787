package io.sluice.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/** How long each request took. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    static Latencies of(Collection<Latencies> parts) {
        var all = new Latencies();
        all.nanos = parts.stream()
                .flatMapToLong(part -> LongStream.of(part.nanos).limit(part.count))
                .sorted()
                .toArray();
        all.count = all.nanos.length;
        return all;
    }

    /** Of those that have been put together. @param share from 0 to 1 */
    Duration quantile(double share) {
        return count == 0
                ? Duration.ZERO
                : Duration.ofNanos(nanos[Math.min(count - 1, (int) Math.ceil(share * count) - 1)]);
    }
}
