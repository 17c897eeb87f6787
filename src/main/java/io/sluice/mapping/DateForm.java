package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code as: date} and {@code as: datetime}: ISO-8601 with an offset, the only form that SFMC does not guess about.
 * Understood are ISO-8601 (a blank instead of the T, and offsets without colon, as databases write them), RFC 1123, and
 * seconds or milliseconds since 1970. What can be read in two ways (03/04/2024, 20240530, a time without offset when no
 * {@code zone:} is given) is refused.
 *
 * @param time whether a day alone becomes its midnight, in the zone or else UTC; otherwise it stays a day
 * @param zone where a time without offset was taken
 */
record DateForm(boolean time, Optional<ZoneId> zone) implements Conversion {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private static final Pattern EPOCH_TEXT = Pattern.compile("\\d{9,13}");

    /** Below (1973) a number of seconds might as well be a day, such as 20240530. */
    private static final double FIRST_SECONDS = 1e8;

    private static final double END_OF_SECONDS = 1e10;

    /** Below (1976) a number of milliseconds might as well be a minute, such as 202405301330. */
    private static final double FIRST_MILLIS = 2.1e11;

    private static final double END_OF_MILLIS = 1e13;

    @Override
    public JsonNode convert(JsonNode node) throws Unmappable {
        if (Json.isFinite(node)) {
            return epoch(node.doubleValue());
        }
        if (!node.isTextual()) {
            throw Unmappable.value("is " + Json.kind(node) + ", not a date");
        }
        var text = node.textValue().strip();
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        return EPOCH_TEXT.matcher(text).matches() ? epoch(Double.parseDouble(text)) : parsed(text);
    }

    private static JsonNode epoch(double number) throws Unmappable {
        boolean seconds = number >= FIRST_SECONDS && number < END_OF_SECONDS;
        if (!seconds && !(number >= FIRST_MILLIS && number < END_OF_MILLIS)) {
            throw Unmappable.value("is a number that is not clearly seconds or milliseconds since 1970");
        }
        return moment(Instant.ofEpochMilli(Math.round(seconds ? number * 1000 : number))
                .atOffset(ZoneOffset.UTC));
    }

    private JsonNode parsed(String text) throws Unmappable {
        try {
            if (Character.isLetter(text.charAt(0))) {
                return moment(OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            }
            return fromIso(ISO.parseBest(
                    text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)[ t]", "$1T"),
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from));
        } catch (DateTimeException unreadable) {
            throw Unmappable.value("is not a date in ISO-8601, such as 2024-05-30T13:30:00Z");
        }
    }

    private JsonNode fromIso(TemporalAccessor read) throws Unmappable {
        if (read instanceof OffsetDateTime moment) {
            return moment(moment);
        }
        if (read instanceof LocalDate day) {
            return time
                    ? moment(day.atStartOfDay(zone.orElse(ZoneOffset.UTC)).toOffsetDateTime())
                    : TextNode.valueOf(day.toString());
        }
        var taken = zone.orElseThrow(
                () -> Unmappable.value("is a time without offset; send one, or give the mapping its zone"));
        return moment(((LocalDateTime) read).atZone(taken).toOffsetDateTime());
    }

    private static JsonNode moment(OffsetDateTime moment) {
        return TextNode.valueOf(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.truncatedTo(ChronoUnit.MILLIS)));
    }
}
