package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** One form of {@code as:}, with what it needs to know. */
public interface Conversion {
    /** {@code as: text}. */
    Conversion TEXT = Form.TEXT;

    /** {@code as: text}, but that a number is written out, as a field for texts should have it: 12000000, not 1.2E7. */
    Conversion WRITTEN_OUT = WrittenOut::convert;

    /** {@code as: number}. */
    Conversion NUMBER = Form.NUMBER;

    /** {@code as: boolean}. */
    Conversion BOOLEAN = Form.BOOLEAN;

    /** {@code as: date}. */
    Conversion DATE = new DateForm(false, Optional.empty());

    /** The day of a date, by the clock of whoever wrote it; a time needs no offset then. */
    Conversion DAY = DayForm::convert;

    /** {@code as: datetime}. */
    Conversion DATETIME = new DateForm(true, Optional.empty());

    /** @param node neither missing nor null */
    JsonNode convert(JsonNode node) throws Unmappable;
}
