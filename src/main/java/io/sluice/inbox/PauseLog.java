package io.sluice.inbox;

import io.sluice.delivery.Reason;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says once when an account or a lane begins to pause, why, and who has to do what; and once when it goes on. */
final class PauseLog {
    private static final Logger LOG = Logger.getLogger(PauseLog.class);

    private final String kind;
    private final String name;

    /** @param kind {@code account} or {@code lane} */
    PauseLog(String kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    /**
     * @param before why it paused before something happened
     * @param now the same pause afterwards
     * @param why in the destination's words
     */
    void tell(Optional<Reason> before, Pause now, String why) {
        var reason = now.reason();
        if (reason.equals(before)) {
            return;
        }
        if (reason.isPresent()) {
            var code = reason.get().code();
            LOG.warnf(
                    "%s.paused %1$s=%s reason=%s why=%s todo=%s",
                    kind, name, code, why, reason.get().remedy());
        } else {
            LOG.infof(
                    "%s.resumed %1$s=%s reason=%s",
                    kind, name, before.orElseThrow().code());
        }
    }
}
