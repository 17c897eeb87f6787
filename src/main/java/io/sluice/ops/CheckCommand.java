package io.sluice.ops;

import io.sluice.delivery.Finding;
import io.sluice.mapping.ConnectCheck;
import io.sluice.mapping.Mappings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = "Checks settings, routes and mappings, and lists all that is wrong. Exit code 1 if anything is.")
class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--connect",
            description = "Asks the destinations too: whether the credentials are good, and whether each data extension"
                    + " and object fits its mappings, and what a sync copies can be read. May run beside a gateway; makes"
                    + " one call a second.")
    boolean connect;

    private final Problems problems;
    private final RouteFiles routes;
    private final Summary summary;
    private final ConfiguredFlows flows;
    private final Mappings mappings;
    private final Instance<ConnectCheck> there;
    private final SyncVisits syncs;

    CheckCommand(
            Problems problems,
            RouteFiles routes,
            Summary summary,
            ConfiguredFlows flows,
            Mappings mappings,
            @Any Instance<ConnectCheck> there,
            SyncVisits syncs) {
        this.problems = problems;
        this.routes = routes;
        this.summary = summary;
        this.flows = flows;
        this.mappings = mappings;
        this.there = there;
        this.syncs = syncs;
    }

    @Override
    public Integer call() throws InterruptedException {
        var wrong = problems.all();
        wrong.addAll(routes.problems());
        summary.lines().forEach(System.out::println);
        Stream.concat(flows.warnings().stream(), routes.warnings().stream())
                .forEach(warning -> System.out.println("Warning: " + warning));
        if (connect && wrong.isEmpty()) {
            var findings = findings();
            findings.stream()
                    .filter(finding -> !finding.wrong())
                    .forEach(finding -> System.out.println(finding.text()));
            wrong.addAll(problems(findings));
        }
        wrong.forEach(System.err::println);
        System.out.println(wrong.isEmpty() ? "All is well." : wrong.size() + " to mend.");
        return wrong.isEmpty() ? 0 : 1;
    }

    private List<Finding> findings() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var one : there) {
            findings.addAll(one.findings(mappings.uses()));
        }
        findings.addAll(syncs.findings());
        return findings.stream().distinct().toList();
    }

    private static List<String> problems(List<Finding> findings) {
        return findings.stream().filter(Finding::wrong).map(Finding::text).toList();
    }
}
