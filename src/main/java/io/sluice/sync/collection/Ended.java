package io.sluice.sync.collection;

import io.sluice.sync.Scan;
import java.util.List;
import java.util.stream.Stream;

/**
 * How reading came to its end.
 *
 * @param notices why nothing may be concluded from what is missing
 * @param shortfalls the same, and something was not read as it should be
 */
record Ended(List<String> notices, List<String> shortfalls) {
    static final Ended WHOLE = new Ended(List.of(), List.of());

    static Ended notice(String sentence) {
        return new Ended(List.of(sentence), List.of());
    }

    static Ended shortfall(String sentence) {
        return new Ended(List.of(), List.of(sentence));
    }

    boolean isWhole() {
        return notices.isEmpty() && shortfalls.isEmpty();
    }

    Ended with(String shortfall) {
        return new Ended(
                notices,
                Stream.concat(shortfalls.stream(), Stream.of(shortfall)).toList());
    }

    /** With the name of what was read, where it is one of many. */
    Ended of(String what) {
        return new Ended(named(what, notices), named(what, shortfalls));
    }

    private static List<String> named(String what, List<String> sentences) {
        return sentences.stream().map(sentence -> what + ": " + sentence).toList();
    }

    void tell(Scan scan) {
        notices.forEach(scan::notice);
        shortfalls.forEach(scan::shortfall);
    }
}
