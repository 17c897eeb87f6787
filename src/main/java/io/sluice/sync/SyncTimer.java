package io.sluice.sync;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Holder;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.jboss.logging.Logger;

/** What the route that runs a sync by itself asks on its way. */
@Named("syncTimer")
@Singleton
@RegisterForReflection
public class SyncTimer {
    private static final Logger LOG = Logger.getLogger(SyncTimer.class);

    /**
     * After a run that went wrong, whatever the warehouse says: it may be unable to keep that there was one, and the account
     * must not be read over and over for that.
     */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final ConfiguredSyncs configured;
    private final Warehouses warehouses;
    private final Holder holder;
    private final Syncs syncs;
    private final InstantSource clock;
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    @Inject
    SyncTimer(ConfiguredSyncs configured, Warehouses warehouses, Holder holder, Syncs syncs) {
        this(configured, warehouses, holder, syncs, InstantSource.system());
    }

    SyncTimer(ConfiguredSyncs configured, Warehouses warehouses, Holder holder, Syncs syncs, InstantSource clock) {
        this.configured = configured;
        this.warehouses = warehouses;
        this.holder = holder;
        this.syncs = syncs;
        this.clock = clock;
    }

    /**
     * Whether this process may run it; the tables that say whether it is due are there then.
     *
     * @throws WarehouseUnavailable when they cannot be made
     */
    public boolean mayRun(String sync) {
        var settings = configured.named(sync);
        if (!holder.holds(settings.door()) || clock.instant().isBefore(notBefore.getOrDefault(sync, Instant.MIN))) {
            return false;
        }
        warehouses.prepared(settings);
        return true;
    }

    /** @param states rows of {@code collection, last_run_at, asked_at}: the times as the database's driver gives them */
    public boolean isDue(String sync, @Body List<Map<String, Object>> states) {
        var settings = configured.named(sync);
        var schedule = new Schedule(settings.every().orElseThrow(), settings.collections());
        var lastRuns = new HashMap<String, Instant>();
        states.forEach(row ->
                moment(row.get("last_run_at")).ifPresent(last -> lastRuns.put((String) row.get("collection"), last)));
        return states.stream()
                .findAny()
                .flatMap(row -> moment(row.get("asked_at")))
                .map(now -> schedule.isDue(lastRuns, now))
                .orElse(true);
    }

    /** PostgreSQL's driver gives a timestamp; SQLite has texts, that of its clock without T and Z. */
    private static Optional<Instant> moment(Object value) {
        if (value instanceof Timestamp timestamp) {
            return Optional.of(timestamp.toInstant());
        }
        return Optional.ofNullable((String) value)
                .map(text -> text.replace(' ', 'T'))
                .map(text -> Instant.parse(text.endsWith("Z") ? text : text + "Z"));
    }

    /** In the route's thread: the next look comes afterwards. */
    public void run(String sync) {
        try {
            var status = syncs.run(sync, SyncOptions.USUAL, line -> {}).status();
            if (status == Status.FAILURE || status == Status.PARTIAL) {
                notBefore.put(sync, clock.instant().plus(AFTER_FAILURE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is lost by that: it is asked again in a minute, and health says how old the tables are. */
    public void notAsked(String sync, @ExchangeException Throwable why) {
        if (why instanceof WarehouseUnavailable
                || why instanceof SQLException
                || why.getCause() instanceof SQLException) {
            LOG.warnf("sync.not_asked sync=%s why=%s", sync, why.getMessage());
        } else {
            LOG.errorf(why, "sync.not_asked sync=%s", sync);
        }
    }
}
