package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.ZoneOffset;
import java.util.Optional;

/** A date without its time. */
final class DayForm {
    /** The zone changes no day: it stands behind the time. */
    private static final DateForm DATE = new DateForm(false, Optional.of(ZoneOffset.UTC));

    private static final int LENGTH = "2024-05-30".length();

    private DayForm() {}

    static JsonNode convert(JsonNode node) throws Unmappable {
        var date = DATE.convert(node);
        return date.isNull() ? date : TextNode.valueOf(date.textValue().substring(0, LENGTH));
    }
}
