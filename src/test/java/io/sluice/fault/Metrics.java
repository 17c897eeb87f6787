package io.sluice.fault;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code /q/metrics} said. */
record Metrics(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static Metrics of(String text) {
        return new Metrics(text.lines()
                .map(LINE::matcher)
                .filter(line -> line.matches() && !line.group(1).isEmpty())
                .map(line -> new Sample(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3))))
                .toList());
    }

    private static Map<String, String> labels(String text) {
        return text == null
                ? Map.of()
                : LABEL.matcher(text).results().collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** Of all samples of that name that have these labels among theirs. */
    double sum(String name, Map<String, String> labels) {
        return named(name).stream()
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }
}
