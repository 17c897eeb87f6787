package io.sluice.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code inbox:<lane>}: the deliveries of a lane, as they fall due. Options: {@code batch}, rows of one target that are worth
 * a call (50); {@code wait}, how long a smaller reading waits to become fuller (200ms); {@code inFlight}, rows that may be
 * under way at a time (batch × 32, but no more than 8,000 unless the batch is larger); {@code weight}, the flow's share of its account's calls against that of the other flows, 1
 * to 100 (1).
 *
 * <p>Every exchange has the variables {@code flow} and {@code weight}, by which the account's door gives turns.
 */
@ApplicationScoped
@Named("inbox")
class InboxComponent extends DefaultComponent {
    private static final int CALLS_IN_FLIGHT = 32;

    /** With their events some 50 MB. */
    private static final int ROWS_IN_FLIGHT = 8_000;

    private static final int OPEN_KEYS = 100_000;
    private static final int MOST_WEIGHT = 100;

    private final Lanes lanes;

    @Inject
    InboxComponent(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String lane, Map<String, Object> options) throws Exception {
        var batch = getAndRemoveParameter(options, "batch", Integer.class, 50);
        var linger = getAndRemoveParameter(options, "wait", java.time.Duration.class, java.time.Duration.ofMillis(200));
        var inFlight = getAndRemoveParameter(options, "inFlight", Integer.class, inFlight(batch));
        var weight = getAndRemoveParameter(options, "weight", Integer.class, 1);
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                    "inbox:" + lane + ": weight is " + weight + "; it must be 1 to " + MOST_WEIGHT + ".");
        }
        var limits = new LaneLimits(batch, linger, inFlight, OPEN_KEYS);
        return new InboxEndpoint(uri, this, lanes.open(lane, limits), weight);
    }

    private static int inFlight(int batch) {
        return Math.max(batch, Math.min(batch * CALLS_IN_FLIGHT, ROWS_IN_FLIGHT));
    }
}
