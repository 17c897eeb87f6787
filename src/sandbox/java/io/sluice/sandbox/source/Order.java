package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * An order of rows. Null comes first when it ascends, as in SQL Server; rows that are equal come as they were added.
 *
 * @param by what is compared
 * @param descending from the highest to the lowest
 */
public record Order(By by, boolean descending) {

    /** What rows are compared by. */
    public enum By {
        MODIFIED_DATE("/modifiedDate"),
        CREATED_DATE("/createdDate"),
        NAME("/name"),
        ID("/id"),
        CAMPAIGN_CODE("/campaignCode"),
        PERFORMANCE("/stats/goalPerformance");

        private final String path;

        By(String path) {
            this.path = path;
        }

        private Comparable<?> value(JsonNode row) {
            var value = row.at(path);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            return switch (this) {
                case MODIFIED_DATE, CREATED_DATE -> LocalDateTime.parse(value.asText());
                case NAME, CAMPAIGN_CODE -> value.asText().toLowerCase(Locale.ROOT);
                case ID, PERFORMANCE -> new BigDecimal(value.asText());
            };
        }
    }

    List<Row> sorted(List<Row> rows) {
        record Keyed(Row row, Comparable<?> key) {}
        @SuppressWarnings({"unchecked", "rawtypes"})
        Comparator<Comparable<?>> values = Comparator.nullsFirst((one, other) -> ((Comparable) one).compareTo(other));
        var order = Comparator.comparing(Keyed::key, values);
        return rows.stream()
                .map(row -> new Keyed(row, by.value(row.json())))
                .sorted(descending ? order.reversed() : order)
                .map(Keyed::row)
                .toList();
    }
}
