package io.sluice.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code $all}: {@code titleCase} or {@code asIs} with a path, and perhaps {@code except} and {@code rename}. */
final class PassThroughReader {
    private static final String EXAMPLE = "write { titleCase: $.traits } or { titleCase: $.properties }";
    private static final String TITLE_CASE = "titleCase";
    private static final String AS_IS = "asIs";

    private final Mistakes mistakes;
    private final Scalars scalars;

    PassThroughReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
    }

    Optional<PassThrough> read(Node node) {
        var entries = Entries.of(node, EXAMPLE, mistakes).only(List.of(TITLE_CASE, AS_IS, "except", "rename"), "$all");
        boolean titleCase = entries.get(TITLE_CASE).isPresent();
        if (titleCase != entries.get(AS_IS).isPresent()) {
            return path(entries.get(titleCase ? TITLE_CASE : AS_IS).orElseThrow())
                    .map(path ->
                            new PassThrough(path, titleCase, except(entries, titleCase), rename(entries, titleCase)));
        }
        if (!entries.isFaulty()) {
            mistakes.add(node, "$all has exactly one of titleCase and asIs", EXAMPLE);
        }
        return Optional.empty();
    }

    private Optional<Path> path(Node node) {
        var from = new ValueReader(mistakes).read(node);
        if (from instanceof Path path) {
            return Optional.of(path);
        }
        if (from != Constant.NONE) {
            mistakes.add(node, "$all takes one path", EXAMPLE);
        }
        return Optional.empty();
    }

    private Set<String> except(Entries entries, boolean titleCase) {
        return entries
                .get("except")
                .map(node -> scalars.texts(node, "write a list of names, such as [ password ]"))
                .stream()
                .flatMap(List::stream)
                .map(name -> named(name.value(), titleCase))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> rename(Entries entries, boolean titleCase) {
        var renamed = new HashMap<String, String>();
        entries.get("rename").ifPresent(node -> {
            for (var entry : Entries.of(node, "write { mrr: MRR }", mistakes)) {
                scalars.text(entry.value(), "write the column's name")
                        .ifPresent(column -> renamed.put(named(entry.key(), titleCase), column));
            }
        });
        return Map.copyOf(renamed);
    }

    /** So that {@code orderId} and {@code order_id} mean the same, as they do in events. */
    private static String named(String member, boolean titleCase) {
        return titleCase ? TitleCase.of(member) : member;
    }
}
