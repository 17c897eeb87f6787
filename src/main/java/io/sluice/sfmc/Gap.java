package io.sluice.sfmc;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The time from one call of an account to the next. A 429 at our own pace says that something else is using the quota too:
 * each doubles the gap, and every quiet five minutes halve it again, down to what is configured.
 */
final class Gap {
    /** Not wider than this many times: an account that refuses even that is paused by its answers, not by its pace. */
    private static final int WIDEST = 8;

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final long configuredMillis;
    private int times = 1;
    private long changedNanos;

    Gap(long configuredMillis) {
        this.configuredMillis = configuredMillis;
    }

    /**
     * A call was answered with 429.
     *
     * @param startedNanos when it was made; if that was before the gap was widened, it says nothing about the wider one
     * @return the gap from now on, in milliseconds, if it has changed
     */
    synchronized Optional<Long> throttled(long startedNanos, long nowNanos) {
        if (times > 1 && startedNanos - changedNanos < 0) {
            return Optional.empty();
        }
        return changed(Math.min(WIDEST, times * 2), nowNanos);
    }

    /** A call was answered with anything else. @return as above */
    synchronized Optional<Long> quiet(long nowNanos) {
        return times == 1 || nowNanos - changedNanos < QUIET_NANOS ? Optional.empty() : changed(times / 2, nowNanos);
    }

    private Optional<Long> changed(int now, long nowNanos) {
        var before = times;
        times = now;
        changedNanos = nowNanos;
        return before == now ? Optional.empty() : Optional.of(configuredMillis * now);
    }
}
