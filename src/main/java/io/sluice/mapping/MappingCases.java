package io.sluice.mapping;

import io.sluice.delivery.Batches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The cases of {@code routes/tests/*.yaml}: events, and exactly what the mappings make of them. */
public final class MappingCases {
    private final List<MappingCase> cases = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private MappingCases() {}

    /** What came of one case. @param differences empty when all is as expected; a sentence each */
    public record Result(String place, String name, List<String> differences) {}

    /** Reads the files of a directory, in the order of their names. */
    public static MappingCases read(Path directory) {
        var all = new MappingCases();
        var found = new Mistakes();
        Texts.of(directory, ".yaml", "put a file with cases there", all.mistakes)
                .forEach((file, text) -> new YamlFile(file, found)
                        .read(text)
                        .ifPresent(root -> all.cases.addAll(new CaseReader(found).read(root))));
        all.mistakes.addAll(found.inOrder());
        return all;
    }

    /** What is wrong with the files themselves. */
    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Sends nothing. */
    public List<Result> run(Mappings mappings, Batches batches) {
        var run = new CaseRun(mappings, batches);
        return cases.stream()
                .map(one -> new Result(one.place(), one.name(), run.differences(one)))
                .toList();
    }

    /** The mappings, and the lines of their tables, that no case has a request of. */
    public List<String> withoutRequest(Mappings mappings, Batches batches) {
        var run = new CaseRun(mappings, batches);
        var wanted = cases.stream().flatMap(one -> run.wanted(one).stream()).collect(Collectors.toSet());
        return mappings.flows().stream()
                .flatMap(flow -> ((MappingFlow) flow).list().stream())
                .flatMap(mapping ->
                        mapping.lines().all().stream().map(line -> CaseRun.named(mapping.name(), line.target())))
                .distinct()
                .filter(name -> !wanted.contains(name))
                .toList();
    }
}
