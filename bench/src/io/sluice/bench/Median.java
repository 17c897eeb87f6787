package io.sluice.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/** The middle of several measurements of the same thing, and the lowest and highest of them. */
record Median(double value, double min, double max) {
    static Median of(DoubleStream measured) {
        List<Double> sorted = measured.sorted().boxed().toList();
        return new Median(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
