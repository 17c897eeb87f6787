package io.sluice.sandbox.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The sessions of one org. One ends two hours after it was last used. */
final class Sessions {
    static final Duration LASTS = Duration.ofHours(2);

    private final String orgId;
    private final InstantSource clock;
    private final Map<String, Instant> until = new HashMap<>();
    private long logins;

    Sessions(String orgId, InstantSource clock) {
        this.orgId = orgId;
        this.clock = clock;
    }

    synchronized String open() {
        logins++;
        var id = Ids.short15(orgId) + "!AQ" + (UUID.randomUUID() + "." + UUID.randomUUID()).replace("-", "");
        until.put(id, clock.instant().plus(LASTS));
        return id;
    }

    /** Whether it is known and not over; if so it lasts anew. */
    synchronized boolean use(String id) {
        var now = clock.instant();
        return until.computeIfPresent(id, (any, end) -> end.isAfter(now) ? now.plus(LASTS) : null) != null;
    }

    /** @return whether there was such a session */
    synchronized boolean end(String id) {
        return until.remove(id) != null;
    }

    synchronized void endAll() {
        until.clear();
    }

    /** Sessions that were opened since the last reset. */
    synchronized long logins() {
        return logins;
    }

    synchronized void clear() {
        until.clear();
        logins = 0;
    }
}
