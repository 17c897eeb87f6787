package io.sluice.bench;

import java.util.Optional;

/**
 * How fast a gateway took events in, with nothing that delivered them.
 *
 * @param batch events in a request
 * @param connections each with one request under way
 * @param settings of its store, as that said itself
 * @param accepted events per second
 * @param full how long requests took meanwhile
 * @param half the same at half of that rate, in several runs
 * @param halfP99Millis of each of these runs
 * @param refused requests that were answered with another status than 200
 * @param perCommit events, on average
 * @param busy how many processors were used
 * @param traced from a run of its own; empty where syncs cannot be counted
 * @param raw what the store took past the gateway
 */
record Ingest(
        int batch,
        int connections,
        String settings,
        Median accepted,
        Latencies full,
        Latencies half,
        Median halfP99Millis,
        long refused,
        double perCommit,
        Busy busy,
        Optional<Traced> traced,
        Raw raw) {

    /** Processors. */
    record Busy(double gateway, double database, double load) {}

    /** Transactions, as the gateway counts them, and what strace has seen meanwhile. */
    record Traced(long commits, long syncs) {}

    /**
     * @param bytes of a body as it is kept
     * @param asTheGateway rows per second, with as many to a commit as the gateway had
     * @param inBulk the same with {@link IngestRuns#BULK} to a commit
     */
    record Raw(double bytes, Median asTheGateway, Median inBulk) {}

    /** Why its rate is none of durable commits. */
    Optional<String> objection() {
        if (traced.filter(run -> run.syncs() < run.commits()).isPresent()) {
            return Optional.of("fewer syncs than commits");
        }
        return refused > 0 ? Optional.of("requests were refused") : Optional.empty();
    }
}
