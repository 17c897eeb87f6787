package io.sluice.sandbox.source;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What is left to chance; the same seed brings the same. */
final class Dice {
    static final LocalDateTime FIRST = LocalDateTime.of(2012, 3, 1, 0, 0);
    /** All that is made up lies before it: what a test changes afterwards is newer. */
    private static final LocalDateTime LAST = LocalDateTime.of(2024, 12, 31, 0, 0);

    private static final List<String> WORDS = List.of(
            "Spring",
            "Winter",
            "Boots",
            "Welcome",
            "Newsletter",
            "VIP",
            "Über",
            "Größe",
            "Café",
            "Señor",
            "日本",
            "Åse",
            "Launch",
            "Reminder",
            "Birthday",
            "Basket",
            "Trial",
            "Win-back",
            "Survey",
            "\"Quoted\"",
            "<Tag>",
            "A&B",
            "🎉",
            "O'Neil",
            "50%",
            "Żółć",
            "Привет",
            "e\u0301te\u0301");

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String words(int most) {
        var text = new StringBuilder(one(WORDS));
        for (int i = below(most); i > 0; i--) {
            text.append(' ').append(one(WORDS));
        }
        return text.toString();
    }

    UUID uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    LocalDateTime after(LocalDateTime earlier) {
        var seconds = Duration.between(earlier, LAST).toSeconds();
        return seconds <= 0 ? earlier : earlier.plusSeconds((long) (random.nextDouble() * seconds));
    }

    /** The time with a fraction of at most so many digits, the last of which is no zero: so .NET prints it. */
    String fraction(LocalDateTime time, int most) {
        var digits = below(most + 1);
        var text = new StringBuilder(seconds(time));
        for (int i = 0; i < digits; i++) {
            text.append(i == 0 ? "." : "").append(i == digits - 1 ? 1 + below(9) : below(10));
        }
        return text.toString();
    }

    static String seconds(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.withNano(0));
    }
}
