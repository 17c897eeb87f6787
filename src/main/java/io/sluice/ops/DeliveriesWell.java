package io.sluice.ops;

import io.sluice.inbox.Paused;
import io.sluice.inbox.StoreHealth;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether deliveries go on, or somebody has to do something, and who. Apart from readiness: a destination that is away must
 * not stop the intake.
 */
@Wellness
@Singleton
class DeliveriesWell implements HealthCheck {
    private final StoreHealth store;

    DeliveriesWell(StoreHealth store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        var paused = store.paused();
        var response = HealthCheckResponse.named("deliveries").status(paused.isEmpty());
        paused.forEach(one -> response.withData(name(one), sentence(one)));
        return response.build();
    }

    private static String name(Paused one) {
        return one.lane().map(lane -> "lane " + lane).orElse("account " + one.account());
    }

    private static String sentence(Paused one) {
        return "paused since %s, %s: %s"
                .formatted(one.since(), one.reason().code(), one.reason().remedy());
    }
}
