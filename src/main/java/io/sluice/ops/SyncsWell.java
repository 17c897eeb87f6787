package io.sluice.ops;

import io.sluice.sync.SyncStates;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Whether what is copied from Marketing Cloud is as fresh as it should be. Apart from readiness, as the deliveries are. */
@Wellness
@Singleton
class SyncsWell implements HealthCheck {
    private final SyncStates states;

    SyncsWell(SyncStates states) {
        this.states = states;
    }

    @Override
    public HealthCheckResponse call() {
        var all = states.all();
        var response = HealthCheckResponse.named("syncs").status(all.stream().allMatch(one -> one.well()));
        all.forEach(one -> response.withData(one.name(), one.sentence()));
        return response.build();
    }
}
