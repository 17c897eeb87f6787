package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.inbox.Errand;
import io.sluice.inbox.Syncing;
import io.sluice.sync.Status;
import io.sluice.sync.SyncOptions;
import io.sluice.sync.Syncs;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** Runs the syncs that commands ask for; their report is JSON. */
@Singleton
class SyncRuns implements Syncing {
    private final Syncs syncs;
    private final ObjectMapper json;

    SyncRuns(Syncs syncs, ObjectMapper json) {
        this.syncs = syncs;
        this.json = json;
    }

    @Override
    public Ended run(Errand.Sync errand, Consumer<String> progress) throws InterruptedException {
        var options = new SyncOptions(errand.collections(), errand.full(), errand.dryRun(), errand.confirmed());
        var report = syncs.run(errand.sync(), options, progress::accept);
        try {
            return new Ended(report.status() == Status.SKIPPED, json.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
