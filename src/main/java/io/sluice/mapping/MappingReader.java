package io.sluice.mapping;

import io.sluice.delivery.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all mapping files at once, since what is in one must fit the others. */
final class MappingReader {
    static final String SUFFIX = ".mapping.yaml";

    /** Either flows, or mistakes. */
    record Read(List<MappingFlow> flows, List<Mistake> mistakes) {}

    private final Map<String, Action> actions = new TreeMap<>();

    MappingReader(Collection<? extends Action> actions) {
        actions.forEach(action -> this.actions.put(action.name(), action));
    }

    /** @param files their texts, by the name that mistakes are reported with; the lane is the stem of it */
    Read read(Map<String, String> files) {
        var mistakes = new Mistakes();
        var declared = new ArrayList<Declared>();
        files.forEach((file, text) -> new YamlFile(file, mistakes)
                .read(text)
                .ifPresent(root -> declared.addAll(new FlowReader(mistakes, actions, lane(file)).read(root))));
        new CrossChecks(mistakes).check(declared);
        return mistakes.isEmpty() ? new Read(flows(declared), List.of()) : new Read(List.of(), mistakes.inOrder());
    }

    private static String lane(String file) {
        var name = file.substring(file.lastIndexOf('/') + 1);
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static List<MappingFlow> flows(List<Declared> declared) {
        var byLane = new LinkedHashMap<String, List<Declared>>();
        for (var one : declared) {
            byLane.computeIfAbsent(one.lane(), lane -> new ArrayList<>()).add(one);
        }
        var flows = new ArrayList<MappingFlow>();
        byLane.forEach((lane, list) -> flows.add(MappingFlow.of(
                lane,
                list.get(0).destination(),
                list.get(0).account().value(),
                list.stream().map(Declared::mapping).toList())));
        return List.copyOf(flows);
    }
}
