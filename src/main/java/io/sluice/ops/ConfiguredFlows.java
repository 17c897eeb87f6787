package io.sluice.ops;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.Nearest;
import io.sluice.sfmc.SfmcAccounts;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** The flows of the mapping files, on where their account is configured. */
@Singleton
class ConfiguredFlows implements Flows {
    private static final String UNNAMED = "main";

    private final Mappings mappings;
    private final SfmcAccounts accounts;

    ConfiguredFlows(Mappings mappings, SfmcAccounts accounts) {
        this.mappings = mappings;
        this.accounts = accounts;
    }

    @Override
    public Collection<Flow> flows() {
        return mappings.flows();
    }

    @Override
    public boolean on(Flow flow) {
        return flow.destination().equals("sfmc") && accounts.on(flow.account());
    }

    /** A sentence for each flow that is off though its account is in no setting, which may be a slip of the pen. */
    List<String> warnings() {
        return flows().stream()
                .filter(flow -> !flow.account().equals(UNNAMED))
                .filter(flow -> !accounts.names().contains(flow.account()))
                .map(this::warning)
                .toList();
    }

    private String warning(Flow flow) {
        var remedy = Nearest.to(flow.account(), accounts.names())
                .map(name -> "did you mean '" + name + "'?")
                .orElse("set sluice.sfmc." + flow.account() + ".… to switch it on, or leave one of them empty if it is"
                        + " meant to be off.");
        return "the flow " + flow.lane() + " is off: no setting names its account '" + flow.account() + "'; " + remedy;
    }
}
