package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.delivery.Flow;
import io.sluice.delivery.SluiceConfig;
import io.sluice.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flows of {@code routes/}, read once. Either all files are right, or there are no flows and {@link #mistakes()} tells
 * all that is wrong: whoever starts the gateway prints them and does not start.
 */
@ApplicationScoped
public class Mappings {
    private final Map<String, MappingFlow> byLane = new LinkedHashMap<>();
    private final List<Mistake> mistakes;

    @Inject
    public Mappings(SluiceConfig config, Instance<Action> actions) {
        this(Path.of(config.routes()), actions.stream().toList());
    }

    /** Reads the files of a directory, in the order of their names. */
    public Mappings(Path directory, Collection<? extends Action> actions) {
        var unreadable = new ArrayList<Mistake>();
        var read = new MappingReader(actions)
                .read(Texts.of(
                        directory,
                        MappingReader.SUFFIX,
                        "set sluice.routes to the directory of the mapping files",
                        unreadable));
        unreadable.addAll(read.mistakes());
        mistakes = List.copyOf(unreadable);
        if (mistakes.isEmpty()) {
            read.flows().forEach(flow -> byLane.put(flow.lane(), flow));
        }
    }

    /** Empty when there are mistakes. */
    public Collection<Flow> flows() {
        return Collections.unmodifiableCollection(byLane.values());
    }

    /** What all mappings write, and where. */
    public List<TargetUse> uses() {
        return byLane.values().stream().flatMap(MappingFlow::uses).toList();
    }

    /** @throws IllegalArgumentException when no mapping file has that stem */
    public Flow flow(String lane) {
        var flow = byLane.get(lane);
        if (flow == null) {
            throw new IllegalArgumentException("no flow '" + lane + "': add " + lane + MappingReader.SUFFIX
                    + ", or use one of " + byLane.keySet());
        }
        return flow;
    }

    /** All of them over all files, in the order of files and lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** What each mapping of each flow makes of the event. */
    public List<Explanation> explain(Event event) {
        return byLane.values().stream()
                .flatMap(flow ->
                        flow.map(event).stream().map(mapped -> new Explanation(flow.lane(), flow.account(), mapped)))
                .toList();
    }
}
