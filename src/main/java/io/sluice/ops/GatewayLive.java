package io.sluice.ops;

import io.sluice.inbox.Lanes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the threads that must never end are there: without one, only a restart helps. */
@Liveness
@Singleton
class GatewayLive implements HealthCheck {
    private final Lanes lanes;

    GatewayLive(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        var dead = lanes.withoutReader();
        var response = HealthCheckResponse.named("lanes").status(dead.isEmpty());
        dead.forEach(lane -> response.withData(lane, "its reader has ended"));
        return response.build();
    }
}
