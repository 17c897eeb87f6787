package io.sluice.ops;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "check",
        description = "Checks settings, routes and mappings, and lists all that is wrong. Exit code 1 if anything is.")
class CheckCommand implements Callable<Integer> {
    private final Problems problems;
    private final RouteFiles routes;
    private final Summary summary;

    CheckCommand(Problems problems, RouteFiles routes, Summary summary) {
        this.problems = problems;
        this.routes = routes;
        this.summary = summary;
    }

    @Override
    public Integer call() {
        var wrong = problems.all();
        wrong.addAll(routes.problems());
        summary.lines().forEach(System.out::println);
        wrong.forEach(System.err::println);
        System.out.println(wrong.isEmpty() ? "All is well." : wrong.size() + " to mend.");
        return wrong.isEmpty() ? 0 : 1;
    }
}
