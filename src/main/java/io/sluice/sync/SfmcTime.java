package io.sluice.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How Marketing Cloud shows times: ISO 8601, with any number of digits for the fraction, mostly without an offset. Then they are in
 * its system time, "North American Central Standard Time (UTC-6) without adjustments for daylight saving time".
 */
public final class SfmcTime {
    private static final ZoneOffset SYSTEM = ZoneOffset.ofHours(-6);

    /** What .NET shows for no time at all, as with a journey that was never published. */
    private static final LocalDate NONE = LocalDate.of(1, 1, 1);

    private static final int LAST_YEAR = 9999;

    private SfmcTime() {}

    /**
     * In whole microseconds, which is what databases keep.
     *
     * @return empty for no time
     * @throws DateTimeException for what is no time, or none in the years 1 to 9999
     */
    public static Optional<Instant> read(String text) {
        var shown = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        var time = shown instanceof LocalDateTime local ? local.atOffset(SYSTEM) : (OffsetDateTime) shown;
        if (time.toLocalDate().equals(NONE)) {
            return Optional.empty();
        }
        var moment = time.truncatedTo(ChronoUnit.MICROS).withOffsetSameInstant(ZoneOffset.UTC);
        if (moment.getYear() < 1 || moment.getYear() > LAST_YEAR) {
            throw new DateTimeException("outside the years 1 to 9999");
        }
        return Optional.of(moment.toInstant());
    }
}
