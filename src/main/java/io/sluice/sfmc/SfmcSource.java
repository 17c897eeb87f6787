package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Reads one account, through its door and at its pace, beside its deliveries. A call that fails is repeated as long as that can
 * help. May be used by several threads.
 */
public interface SfmcSource {
    /** @param path percent-encoded, with its query */
    JsonNode get(String path) throws SourceFailure, InterruptedException;

    /** One page. One that continues others is not asked for again where it is not certain that SFMC has not moved on. */
    SoapPage retrieve(SoapRetrieve what) throws SourceFailure, InterruptedException;

    /** The properties of a SOAP object type that can be retrieved. */
    Set<String> retrievable(String objectType) throws SourceFailure, InterruptedException;

    /** How many calls may usefully be under way at once: what the pace allows in the time that an answer takes. */
    int callsAtOnce();
}
