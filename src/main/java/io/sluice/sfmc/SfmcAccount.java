package io.sluice.sfmc;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One business unit, checked.
 *
 * @param authUrl without a slash at the end
 * @param restUrl where REST calls go, when it is known beforehand; otherwise the answer to the token request says it
 * @param soapUrl the same for SOAP calls
 * @param scope what its tokens may do, with blanks between; empty: all that the package may
 * @param legacy whether it has the retired token service
 */
record SfmcAccount(
        String name,
        URI authUrl,
        Optional<URI> restUrl,
        Optional<URI> soapUrl,
        Optional<String> accountId,
        Optional<String> scope,
        boolean legacy,
        String clientId,
        String clientSecret,
        int requestsPerSecond,
        int rowsetSize,
        AsyncRows asyncRows,
        int asyncRowsSize,
        Duration callTimeout,
        Duration contactMemory) {
    /**
     * The pace keeps this far below the limit, since the other side counts by the time of arrival: calls sent 50 ms apart
     * arrive 21 to a second, those sent 51 ms apart 20 (measured).
     */
    private static final double MARGIN = 0.03;

    /** A connection per call in flight: the pace times the 99th percentile of the time an answer takes, 5 s. */
    static final int SECONDS_IN_FLIGHT = 5;

    /** The time from one call to the next. */
    long gapMillis() {
        return (long) Math.ceil(1000 * (1 + MARGIN) / requestsPerSecond);
    }

    /** In this time no more than {@link #requestsPerSecond} calls are sent. */
    long windowMillis() {
        return gapMillis() * requestsPerSecond;
    }

    int connections() {
        return requestsPerSecond * SECONDS_IN_FLIGHT;
    }

    @Override
    public String toString() {
        return "SFMC account " + name;
    }
}
