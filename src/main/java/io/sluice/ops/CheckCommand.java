package io.sluice.ops;

import io.sluice.mapping.Mappings;
import io.sluice.sfmc.ConnectCheck;
import io.sluice.sfmc.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = "Checks settings, routes and mappings, and lists all that is wrong. Exit code 1 if anything is.")
class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--connect",
            description = "Asks the destinations too: whether the credentials are good, and whether each data extension"
                    + " fits its mappings. May run beside a gateway; makes one call a second.")
    boolean connect;

    private final Problems problems;
    private final RouteFiles routes;
    private final Summary summary;
    private final ConfiguredFlows flows;
    private final Mappings mappings;
    private final ConnectCheck there;

    CheckCommand(
            Problems problems,
            RouteFiles routes,
            Summary summary,
            ConfiguredFlows flows,
            Mappings mappings,
            ConnectCheck there) {
        this.problems = problems;
        this.routes = routes;
        this.summary = summary;
        this.flows = flows;
        this.mappings = mappings;
        this.there = there;
    }

    @Override
    public Integer call() throws InterruptedException {
        var wrong = problems.all();
        wrong.addAll(routes.problems());
        summary.lines().forEach(System.out::println);
        flows.warnings().forEach(warning -> System.out.println("Warning: " + warning));
        if (connect && wrong.isEmpty()) {
            var findings = there.findings(mappings.uses());
            findings.stream()
                    .filter(finding -> !finding.wrong())
                    .forEach(finding -> System.out.println(finding.text()));
            wrong.addAll(problems(findings));
        }
        wrong.forEach(System.err::println);
        System.out.println(wrong.isEmpty() ? "All is well." : wrong.size() + " to mend.");
        return wrong.isEmpty() ? 0 : 1;
    }

    private static List<String> problems(List<Finding> findings) {
        return findings.stream().filter(Finding::wrong).map(Finding::text).toList();
    }
}
