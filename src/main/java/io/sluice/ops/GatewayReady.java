package io.sluice.ops;

import io.sluice.inbox.StoreHealth;
import io.sluice.ingest.Intake;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether events can be taken: our own parts only. Remote systems that are away must not stop the intake. */
@Readiness
@Singleton
class GatewayReady implements AsyncHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Intake intake;
    private final StoreHealth store;

    GatewayReady(Intake intake, StoreHealth store) {
        this.intake = intake;
        this.store = store;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var response = HealthCheckResponse.named("gateway").withData("intake", intake.isOpen() ? "open" : "closed");
        if (!intake.isOpen()) {
            return Uni.createFrom().item(response.down().build());
        }
        return Uni.createFrom()
                .completionStage(store::write)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(time -> response.up().build())
                .onFailure()
                .recoverWithItem(away -> response.down()
                        .withData("store", String.valueOf(away.getMessage()))
                        .build());
    }
}
