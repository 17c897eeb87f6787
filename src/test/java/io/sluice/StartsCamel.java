package io.sluice;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.ingest.Intake;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.quarkus.main.CamelMain;

/** In a {@code @QuarkusTest} nobody runs our main class, which is what starts Camel otherwise. */
@Singleton
class StartsCamel {
    @Inject
    CamelMain camel;

    @Inject
    Intake intake;

    void start(@Observes StartupEvent event) throws Exception {
        camel.configure().withRoutesIncludePattern("file:routes/*.camel.yaml");
        camel.startEngine();
        intake.open();
    }

    void stop(@Observes ShutdownEvent event) {
        camel.stop();
    }
}
