package io.sluice.ops;

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

    Problems(Sources sources, SfmcAccounts accounts, Mappings mappings) {
        this.sources = sources;
        this.accounts = accounts;
        this.mappings = mappings;
    }

    List<String> all() {
        var all = new ArrayList<String>();
        all.addAll(sources.problems());
        all.addAll(accounts.problems());
        mappings.mistakes().stream().map(Mistake::toString).forEach(all::add);
        return all;
    }
}
