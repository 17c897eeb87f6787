package io.sluice.ops;

import io.sluice.inbox.OrderConfig;
import io.sluice.inbox.OrderProblems;
import io.sluice.ingest.Sources;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.Mistake;
import io.sluice.sfmc.SfmcAccounts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings and the mapping files: all of it at once. */
@Singleton
class Problems {
    private final Sources sources;
    private final SfmcAccounts accounts;
    private final Mappings mappings;
    private final OrderConfig order;

    Problems(Sources sources, SfmcAccounts accounts, Mappings mappings, OrderConfig order) {
        this.sources = sources;
        this.accounts = accounts;
        this.mappings = mappings;
        this.order = order;
    }

    List<String> all() {
        var all = new ArrayList<String>();
        all.addAll(sources.problems());
        all.addAll(accounts.problems());
        all.addAll(OrderProblems.of(order));
        mappings.mistakes().stream().map(Mistake::toString).forEach(all::add);
        return all;
    }
}
