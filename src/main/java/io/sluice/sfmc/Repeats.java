package io.sluice.sfmc;

import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** When a question that had no good answer is asked again: as long as that can help, after waits that grow. */
final class Repeats {
    /** With waits from a second on, this bridges two to three minutes; a longer outage is left to the next run. */
    private static final int MOST_TRIES = 8;

    private static final Set<Reason> MAY_PASS =
            Set.of(Reason.UNAVAILABLE, Reason.THROTTLED, Reason.BLOCKED, Reason.ANSWER_NOT_UNDERSTOOD);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(1);

    /** SFMC gives no Retry-After with 50200, and asks for longer waits. */
    private static final Duration FIRST_BLOCKED = Duration.ofSeconds(30);

    private static final Duration MOST_BLOCKED = Duration.ofMinutes(5);

    /** Whoever asks for a longer wait gets it by the next run. */
    private static final Duration MOST_ASKED = Duration.ofMinutes(15);

    /** Up to so much is added, so that several that failed together do not come back together. */
    private static final double JITTER = 0.5;

    private final RandomGenerator random;

    Repeats(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param tries so far, at least 1
     * @return how long to wait before the next; empty when it would be in vain
     */
    Optional<Duration> after(Failure failure, int tries) {
        return MAY_PASS.contains(failure.reason()) ? wait(failure, tries) : Optional.empty();
    }

    /** The same, for an account that its deliveries have found wanting, and that may be tried again by them. */
    Optional<Duration> whilePaused(Failure pause, int tries) {
        return pause.reason() == Reason.OPERATOR ? Optional.empty() : wait(pause, tries);
    }

    private Optional<Duration> wait(Failure failure, int tries) {
        var asked = failure.retryAfter().orElse(Duration.ZERO);
        if (tries >= MOST_TRIES || asked.compareTo(MOST_ASKED) > 0) {
            return Optional.empty();
        }
        var own = failure.reason() == Reason.BLOCKED
                ? growing(FIRST_BLOCKED, MOST_BLOCKED, tries)
                : growing(FIRST, MOST, tries);
        var base = asked.isZero() ? own : asked;
        return Optional.of(base.plusMillis((long) (base.toMillis() * JITTER * random.nextDouble())));
    }

    private static Duration growing(Duration first, Duration most, int tries) {
        var wait = first.multipliedBy(1L << (tries - 1));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
