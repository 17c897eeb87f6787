package io.sluice.ops;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.Nearest;
import io.sluice.sync.ConfiguredSyncs;
import io.sluice.sync.SyncSettings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The flows of the mapping files, on where their account is configured. */
@Singleton
class ConfiguredFlows implements Flows {
    private static final String UNNAMED = "main";

    private final Mappings mappings;
    private final List<Accounts> all;
    private final List<SyncSettings> syncs;

    @Inject
    ConfiguredFlows(Mappings mappings, @Any Instance<Accounts> all, ConfiguredSyncs syncs) {
        this(mappings, all.stream().toList(), syncs.all());
    }

    ConfiguredFlows(Mappings mappings, List<Accounts> all, List<SyncSettings> syncs) {
        this.mappings = mappings;
        this.all = all;
        this.syncs = syncs;
    }

    @Override
    public Collection<Flow> flows() {
        return mappings.flows();
    }

    @Override
    public boolean on(Flow flow) {
        return accounts(flow).anyMatch(accounts -> accounts.on(flow.account()));
    }

    /** Those of the syncs as well, which only read. */
    @Override
    public Set<String> doors() {
        var doors = new TreeSet<>(Flows.super.doors());
        syncs.forEach(sync -> doors.add(sync.door()));
        return doors;
    }

    /** A sentence for each flow that is off though its account is in no setting, which may be a slip of the pen. */
    List<String> warnings() {
        return flows().stream()
                .filter(flow -> !flow.account().equals(UNNAMED))
                .filter(flow ->
                        accounts(flow).noneMatch(accounts -> accounts.names().contains(flow.account())))
                .map(this::warning)
                .toList();
    }

    private Stream<Accounts> accounts(Flow flow) {
        return all.stream().filter(accounts -> accounts.destination().equals(flow.destination()));
    }

    private String warning(Flow flow) {
        var names =
                accounts(flow).flatMap(accounts -> accounts.names().stream()).toList();
        var remedy = Nearest.to(flow.account(), names)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("set sluice." + flow.destination() + "." + flow.account()
                        + ".… to switch it on, or leave one of them empty if it is meant to be off.");
        return "the flow " + flow.lane() + " is off: no setting names its account '" + flow.account() + "'; " + remedy;
    }
}
