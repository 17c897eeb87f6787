package io.sluice.salesforce;

import java.net.URI;
import java.time.Duration;

/**
 * One org, checked.
 *
 * @param loginUrl without a slash at the end
 * @param credentials what {@code auth} needs to log in
 * @param longestRequest after which a call cannot be at work any more
 * @param budget how many calls of the org's day may be used before this stops
 * @param reserve how many of those are kept for mappings of high priority: a number, or a share of the budget
 */
record SalesforceAccount(
        String name,
        URI loginUrl,
        LoginFlow auth,
        Credentials credentials,
        String apiVersion,
        int requestsPerSecond,
        int concurrentRequests,
        Duration callTimeout,
        Duration longestRequest,
        Allowance budget,
        Allowance reserve) {
    /** As for the other destination: what is sent at even gaps does not arrive at even gaps. */
    private static final double MARGIN = 0.03;

    /** The time from one call to the next. */
    long gapMillis() {
        return (long) Math.ceil(1000 * (1 + MARGIN) / requestsPerSecond);
    }

    /**
     * How many calls of its day may be used.
     *
     * @param max how many the org has
     * @param urgent whether the reserve may be used as well
     */
    long calls(long max, boolean urgent) {
        var all = Math.min(max, budget.of(max));
        return urgent ? all : all - reserve.of(all);
    }

    /** What the paths of its REST API begin with. */
    String restPath() {
        return "/services/data/v" + apiVersion;
    }

    /** As in {@link io.sluice.delivery.Flow#door}. */
    String door() {
        return SalesforceAccounts.DESTINATION + "-" + name;
    }

    @Override
    public String toString() {
        return "Salesforce account " + name;
    }
}
