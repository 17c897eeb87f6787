package io.sluice.ops;

import io.sluice.delivery.Accounts;
import io.sluice.inbox.OrderConfig;
import io.sluice.inbox.OrderProblems;
import io.sluice.ingest.Sources;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.Mistake;
import io.sluice.sync.ConfiguredSyncs;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings and the mapping files: all of it at once. */
@Singleton
class Problems {
    private final Sources sources;
    private final Instance<Accounts> accounts;
    private final Mappings mappings;
    private final OrderConfig order;
    private final ConfiguredSyncs syncs;

    Problems(
            Sources sources,
            @Any Instance<Accounts> accounts,
            Mappings mappings,
            OrderConfig order,
            ConfiguredSyncs syncs) {
        this.sources = sources;
        this.accounts = accounts;
        this.mappings = mappings;
        this.order = order;
        this.syncs = syncs;
    }

    List<String> all() {
        var all = new ArrayList<String>();
        all.addAll(sources.problems());
        accounts.forEach(some -> all.addAll(some.problems()));
        all.addAll(OrderProblems.of(order));
        all.addAll(syncs.problems());
        mappings.mistakes().stream().map(Mistake::toString).forEach(all::add);
        return all;
    }
}
