package io.sluice.inbox;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What this process knows of one account: whether it holds it, under which fence, and whether it pauses. */
final class AccountState {
    /** So long before its end the lease counts as lost, since a call begun now must not outlive it by its whole deadline. */
    private static final Duration SAFETY = Duration.ofSeconds(1);

    private final String name;
    private final LongSupplier nanoTime;
    private Optional<Long> fence = Optional.empty();
    private long heldUntilNanos;
    private final PauseLog log;
    private Pause pause = new Pause(0, Optional.empty());

    AccountState(String name, LongSupplier nanoTime) {
        this.name = name;
        this.nanoTime = nanoTime;
        this.log = new PauseLog("account", name);
    }

    String name() {
        return name;
    }

    /** @param askedAtNanos when the lease was asked for, on this process's own steady clock */
    synchronized void held(long newFence, long askedAtNanos, Duration lease, Optional<Store.Pause> stored) {
        if (fence.isEmpty() || fence.get() != newFence) {
            pausedAs(stored);
        }
        fence = Optional.of(newFence);
        heldUntilNanos = askedAtNanos + lease.minus(SAFETY).toNanos();
    }

    /** The store says so now. */
    synchronized void pausedAs(Optional<Store.Pause> stored) {
        pause = new Pause(stored.map(Store.Pause::until).orElse(0L), stored.map(Store.Pause::reason));
    }

    synchronized void lost() {
        fence = Optional.empty();
    }

    /** Somebody else has taken the lease that had this fence. */
    synchronized void lost(long oldFence) {
        fence = fence.filter(current -> current != oldFence);
    }

    /** The fence, as long as the lease certainly lasts. */
    synchronized Optional<Long> fence() {
        return nanoTime.getAsLong() - heldUntilNanos < 0 ? fence : Optional.empty();
    }

    synchronized Pause.Permit permit(long now) {
        return pause.permit(now);
    }

    /** @return whether it is this prober's turn: there is one probe at a time */
    synchronized boolean beginProbe(String prober, long now) {
        if (pause.permit(now) != Pause.Permit.PROBE) {
            return false;
        }
        pause.beginProbe(prober);
        return true;
    }

    synchronized boolean probedBy(String prober) {
        return pause.probedBy(prober);
    }

    synchronized void forgetProbe(String prober) {
        pause.forgetProbe(prober);
    }

    synchronized void failed(Failure failure, boolean wasProbe, long now) {
        var before = pause.reason();
        pause.failed(failure, wasProbe, now);
        log.tell(before, pause, failure.detail());
    }

    synchronized void resume() {
        var before = pause.reason();
        pause.resume();
        log.tell(before, pause, "");
    }

    synchronized long pausedUntil() {
        return pause.until();
    }

    synchronized Optional<Reason> pausedFor() {
        return pause.reason();
    }

    /** Why not even a probe may be made now. */
    synchronized Optional<Reason> leftAlone(long now) {
        return pause.permit(now) == Pause.Permit.NONE ? pause.reason() : Optional.empty();
    }
}
