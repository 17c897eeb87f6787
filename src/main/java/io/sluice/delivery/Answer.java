package io.sluice.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came back from a call. */
public sealed interface Answer {
    /** @param retryAfter from the {@code Retry-After} header */
    record Http(int status, Optional<Duration> retryAfter, String body) implements Answer {}

    /**
     * No answer.
     *
     * @param mayHaveArrived false only where the request certainly was not sent (no connection)
     */
    record None(boolean mayHaveArrived, String detail) implements Answer {}

    /** The call was not made, because the door knew that it would be in vain: no token, host not allowed, lease lost. */
    record NotCalled(Failure failure) implements Answer {}
}
