package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.source.ServerTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** SFMC keeps dates in its own time: UTC−06:00 all year, without daylight saving. */
final class AccountTime {
    static final ZoneOffset OFFSET = ServerTime.OFFSET;

    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);
    private static final List<Function<String, LocalDateTime>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).withOffsetSameInstant(OFFSET).toLocalDateTime(),
            LocalDateTime::parse,
            text -> LocalDate.parse(text).atStartOfDay(),
            text -> LocalDateTime.parse(text, american("M/d/yyyy h:mm:ss a")),
            text -> LocalDateTime.parse(text, american("M/d/yyyy h:mm a")),
            text -> LocalDateTime.parse(text, american("M/d/yyyy H:mm:ss")),
            text -> LocalDate.parse(text, american("M/d/yyyy")).atStartOfDay());

    private AccountTime() {}

    /**
     * ISO 8601 with or without offset, or the American form.
     *
     * @throws DateTimeException when the text is neither
     */
    static LocalDateTime read(String text) {
        for (var form : FORMS) {
            try {
                return form.apply(text);
            } catch (DateTimeException e) {
                // The next form.
            }
        }
        throw new DateTimeException("no date");
    }

    static String print(LocalDateTime time) {
        return PRINTED.format(time);
    }

    private static DateTimeFormatter american(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US);
    }
}
