package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What identifies cost in calls when each becomes a Lead.
 *
 * @param what whether the Leads were there before
 * @param events that were sent, each of another user
 * @param calls that Salesforce counts, looks included
 */
record LeadsRun(String what, long events, long calls) {
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final long LONGEST_SECONDS = 240;

    /** Twice the same users: nobody is there the first time, everybody the second. */
    static List<LeadsRun> measure(Store store, long users, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory);
                var gateway = Gateway.withLeads(directory, store, sandbox)) {
            return List.of(
                    pass("Leads that are created", users, gateway, sandbox),
                    pass("Leads that are there", users, gateway, sandbox));
        }
    }

    private static LeadsRun pass(String what, long users, Gateway gateway, Sandbox sandbox) throws Exception {
        var before = org(sandbox).path("apiUsed").asLong();
        var sent = new Load(gateway.port(), CONNECTIONS, BATCH, users).flood(users);
        if (sent.events() != users) {
            throw new IllegalStateException(sent.refused() + " requests were refused.");
        }
        awaitSettled(gateway);
        var leads = org(sandbox).path("records").path("Lead").asLong();
        if (leads != users) {
            throw new IllegalStateException(leads + " Leads of " + users + " users.");
        }
        return new LeadsRun(what, users, org(sandbox).path("apiUsed").asLong() - before);
    }

    private static JsonNode org(Sandbox sandbox) {
        return sandbox.stats().path("salesforce").path("orgs").path("main");
    }

    /** Its metrics are some seconds old, so that they have to say it twice. */
    private static void awaitSettled(Gateway gateway) throws InterruptedException {
        var start = System.nanoTime();
        for (var settled = 0; settled < 2; settled = gateway.unsettled() > 0 ? 0 : settled + 1) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IllegalStateException("Not all identifies were settled within " + LONGEST_SECONDS + " s.");
            }
            TimeUnit.SECONDS.sleep(6);
        }
    }

    double recordsPerCall() {
        return (double) events / calls;
    }

    double callsPerThousand() {
        return 1_000.0 * calls / events;
    }
}
