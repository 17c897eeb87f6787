package io.sluice.ops;

import io.sluice.delivery.SluiceConfig;
import io.sluice.inbox.ErrandRunner;
import io.sluice.inbox.Housekeeping;
import io.sluice.inbox.Lanes;
import io.sluice.inbox.Leases;
import io.sluice.ingest.Intake;
import io.sluice.salesforce.SalesforceDoors;
import io.sluice.sfmc.SfmcDoors;
import io.sluice.sync.SyncRoutes;
import io.sluice.sync.SyncStates;
import io.sluice.sync.Syncs;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.quarkus.main.CamelMain;
import org.jboss.logging.Logger;

/** Starts the parts in the order in which they need each other, and stops them in the opposite one. */
@Singleton
class Gateway {
    private static final Logger LOG = Logger.getLogger(Gateway.class);

    private final SluiceConfig config;
    private final FlowRoutes flowRoutes;
    private final Lanes lanes;
    private final Leases leases;
    private final ErrandRunner errands;
    private final Housekeeping housekeeping;
    private final Intake intake;
    private final SfmcDoors sfmc;
    private final SalesforceDoors salesforce;
    private final SyncRoutes syncRoutes;
    private final Syncs syncs;
    private final SyncStates syncStates;
    private final CamelMain camel;

    Gateway(
            SluiceConfig config,
            FlowRoutes flowRoutes,
            Lanes lanes,
            Leases leases,
            ErrandRunner errands,
            Housekeeping housekeeping,
            Intake intake,
            SfmcDoors sfmc,
            SalesforceDoors salesforce,
            SyncRoutes syncRoutes,
            Syncs syncs,
            SyncStates syncStates,
            CamelMain camel) {
        this.config = config;
        this.flowRoutes = flowRoutes;
        this.lanes = lanes;
        this.leases = leases;
        this.errands = errands;
        this.housekeeping = housekeeping;
        this.intake = intake;
        this.sfmc = sfmc;
        this.salesforce = salesforce;
        this.syncRoutes = syncRoutes;
        this.syncs = syncs;
        this.syncStates = syncStates;
        this.camel = camel;
    }

    /** Every lane is known to the store before the first event is accepted, so that no lane misses one. */
    void start() throws Exception {
        lanes.register();
        // The real path, since Camel does not look into a directory that is a link.
        var directory = Path.of(config.routes()).toRealPath();
        camel.configure().withRoutesIncludePattern("file:" + directory + "/*.camel.yaml");
        camel.startEngine();
        if (camel.getCamelContext().getRoutes().isEmpty()) {
            throw new IllegalStateException(
                    directory + " has no *.camel.yaml: set sluice.routes to the directory of the routes.");
        }
        var wrong = flowRoutes.problems();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join(" ", wrong));
        }
        sfmc.open(camel.getCamelContext());
        salesforce.open(camel.getCamelContext());
        intake.open();
        syncRoutes.open(camel.getCamelContext());
        leases.start();
        errands.start();
        housekeeping.start();
        syncStates.start();
        LOG.info("gateway.ready");
    }

    /**
     * Nothing new comes in, and no sync goes on; what is under way comes back and is settled; then the accounts are given
     * back.
     */
    void stop() {
        LOG.info("gateway.stopping");
        intake.close();
        syncs.stop();
        errands.stop();
        lanes.stop(
                Duration.ofSeconds(camel.getCamelContext().getShutdownStrategy().getTimeout()));
        camel.stop();
        leases.stop();
        housekeeping.stop();
        syncStates.stop();
        LOG.info("gateway.stopped");
    }
}
