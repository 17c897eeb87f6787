package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One form of {@code as:}, with what it needs to know. */
public interface Conversion {
    /** {@code as: text}. */
    Conversion TEXT = Form.TEXT;

    /** {@code as: number}. */
    Conversion NUMBER = Form.NUMBER;

    /** {@code as: boolean}. */
    Conversion BOOLEAN = Form.BOOLEAN;

    /** {@code as: date}. */
    Conversion DATE = new DateForm(false, Optional.empty());

    /** @param node neither missing nor null */
    JsonNode convert(JsonNode node) throws Unmappable;
}
