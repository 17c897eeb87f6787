package io.sluice.sandbox.source;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** SFMC's own time, in which it prints dates without saying so: UTC−06:00 all year, without daylight saving. */
public final class ServerTime {
    public static final ZoneOffset OFFSET = ZoneOffset.ofHours(-6);

    private ServerTime() {}

    static LocalDateTime now(InstantSource clock) {
        return LocalDateTime.ofInstant(clock.instant(), OFFSET).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * ISO 8601; a time without an offset is the server's.
     *
     * @throws DateTimeException when it is no such time
     */
    public static LocalDateTime read(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            return OffsetDateTime.parse(text).withOffsetSameInstant(OFFSET).toLocalDateTime();
        }
    }
}
