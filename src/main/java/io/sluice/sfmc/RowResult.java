package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.util.ArrayList;
import java.util.Locale;

/** What the results of a job say of one row. */
final class RowResult {
    private static final int DATA_EXTENSION_ROWS = 10006;

    private RowResult() {}

    static Outcome read(JsonNode item) {
        if (item.path("status").asText().equals("OK")) {
            return new Outcome.Delivered();
        }
        var detail = detail(item);
        // Not a matter of the row: the rowset call says what is wrong with the target.
        if (detail.contains("does not have any primary keys")) {
            return new Outcome.Held(Reason.TARGET_UNKNOWN);
        }
        return mayPass(item, detail)
                ? new Outcome.Parked(Reason.ROW_FAILED, detail)
                : new Outcome.Refused(Reason.ROW_REJECTED, detail);
    }

    /** Locks, and what the service itself did not expect: its code is then a word. */
    private static boolean mayPass(JsonNode item, String detail) {
        var words = detail.toLowerCase(Locale.ROOT);
        var code = item.path("errorCode");
        return words.contains("rerun the transaction")
                || words.contains("deadlock")
                || code.asInt(-1) == DATA_EXTENSION_ROWS && item.path("errors").isEmpty()
                || code.isTextual() && !code.asText().matches("\\d+")
                || !item.path("status").asText().equals("Error");
    }

    private static String detail(JsonNode item) {
        var words = new ArrayList<String>();
        item.path("errors")
                .forEach(error -> words.add(error.path("errorMessage").asText()));
        words.add(item.path("message").asText());
        words.removeIf(String::isBlank);
        return SfmcError.cut(String.join("; ", words));
    }
}
