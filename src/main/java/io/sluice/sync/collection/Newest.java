package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sync.Scan;
import io.sluice.sync.SfmcTime;
import io.sluice.sync.Since;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The newest time of a change that was seen. It becomes the watermark, if it is later than the one before. */
final class Newest {
    private final String field;
    private Optional<Instant> newest = Optional.empty();

    Newest(String field) {
        this.field = field;
    }

    void saw(ObjectNode item) {
        try {
            var seen = SfmcTime.read(item.path(field).asText());
            if (seen.isPresent() && newest.stream().noneMatch(seen.get()::isBefore)) {
                newest = seen;
            }
        } catch (DateTimeException e) {
            // No time, or none that is understood: its row says so, and it does not move the watermark.
        }
    }

    /** A time that is later than the run may be a wrong clock's, and would hide what is changed until then. */
    void tell(Since since, Scan scan) {
        newest.map(time -> time.isAfter(since.startedAt()) ? since.startedAt() : time)
                .filter(time -> since.watermark().stream().allMatch(time::isAfter))
                .ifPresent(scan::watermark);
    }
}
