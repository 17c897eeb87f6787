package io.sluice.ops;

import io.sluice.inbox.StoreHealth;
import io.sluice.ingest.Intake;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events can be taken: our own parts only. Remote systems that are away must not stop the intake. */
@Readiness
class GatewayReady implements HealthCheck {
    private final Intake intake;
    private final StoreHealth store;

    GatewayReady(Intake intake, StoreHealth store) {
        this.intake = intake;
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("gateway").withData("intake", intake.isOpen() ? "open" : "closed");
        if (!intake.isOpen()) {
            return response.down().build();
        }
        var problem = store.problem();
        problem.ifPresent(why -> response.withData("store", why));
        return response.status(problem.isEmpty()).build();
    }
}
