package io.sluice.ops;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice}: without a command it serves. */
@Command(
        name = "sluice",
        description = "A gateway between Segment-compatible events and Salesforce.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            ServeCommand.class,
            SyncCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            TestCommand.class,
            DeliveriesCommand.class,
            ReplayCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            DeleteCommand.class
        })
public class SluiceCommand implements Callable<Integer> {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        return spec.commandLine().execute("serve");
    }
}
