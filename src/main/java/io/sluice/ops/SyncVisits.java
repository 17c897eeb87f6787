package io.sluice.ops;

import io.quarkus.arc.All;
import io.sluice.delivery.Finding;
import io.sluice.sfmc.DirectSource;
import io.sluice.sfmc.SfmcSources;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.ConfiguredSyncs;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.SyncSettings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks whether what the configured syncs copy can be read: a call or two for each collection, one a second. */
@Singleton
class SyncVisits {
    private final ConfiguredSyncs syncs;
    private final List<SourceCollection> collections;
    private final SfmcSources sources;

    SyncVisits(ConfiguredSyncs syncs, @All List<SourceCollection> collections, SfmcSources sources) {
        this.syncs = syncs;
        this.collections = collections.stream()
                .sorted(Comparator.comparingInt(SourceCollection::order))
                .toList();
        this.sources = sources;
    }

    List<Finding> findings() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var sync : syncs.all()) {
            findings.addAll(findings(sync));
        }
        return findings;
    }

    private List<Finding> findings(SyncSettings sync) throws InterruptedException {
        var source = sources.direct(sync.account());
        var name = "sync " + sync.name() + ": ";
        try {
            source.login();
        } catch (SourceFailure failure) {
            // As the mappings' own check words it, so that it counts once.
            return List.of(new Finding(
                    true,
                    "SFMC account " + sync.account() + ": " + failure.failure().sentence()));
        }
        var findings = new ArrayList<Finding>();
        for (var collection : collections) {
            if (sync.collections().contains(collection.name())) {
                findings.add(finding(name + collection.name(), source, collection));
            }
        }
        return findings;
    }

    private static Finding finding(String name, DirectSource source, SourceCollection collection)
            throws InterruptedException {
        try {
            var lacking = source.lackingScopes(collection.scopes());
            if (!lacking.isEmpty()) {
                return new Finding(
                        true,
                        name + ": the token lacks the scopes " + lacking + "; grant them to the installed package");
            }
            collection.look(source);
            return new Finding(false, name + " can be read");
        } catch (SourceFailure failure) {
            return new Finding(true, name + ": " + failure.failure().sentence());
        }
    }
}
