package io.sluice.ops;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;
import sun.misc.Signal;

@Command(name = "serve", description = "Takes events in and delivers them, until it is told to stop (the default).")
class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(ServeCommand.class);

    private final Problems problems;
    private final Summary summary;
    private final ConfiguredFlows flows;
    private final Instance<Gateway> gateway;

    ServeCommand(Problems problems, Summary summary, ConfiguredFlows flows, Instance<Gateway> gateway) {
        this.problems = problems;
        this.summary = summary;
        this.flows = flows;
        this.gateway = gateway;
    }

    /** @return 0 after a stop that was asked for, 1 when it could not start */
    @Override
    public Integer call() {
        var wrong = problems.all();
        if (!wrong.isEmpty()) {
            wrong.forEach(System.err::println);
            System.err.println(wrong.size() + " to mend before the gateway can start.");
            return 1;
        }
        summary.lines().forEach(LOG::info);
        flows.warnings().forEach(LOG::warn);
        stopOnTerm();
        try {
            gateway.get().start();
        } catch (Exception e) {
            LOG.errorf(e, "gateway.not_started why=%s", StartFailure.sentence(e));
            return 1;
        }
        Quarkus.waitForExit();
        gateway.get().stop();
        return 0;
    }

    /** Left to itself, the JVM stops in good order as well, but exits with 143, which Kubernetes takes for a failure. */
    private static void stopOnTerm() {
        Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
    }
}
