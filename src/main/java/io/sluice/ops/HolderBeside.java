package io.sluice.ops;

import io.sluice.delivery.SluiceConfig;
import io.sluice.inbox.ErrandRunner;
import io.sluice.inbox.Lanes;
import io.sluice.inbox.Leases;
import io.sluice.sfmc.SfmcDoors;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.quarkus.main.CamelMain;

/**
 * Makes a command the holder of an account that no gateway holds: with the one door that a sync needs, without lanes. It carries
 * out what other commands ask of the account as well.
 */
@Singleton
class HolderBeside {
    private final SluiceConfig config;
    private final CamelMain camel;
    private final SfmcDoors doors;
    private final Lanes lanes;
    private final Leases leases;
    private final ErrandRunner errands;

    HolderBeside(
            SluiceConfig config, CamelMain camel, SfmcDoors doors, Lanes lanes, Leases leases, ErrandRunner errands) {
        this.config = config;
        this.camel = camel;
        this.doors = doors;
        this.lanes = lanes;
        this.leases = leases;
        this.errands = errands;
    }

    /**
     * Asks for the account until it has it: a gateway that is quicker keeps it. To be called once.
     *
     * @param sync the number of the errand that it is for
     */
    void start(String account, long sync) {
        try {
            // The real path, since Camel does not look into a directory that is a link.
            var directory = Path.of(config.routes()).toRealPath();
            camel.configure().withRoutesIncludePattern("file:" + directory + "/sfmc.camel.yaml");
            camel.startEngine();
            doors.open(camel.getCamelContext());
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The door of " + account + " could not be opened: " + StartFailure.sentence(e), e);
        }
        leases.startBeside(account);
        errands.startBeside(sync);
    }

    /** What is under way comes to its end first; then the account is given back. */
    void stop() {
        errands.stop();
        lanes.stop(
                Duration.ofSeconds(camel.getCamelContext().getShutdownStrategy().getTimeout()));
        camel.stop();
        leases.stop();
    }
}
