package io.sluice.inbox;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether an account, or a lane, may make calls: yes; no, until a moment; or one probe, and nothing else until that has its
 * answer. Not thread-safe; every time is in milliseconds of the store's clock.
 */
final class Pause {
    enum Permit {
        ALL,
        PROBE,
        NONE
    }

    /** Blocked accounts are left alone for longer: SFMC gives no Retry-After with 50200. */
    private static final Duration BLOCKED_FIRST = Duration.ofMinutes(1);

    private static final Duration BLOCKED_MOST = Duration.ofMinutes(15);
    private static final Duration MOST = Duration.ofMinutes(1);

    /** Of what the other side asks for: beyond it a probe is no burden, and a mistaken date would stop us for years. */
    private static final Duration MOST_ASKED = Duration.ofHours(1);

    private Optional<Reason> reason;
    private long until;
    private int failures;
    private Optional<String> probe = Optional.empty();

    Pause(long until, Optional<Reason> reason) {
        this.until = until;
        this.reason = reason;
    }

    Permit permit(long now) {
        if (reason.isEmpty()) {
            return Permit.ALL;
        }
        return now < until || probe.isPresent() ? Permit.NONE : Permit.PROBE;
    }

    /** The one call that may be made now is this prober's. */
    void beginProbe(String prober) {
        probe = Optional.of(prober);
    }

    boolean probedBy(String prober) {
        return probe.filter(prober::equals).isPresent();
    }

    /** The probe of this prober, if there is one, will never have an answer. */
    void forgetProbe(String prober) {
        probe = probe.filter(current -> !current.equals(prober));
    }

    /** Calls that were under way when the first of them failed fail as well; they do not lengthen the pause. */
    void failed(Failure failure, boolean wasProbe, long now) {
        if (reason.isPresent() && !wasProbe) {
            failure.retryAfter().ifPresent(asked -> until = Math.max(until, now + least(asked, MOST_ASKED)));
            return;
        }
        failures++;
        probe = Optional.empty();
        reason = Optional.of(failure.reason());
        until = now + wait(failure);
    }

    void resume() {
        reason = Optional.empty();
        probe = Optional.empty();
        until = 0;
        failures = 0;
    }

    long until() {
        return until;
    }

    /** Empty when it is not paused. */
    Optional<Reason> reason() {
        return reason;
    }

    private long wait(Failure failure) {
        if (failure.retryAfter().isPresent()) {
            return least(failure.retryAfter().get(), MOST_ASKED);
        }
        if (failure.owner() == Failure.Owner.TARGET) {
            return MOST.toMillis();
        }
        var blocked = failure.reason() == Reason.BLOCKED;
        var first = blocked ? BLOCKED_FIRST : Duration.ofSeconds(1);
        return least(first.multipliedBy(1L << Math.min(failures - 1, 20)), blocked ? BLOCKED_MOST : MOST);
    }

    private static long least(Duration one, Duration other) {
        return Math.min(one.toMillis(), other.toMillis());
    }
}
