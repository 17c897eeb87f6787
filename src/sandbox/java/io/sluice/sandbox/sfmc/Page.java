package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Call;
import java.util.List;

/** One page of a list, counted from 1. */
record Page<T>(int number, int size, int count, List<T> items) {

    static <T> Page<T> of(List<T> all, int number, int size) {
        var from = Math.min((long) (number - 1) * size, all.size());
        var to = Math.min(from + size, all.size());
        return new Page<>(number, size, all.size(), all.subList((int) from, (int) to));
    }

    boolean hasNext() {
        return (long) number * size < count;
    }

    /** A positive number from the query; larger ones than the limit count as the limit. */
    static int number(Call call, String name, int absent, int limit) {
        try {
            var number = call.query(name).map(Integer::parseInt).orElse(absent);
            if (number > 0) {
                return Math.min(number, limit);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number below 1.
        }
        throw SfmcError.refused(10003, "request parameter " + name + " could not be resolved");
    }
}
