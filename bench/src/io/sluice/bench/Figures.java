package io.sluice.bench;

import java.time.Duration;

/** How figures are written. */
final class Figures {
    private Figures() {}

    static String number(double number) {
        return "%,.0f".formatted(number);
    }

    static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }

    static String millis(Duration duration) {
        return "%.1f ms".formatted(duration.toNanos() / 1e6);
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    static String megabytes(long bytes) {
        return "%.0f MB".formatted(bytes / 1024.0 / 1024);
    }

    static String spread(Median median) {
        return "%s (%s–%s)".formatted(number(median.value()), number(median.min()), number(median.max()));
    }

    /** With as many decimals as the format has. */
    static String spread(String format, Median median) {
        return "%s (%s–%s)"
                .formatted(
                        format.formatted(median.value()),
                        format.formatted(median.min()),
                        format.formatted(median.max()));
    }
}
