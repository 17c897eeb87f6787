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

    private Optional<Reason> reason;
    private long until;
    private int failures;
    private Optional<Object> probe = Optional.empty();

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

    /** The one call that may be made now carries this. */
    void probe(Object carrier) {
        probe = Optional.of(carrier);
    }

    boolean probedBy(Object carrier) {
        return probe.filter(carrier::equals).isPresent();
    }

    /** The probe will never have an answer. */
    void forgetProbe() {
        probe = Optional.empty();
    }

    /** Calls that were under way when the first of them failed fail as well; they do not lengthen the pause. */
    void failed(Failure failure, boolean wasProbe, long now) {
        if (reason.isPresent() && !wasProbe) {
            failure.retryAfter().ifPresent(wait -> until = Math.max(until, now + wait.toMillis()));
            return;
        }
        failures++;
        probe = Optional.empty();
        reason = Optional.of(failure.reason());
        until = now + wait(failure).toMillis();
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

    private Duration wait(Failure failure) {
        if (failure.retryAfter().isPresent()) {
            return failure.retryAfter().get();
        }
        if (failure.owner() == Failure.Owner.TARGET) {
            return MOST;
        }
        var blocked = failure.reason() == Reason.BLOCKED;
        var first = blocked ? BLOCKED_FIRST : Duration.ofSeconds(1);
        var most = blocked ? BLOCKED_MOST : MOST;
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
