package io.sluice.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param runs of each measurement, of which the median counts
 * @param warmUp before the first of them
 * @param run how long each of them lasts
 * @param rawRun the same for inserts past the gateway
 * @param traced how long the runs last in which syncs are counted
 * @param delivered events that are delivered as fast as we can
 * @param identified identifies whose calls are counted, contacts included
 * @param settled rows that are handed out and settled without any call
 * @param backlog rows whose calls are counted
 * @param loaded rows that are written to a warehouse
 * @param copied what a sync reads
 * @param paced events that are delivered at 20 calls a second, 50 a call: in full for longer than five minutes
 * @param busy for how long other work takes each core meanwhile
 */
record Plan(
        int runs,
        Duration warmUp,
        Duration run,
        Duration rawRun,
        Duration traced,
        int delivered,
        int identified,
        int settled,
        int backlog,
        int loaded,
        SourceSize copied,
        int paced,
        Duration busy) {
    static final Plan FULL = new Plan(
            3,
            seconds(12),
            seconds(8),
            seconds(3),
            seconds(4),
            20_000,
            40_000,
            300_000,
            1_000_000,
            200_000,
            SourceSize.FULL,
            310_000,
            seconds(150));
    /** For a look: too short for the JVM's compiler to get far. */
    static final Plan QUICK = new Plan(
            3,
            seconds(3),
            seconds(1),
            seconds(1),
            seconds(1),
            5_000,
            4_000,
            50_000,
            50_000,
            20_000,
            SourceSize.QUICK,
            12_000,
            seconds(5));

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
