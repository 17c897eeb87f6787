package io.sluice.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header: seconds, or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private RetryAfter() {}

    /** Empty when it is not there, or cannot be read. */
    public static Optional<Duration> read(String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        var text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
