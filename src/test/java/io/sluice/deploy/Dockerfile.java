package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** As much of a Dockerfile's language as ours use; any other instruction is an error. */
record Dockerfile(Map<String, String> arguments, List<Stage> stages) {
    private static final Path JVM = Path.of("src/main/docker/Dockerfile.jvm");
    private static final Path NATIVE = Path.of("src/main/docker/Dockerfile.native");

    private static final Set<String> KNOWN = Set.of(
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "LABEL",
            "RUN",
            "STOPSIGNAL",
            "USER",
            "WORKDIR");
    private static final Pattern LABEL = Pattern.compile("([\\w.]+)=\"([^\"]*)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\$\\{(\\w+)}");

    record Instruction(String name, String text) {}

    /** @param from the stage that the sources are of; empty: the build's context */
    record Copy(String from, List<String> sources, String target) {}

    record Stage(String base, List<Instruction> instructions) {
        List<String> all(String name) {
            return instructions.stream()
                    .filter(instruction -> instruction.name().equals(name))
                    .map(Instruction::text)
                    .toList();
        }

        String the(String name) {
            assertThat(all(name)).as(name).hasSize(1);
            return all(name).get(0);
        }

        /** ENTRYPOINT and CMD, which have to be lists: without a shell there is none to read a line. */
        List<String> words(String name) {
            try {
                return new ObjectMapper().readValue(the(name), new TypeReference<List<String>>() {});
            } catch (JsonProcessingException e) {
                throw new AssertionError(name + " is no list", e);
            }
        }

        List<Copy> copies() {
            return all("COPY").stream().map(Dockerfile::copy).toList();
        }

        Map<String, String> labels() {
            var labels = new HashMap<String, String>();
            LABEL.matcher(the("LABEL")).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            return labels;
        }

        Map<String, String> environment() {
            var environment = new HashMap<String, String>();
            all("ENV").forEach(line -> environment.put(line.split("=", 2)[0], line.split("=", 2)[1]));
            return environment;
        }
    }

    private static Copy copy(String text) {
        var words = new ArrayList<>(List.of(text.split(" +")));
        var from = words.stream().filter(word -> word.startsWith("--from=")).findFirst();
        words.removeIf(word -> word.startsWith("--"));
        return new Copy(
                from.map(word -> word.substring("--from=".length())).orElse(""),
                words.subList(0, words.size() - 1),
                words.get(words.size() - 1));
    }

    static Dockerfile read(Path path) throws IOException {
        var arguments = new HashMap<String, String>();
        var stages = new ArrayList<Stage>();
        for (var instruction : instructions(path)) {
            assertThat(KNOWN).as(path.toString()).contains(instruction.name());
            if (instruction.name().equals("FROM")) {
                stages.add(new Stage(resolved(instruction.text().split(" ")[0], arguments), new ArrayList<>()));
            } else if (instruction.name().equals("ARG")) {
                arguments.put(
                        instruction.text().split("=", 2)[0], instruction.text().split("=", 2)[1]);
            } else {
                stages.get(stages.size() - 1).instructions().add(instruction);
            }
        }
        return new Dockerfile(arguments, stages);
    }

    /** The one that has in it what the integration tests start. */
    static Dockerfile ofTheProgram() throws IOException {
        return read(PackagedProgram.isJar() ? JVM : NATIVE);
    }

    private static List<Instruction> instructions(Path path) throws IOException {
        try (Stream<String> lines = Files.lines(path)) {
            var text = String.join(
                    "\n", lines.filter(line -> !line.startsWith("#")).toList());
            return text.replaceAll("\\\\\n\\s*", " ")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(" +", 2))
                    .map(parts -> new Instruction(parts[0], parts[1]))
                    .toList();
        }
    }

    private static String resolved(String text, Map<String, String> arguments) {
        return ARGUMENT.matcher(text).replaceAll(match -> arguments.get(match.group(1)));
    }

    Stage image() {
        return stages.get(stages.size() - 1);
    }
}
