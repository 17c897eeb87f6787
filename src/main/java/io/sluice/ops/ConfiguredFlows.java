package io.sluice.ops;

import io.sluice.delivery.Accounts;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.Nearest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The flows of the mapping files, on where their account is configured. */
@Singleton
class ConfiguredFlows implements Flows {
    private static final String UNNAMED = "main";

    private final Mappings mappings;
    private final List<Accounts> all;

    @Inject
    ConfiguredFlows(Mappings mappings, @Any Instance<Accounts> all) {
        this(mappings, all.stream().toList());
    }

    ConfiguredFlows(Mappings mappings, List<Accounts> all) {
        this.mappings = mappings;
        this.all = all;
    }

    @Override
    public Collection<Flow> flows() {
        return mappings.flows();
    }

    @Override
    public boolean on(Flow flow) {
        return accounts(flow).anyMatch(accounts -> accounts.on(flow.account()));
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
