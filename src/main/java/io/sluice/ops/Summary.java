package io.sluice.ops;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.inbox.StoreConfig;
import io.sluice.ingest.Sources;
import io.sluice.sync.ConfiguredSyncs;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What is configured, in a few lines, secrets as set or missing. */
@Singleton
class Summary {
    private final StoreConfig store;
    private final Instance<Accounts> accounts;
    private final Sources sources;
    private final Flows flows;
    private final ConfiguredSyncs syncs;

    Summary(StoreConfig store, Sources sources, @Any Instance<Accounts> accounts, Flows flows, ConfiguredSyncs syncs) {
        this.sources = sources;
        this.store = store;
        this.accounts = accounts;
        this.flows = flows;
        this.syncs = syncs;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("store: " + store.url().replaceAll("(?i)(password|pwd)=[^&;]*", "$1=set"));
        lines.addAll(sources.summary());
        accounts.forEach(some -> lines.addAll(some.summary()));
        flows.flows().forEach(flow -> lines.add(line(flow)));
        lines.addAll(syncs.summary());
        return lines;
    }

    private String line(Flow flow) {
        var state = flows.on(flow) ? "" : " (off: the account is not configured)";
        return "flow " + flow.lane() + " to " + flow.door() + ": " + String.join(", ", flow.mappings()) + state;
    }
}
