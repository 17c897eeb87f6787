package io.sluice.mapping;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import io.sluice.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The mappings of one file. */
record MappingFlow(String lane, String destination, String account, List<Mapping> list, Set<String> mappings)
        implements Flow {
    private static final Logger LOG = Logger.getLogger(MappingFlow.class);

    static MappingFlow of(String lane, String destination, String account, List<Mapping> list) {
        var names = new LinkedHashSet<String>();
        list.forEach(mapping -> names.add(mapping.name()));
        return new MappingFlow(lane, destination, account, List.copyOf(list), names);
    }

    /** What its mappings write, and where. */
    Stream<TargetUse> uses() {
        return list.stream().flatMap(mapping -> mapping.lines().all().stream()
                .map(line -> TargetUse.of(lane, destination, mapping.name(), line)));
    }

    @Override
    public List<Mapped> map(Event event) {
        var results = new ArrayList<Mapped>(list.size());
        for (var mapping : list) {
            results.add(map(mapping, event));
        }
        return results;
    }

    /** A fault of ours costs this event in this mapping: it must not stop the lane, which would meet it again and again. */
    private Mapped map(Mapping mapping, Event event) {
        try {
            return mapping.map(event);
        } catch (RuntimeException | StackOverflowError fault) {
            // Without the message, which may quote the event.
            var at = fault.getStackTrace().length > 0 ? fault.getStackTrace()[0] : "?";
            LOG.errorf(
                    "mapping.failed lane=%s mapping=%s messageId=%s why=%s at=%s",
                    lane, mapping.name(), event.messageId(), fault.getClass().getName(), at);
            return new Mapped.Refused(
                    mapping.name(), Reason.INTERNAL, fault.getClass().getName());
        }
    }
}
