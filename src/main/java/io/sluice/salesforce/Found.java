package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A record that a lookup has found.
 *
 * @param created as Salesforce writes it, always in UTC: in the order of text it is in the order of time
 * @param contact what a converted Lead has become, where there is one
 */
record Found(String id, String created, boolean converted, Optional<String> contact) {
    static Found of(JsonNode record) {
        return new Found(
                record.path("Id").asText(),
                record.path("CreatedDate").asText(),
                record.path("IsConverted").asBoolean(),
                Optional.of(record.path("ConvertedContactId"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }
}
