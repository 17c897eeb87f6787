package io.sluice.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks for many things by name, so many at a time as a statement takes well. */
final class InList {
    /** Both databases take some 32,000 parameters; few enough here that a statement stays cheap to parse. */
    private static final int MOST = 500;

    private InList() {}

    /** @param query is given the marks of an IN list, and what they stand for; each thing once */
    static <T> void each(Collection<T> items, BiConsumer<String, List<T>> query) {
        var all = new ArrayList<>(new LinkedHashSet<>(items));
        for (int from = 0; from < all.size(); from += MOST) {
            var some = all.subList(from, Math.min(from + MOST, all.size()));
            query.accept(String.join(", ", Collections.nCopies(some.size(), "?")), some);
        }
    }
}
