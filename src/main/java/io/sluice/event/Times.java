package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Points in time as senders write them and as we do. */
final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * ISO 8601 as clients write it: a date alone is its midnight; a blank may stand for the T (Python's {@code str}), an offset may lack
     * its colon ({@code strftime}); without an offset it is UTC, as all times of the Segment Spec are.
     */
    private static final DateTimeFormatter SENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(timeAfter('T'))
            .appendOptional(timeAfter(' '))
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter KEPT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    /** @return to the millisecond; empty if there is none, or if it cannot be read and is now among the problems */
    static Optional<Instant> read(JsonNode sent, String within, Problems problems) {
        if (sent.isNull() || sent.isMissingNode()) {
            return Optional.empty();
        }
        var time = parse(sent.isTextual() ? sent.textValue() : "").filter(Times::isKeepable);
        if (time.isEmpty()) {
            problems.add(within, "Not a time. Send ISO 8601, such as \"2026-11-22T20:15:30.123Z\".");
        }
        return time.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(SENT.parse(text, Instant::from));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Four digits of year, which all databases and SFMC know. */
    static boolean isKeepable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }

    static String write(Instant time) {
        return KEPT.format(time.atOffset(ZoneOffset.UTC));
    }

    private static DateTimeFormatter timeAfter(char separator) {
        return new DateTimeFormatterBuilder()
                .appendLiteral(separator)
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .toFormatter();
    }
}
