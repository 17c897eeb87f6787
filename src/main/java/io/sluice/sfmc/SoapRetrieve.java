package io.sluice.sfmc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to retrieve by SOAP.
 *
 * @param objectType with its letter case, as in {@code List}
 * @param properties with dots, as in {@code Client.ID}
 * @param modifiedSince only those whose ModifiedDate is this or later; rows without one are not among them
 * @param continueRequest the page before, for the next one
 */
public record SoapRetrieve(
        String objectType, List<String> properties, Optional<Instant> modifiedSince, Optional<String> continueRequest) {
    public SoapRetrieve after(String requestId) {
        return new SoapRetrieve(objectType, properties, modifiedSince, Optional.of(requestId));
    }
}
