package io.sluice.sfmc;

import java.net.URI;
import java.time.Instant;

/**
 * What SFMC lets us in with.
 *
 * @param restUrl where REST calls go, without a slash at the end; one of the allowed hosts
 * @param refreshAt from now on another one should be fetched
 * @param expiresAt from now on it must not be used
 */
record SfmcToken(String value, URI restUrl, Instant refreshAt, Instant expiresAt) {
    SfmcToken refreshedNotBefore(Instant time) {
        return new SfmcToken(value, restUrl, time, expiresAt);
    }

    @Override
    public String toString() {
        return "token for " + restUrl.getHost() + " until " + expiresAt;
    }
}
