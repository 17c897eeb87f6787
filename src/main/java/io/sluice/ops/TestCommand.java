package io.sluice.ops;

import io.sluice.delivery.Action;
import io.sluice.delivery.Batches;
import io.sluice.delivery.SluiceConfig;
import io.sluice.mapping.MappingCases;
import io.sluice.mapping.Mappings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "test",
        description = "Runs the cases of routes/tests/*.yaml: events, and exactly what the mappings make of them."
                + " Needs no credentials, and sends nothing. Exit code 1 if anything differs.")
class TestCommand implements Callable<Integer> {
    private final Path routes;
    private final Instance<Action> actions;
    private final Batches batches;

    TestCommand(SluiceConfig config, @Any Instance<Action> actions, Batches batches) {
        this.routes = Path.of(config.routes());
        this.actions = actions;
        this.batches = batches;
    }

    @Override
    public Integer call() {
        var mappings = new Mappings(routes, actions.stream().toList());
        var cases = MappingCases.read(routes.resolve("tests"));
        mappings.mistakes().forEach(System.err::println);
        cases.mistakes().forEach(System.err::println);
        return mappings.mistakes().isEmpty() && cases.mistakes().isEmpty() ? run(cases, mappings) : 1;
    }

    private int run(MappingCases cases, Mappings mappings) {
        var results = cases.run(mappings, batches);
        var failed = results.stream()
                .filter(result -> !result.differences().isEmpty())
                .toList();
        for (var result : failed) {
            System.out.println(result.place() + ": " + result.name());
            result.differences().forEach(difference -> System.out.println("  " + difference));
        }
        cases.withoutRequest(mappings, batches)
                .forEach(name -> System.out.println("no case makes a request of " + name));
        System.out.println(results.size() + " cases, " + failed.size() + " failed.");
        return failed.isEmpty() ? 0 : 1;
    }
}
