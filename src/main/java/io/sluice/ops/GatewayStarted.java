package io.sluice.ops;

import io.sluice.ingest.Intake;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether the start is over. */
@Startup
@Singleton
class GatewayStarted implements HealthCheck {
    private final Intake intake;

    GatewayStarted(Intake intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway").status(intake.hasOpened()).build();
    }
}
