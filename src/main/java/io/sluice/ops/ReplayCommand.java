package io.sluice.ops;

import io.sluice.inbox.CommandStore;
import io.sluice.inbox.Errand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description =
                "Sends deliveries again, each with the later ones of its key. Says what it would do; --yes does it.")
class ReplayCommand implements Callable<Integer> {
    @Mixin
    SelectionOptions options;

    @Option(
            names = "--again",
            paramLabel = "<mapping>",
            description =
                    "Repeats what this mapping has done, though it must not be repeated: fires its journey events.")
    List<String> again = new ArrayList<>();

    @Option(names = "--yes", description = "Do it.")
    boolean yes;

    private final StoreAccess access;

    ReplayCommand(StoreAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        if (options.isEmpty()) {
            System.err.println("Say what to send again: at least one of the options below.");
            System.err.println("--message-id, --user, --key, --mapping, --state, --reason, --since, --until");
            return 1;
        }
        return access.with(this::replay);
    }

    private int replay(CommandStore store) throws InterruptedException {
        var replay = new Errand.Replay(options.selection(Instant.now()), Set.copyOf(again));
        var plan = store.plan(replay);
        if (plan.isEmpty()) {
            System.out.println(SelectionOptions.NONE);
            return 0;
        }
        if (!yes) {
            plan.values().forEach(System.out::println);
            System.out.println("Nothing has been done. The same with --yes does it.");
            return 0;
        }
        var exitCode = 0;
        for (var flow : plan.keySet()) {
            exitCode = Math.max(exitCode, Asking.ask(store, flow.door(), Optional.of(flow.lane()), replay));
        }
        return exitCode;
    }
}
