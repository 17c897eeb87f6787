package io.sluice.salesforce;

import io.sluice.delivery.Row;
import java.util.Locale;

/** How a row is written; one call writes rows of one way only. */
enum Write {
    /** A new record. Repeated, it would be a second one. */
    CREATE,
    /** A record that has been looked up. */
    UPDATE,
    /** A Contact, or the one that a Lead has become. */
    CONTACT,
    /** By its external id, whether it is there or not. */
    UPSERT;

    static final String ID = "Id";
    private static final String CONTACTS = "003";

    /** @param row as a look-up leaves it: with the id of its record, or without a key, or with an external id */
    static Write of(Row row) {
        if (row.keys().isEmpty()) {
            return CREATE;
        }
        var id = row.keys().get(ID);
        if (id == null) {
            return UPSERT;
        }
        return id.asText().startsWith(CONTACTS) ? CONTACT : UPDATE;
    }

    /** As in {@link io.sluice.delivery.Action#together}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
