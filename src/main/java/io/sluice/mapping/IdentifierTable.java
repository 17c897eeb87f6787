package io.sluice.mapping;

import io.sluice.mapping.Fields.Field;
import java.util.List;

/**
 * {@code $identifiers: standard}: the columns that Segment's Classic destination has for the identifiers of a user. Each is
 * taken from where Segment's identity graph reads it (docs, Identity Resolution ExternalIDs), or else from the event's
 * {@code context.externalIds}, where Engage puts what it knows besides.
 */
final class IdentifierTable {
    private static final Path ADVERTISING_ID = Path.to("context", "device", "advertisingId");

    static final List<Field> STANDARD = List.of(
            line("Anonymous ID", Path.to("anonymousId"), new ExternalId("anonymous_id")),
            line(
                    "Email",
                    Path.EMAIL,
                    Path.to("context", "traits", "email"),
                    Path.to("properties", "email"),
                    new ExternalId("email")),
            line("IDFA", new OnDevice("ios", false, ADVERTISING_ID), new ExternalId("ios.idfa")),
            line(
                    "Android Advertising ID",
                    new OnDevice("android", true, ADVERTISING_ID),
                    new ExternalId("android.idfa")),
            line(
                    "GA Client ID",
                    Path.to("context", "integrations", "Google Analytics", "clientId"),
                    new ExternalId("ga_client_id")));

    private IdentifierTable() {}

    private static Field line(String column, Value... places) {
        return new Field(ColumnName.of(column), new FirstOf(List.of(places)));
    }
}
