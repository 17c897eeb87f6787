package io.sluice.mapping;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The mappings of one file. */
record MappingFlow(String lane, String account, List<Mapping> list, Set<String> mappings) implements Flow {
    static MappingFlow of(String lane, String account, List<Mapping> list) {
        var names = new LinkedHashSet<String>();
        list.forEach(mapping -> names.add(mapping.name()));
        return new MappingFlow(lane, account, List.copyOf(list), names);
    }

    @Override
    public List<Mapped> map(Event event) {
        var results = new ArrayList<Mapped>(list.size());
        for (var mapping : list) {
            results.add(mapping.map(event));
        }
        return results;
    }
}
