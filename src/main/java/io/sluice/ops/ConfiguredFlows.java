package io.sluice.ops;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.mapping.Mappings;
import io.sluice.sfmc.SfmcAccounts;
import jakarta.inject.Singleton;
import java.util.Collection;

/** The flows of the mapping files, on where their account is configured. */
@Singleton
class ConfiguredFlows implements Flows {
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
        return accounts.on(flow.account());
    }
}
