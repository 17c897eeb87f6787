package io.sluice.mapping;

import io.sluice.delivery.Target;
import java.util.List;

/**
 * A mapping as it was read, with the places that its relations to other mappings are reported at.
 *
 * @param lane the stem of its file
 * @param targets of all its lines
 */
record Declared(
        String lane,
        Sited<String> name,
        Sited<String> account,
        List<Sited<Target>> targets,
        List<Sited<String>> after,
        Mapping mapping) {}
