package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.inbox.AskedSyncs;
import io.sluice.inbox.CommandStore.Answer;
import io.sluice.inbox.Errand;
import io.sluice.inbox.OpenStore;
import io.sluice.inbox.StoreUnavailable;
import io.sluice.sync.ConfiguredSyncs;
import io.sluice.sync.RunReport;
import io.sluice.sync.SyncSettings;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sun.misc.Signal;

/** {@code sluice sync}: by hand, and for a CronJob. */
@Command(
        name = "sync",
        description =
                "Copies what has changed in Marketing Cloud into the tables, now. The gateway that holds the account"
                        + " does it, and this follows; where there is none, this does it itself. Exit code 0: done, or skipped since"
                        + " another run is under way; 3: in part; 1: failed.")
class SyncCommand implements Callable<Integer> {
    private static final int PARTIAL = 3;

    @Option(
            names = "--sync",
            paramLabel = "<name>",
            description = "Which one. Without it the one without a name, or the only one there is.")
    Optional<String> sync = Optional.empty();

    @Option(
            names = "--collection",
            paramLabel = "<name>",
            split = ",",
            description =
                    "Only this one: campaigns, campaign_assets, lists, interactions, goals (with interactions). May be repeated.")
    List<String> collections = List.of();

    @Option(names = "--full", description = "Reads everything again, however far it has been copied.")
    boolean full;

    @Option(names = "--dry-run", description = "Reads, writes nothing, and tells what would be written.")
    boolean dryRun;

    @Option(
            names = "--confirm-deletions",
            description = "Marks as deleted what is gone, even if that is most of what there was.")
    boolean confirmed;

    @Option(names = "--json", description = "The report as JSON, for machines.")
    boolean json;

    private final Problems problems;
    private final ConfiguredSyncs syncs;
    private final OpenStore store;
    private final Instance<AskedSyncs> asked;
    private final Instance<HolderBeside> holder;
    private final ObjectMapper mapper;

    SyncCommand(
            Problems problems,
            ConfiguredSyncs syncs,
            OpenStore store,
            Instance<AskedSyncs> asked,
            Instance<HolderBeside> holder,
            ObjectMapper mapper) {
        this.problems = problems;
        this.syncs = syncs;
        this.store = store;
        this.asked = asked;
        this.holder = holder;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws InterruptedException {
        var wrong = problems.all();
        wrong.forEach(System.err::println);
        if (!wrong.isEmpty()) {
            System.err.println(wrong.size() + " to mend before anything can be copied.");
            return 1;
        }
        try {
            var settings = syncs.chosen(sync);
            var names = Set.copyOf(new LinkedHashSet<>(collections));
            syncs.mustCopy(settings, names);
            return told(followed(settings, new Errand.Sync(settings.name(), names, full, dryRun, confirmed)));
        } catch (IllegalArgumentException | IllegalStateException | StoreUnavailable cannot) {
            System.err.println(cannot.getMessage());
            return 1;
        }
    }

    private Answer followed(SyncSettings settings, Errand.Sync errand) throws InterruptedException {
        store.beside();
        stopInOrder();
        var progress = new ProgressLine(System.err, CommandLine.Help.Ansi.AUTO.enabled());
        return new FollowedSync(asked.get(), holder::get, progress, settings.door()).follow(errand);
    }

    /** Once; left to itself, the JVM would not wait until the account is given back. */
    private static void stopInOrder() {
        var following = Thread.currentThread();
        for (var name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), signal -> {
                Signal.handle(signal, again -> {});
                following.interrupt();
            });
        }
    }

    /** @return the exit code */
    private int told(Answer answer) {
        if (!answer.done()) {
            System.err.println(answer.text());
            return 1;
        }
        var report = report(answer.text());
        if (json) {
            System.out.println(answer.text());
        } else {
            RunTable.lines(report).forEach(System.out::println);
        }
        return switch (report.status()) {
            case SUCCESS, SKIPPED -> 0;
            case PARTIAL -> PARTIAL;
            case FAILURE -> 1;
        };
    }

    private RunReport report(String text) {
        try {
            return mapper.readValue(text, RunReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The gateway's report cannot be read, it may be of another version: " + e.getOriginalMessage(), e);
        }
    }
}
