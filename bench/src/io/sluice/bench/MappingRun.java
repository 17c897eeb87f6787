package io.sluice.bench;

import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How {@link MappingBenchmark} went, by JMH, in a process of its own.
 *
 * @param what becomes of the events
 */
record MappingRun(String what, Median eventsPerSecond) {
    static List<MappingRun> all(Plan plan) throws RunnerException {
        var options = new OptionsBuilder()
                .include(MappingBenchmark.class.getName())
                .mode(Mode.Throughput)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(plan.warmUp().toMillis()))
                .measurementIterations(plan.runs())
                .measurementTime(TimeValue.milliseconds(plan.run().toMillis()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options)
                .run().stream()
                        .map(MappingRun::of)
                        .sorted(Comparator.comparing(MappingRun::what))
                        .toList();
    }

    private static MappingRun of(RunResult result) {
        var name = result.getParams().getBenchmark();
        var iterations = result.getBenchmarkResults().iterator().next().getIterationResults();
        return new MappingRun(
                name.substring(name.lastIndexOf('.') + 1),
                Median.of(iterations.stream()
                        .mapToDouble(run -> run.getPrimaryResult().getScore())));
    }
}
