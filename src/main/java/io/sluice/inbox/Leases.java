package io.sluice.inbox;

import io.sluice.delivery.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks for every account that is called from here, again and again, and gives them back at the end. */
@ApplicationScoped
public class Leases {
    static final Duration LEASE = Duration.ofSeconds(10);

    /** The next holder knows nothing of the calls of the last second, which count for its pace as well. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Leases.class);

    private final Store store;
    private final Lanes lanes;
    private volatile String holder = UUID.randomUUID().toString();
    private volatile Set<String> accounts = Set.of();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "leases"));

    Leases(Store store, Lanes lanes) {
        this.store = store;
        this.lanes = lanes;
    }

    public void start() {
        accounts = lanes.accounts();
        ask();
    }

    /** As a command that calls one account itself. A gateway that starts meanwhile does not take the account away. */
    public void startBeside(String account) {
        holder = AccountSql.BESIDE + holder;
        accounts = Set.of(account);
        ask();
    }

    private void ask() {
        scheduler.scheduleWithFixedDelay(this::renew, 0, LEASE.toMillis() / 4, TimeUnit.MILLISECONDS);
    }

    /** After the last call has come back. */
    public void stop() {
        scheduler.shutdownNow();
        for (var account : accounts) {
            lanes.state(account).lost();
            try {
                store.write(Store.Urgency.SETTLE, tx -> {
                            tx.release(account, holder, REST.toMillis());
                            return null;
                        })
                        .toCompletableFuture()
                        .get(LEASE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                LOG.warnf("lease.not_released account=%s why=%s", account, e.getMessage());
            }
        }
    }

    private void renew() {
        accounts.forEach(this::renew);
    }

    private void renew(String account) {
        var state = lanes.state(account);
        var asked = System.nanoTime();
        try {
            var held = state.fence().isPresent();
            var fence = store.write(Store.Urgency.SETTLE, tx -> tx.lease(account, holder, LEASE.toMillis()))
                    .toCompletableFuture()
                    .get(LEASE.toMillis(), TimeUnit.MILLISECONDS);
            if (fence.isEmpty()) {
                state.lost();
                LOG.debugf("lease.elsewhere account=%s reason=%s", account, Reason.LEASE_LOST.code());
                return;
            }
            state.held(fence.get(), asked, LEASE, store.pause(account));
            if (!held) {
                LOG.infof("lease.held account=%s fence=%d", account, fence.get());
                lanes.wake();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warnf("lease.not_renewed account=%s why=%s", account, e.getMessage());
        }
    }
}
