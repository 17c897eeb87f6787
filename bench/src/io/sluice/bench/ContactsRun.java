package io.sluice.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What identifies cost in calls, with the row and the contact of each user.
 *
 * @param events that were sent
 * @param users that they are of, none of whom had been seen before
 * @param contactCalls calls that created contacts
 * @param otherCalls all other calls but those for tokens
 */
record ContactsRun(long events, long users, long contactCalls, long otherCalls) {
    private static final String CREATING = "POST /contacts/v1/contacts";
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    /** As much as can be configured: calls are counted, not timed. */
    private static final int UNHINDERED = 1_000;

    private static final long LONGEST_SECONDS = 240;

    static ContactsRun measure(Store store, long events, long users, Path directory) throws Exception {
        try (var sandbox = Sandbox.start(directory);
                var gateway = Gateway.withContacts(directory, store, sandbox, UNHINDERED)) {
            var sent = new Load(gateway.port(), CONNECTIONS, BATCH, users).flood(events);
            if (sent.events() != events) {
                throw new IllegalStateException(sent.refused() + " requests were refused.");
            }
            awaitSettled(gateway, sandbox, users);
            var contacts = 0L;
            var others = 0L;
            for (var route : sandbox.stats().path("routes").properties()) {
                var calls = route.getValue().path("calls").asLong();
                contacts += route.getKey().equals(CREATING) ? calls : 0;
                others += route.getKey().equals(CREATING) || route.getKey().contains("token") ? 0 : calls;
            }
            return new ContactsRun(events, users, contacts, others);
        }
    }

    private static void awaitSettled(Gateway gateway, Sandbox sandbox, long users) throws InterruptedException {
        var start = System.nanoTime();
        while (sandbox.stats().path("contacts").asLong() < users || gateway.unsettled() > 0) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IllegalStateException("Not all identifies were settled within " + LONGEST_SECONDS + " s.");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    double newKeys() {
        return (double) users / events;
    }

    /** How long a million of them take at so many calls a second. */
    double secondsForAMillion(int callsPerSecond) {
        return (contactCalls + otherCalls) * (1_000_000.0 / events) / callsPerSecond;
    }
}
