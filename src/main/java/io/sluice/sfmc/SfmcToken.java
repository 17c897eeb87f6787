package io.sluice.sfmc;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What SFMC lets us in with.
 *
 * @param restUrl where REST calls go, without a slash at the end; one of the allowed hosts
 * @param soapUrl the same for SOAP calls; empty when the answer named none
 * @param scopes what it may be used for; empty when the answer does not say it
 * @param refreshAt from now on another one should be fetched
 * @param expiresAt from now on it must not be used
 */
record SfmcToken(
        String value, URI restUrl, Optional<URI> soapUrl, Set<String> scopes, Instant refreshAt, Instant expiresAt) {
    SfmcToken refreshedNotBefore(Instant time) {
        return new SfmcToken(value, restUrl, soapUrl, scopes, time, expiresAt);
    }

    @Override
    public String toString() {
        return "token for " + restUrl.getHost() + " until " + expiresAt;
    }
}
