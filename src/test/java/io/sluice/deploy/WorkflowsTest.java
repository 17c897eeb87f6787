package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the workflows: that they have no more rights than they need, and run what there is. */
class WorkflowsTest {
    private static final Pattern PROFILE = Pattern.compile("-P([\\w-]+)");
    private static final Pattern OWN_PROGRAM = Pattern.compile("(?m)^(\\.[\\w./-]+)");

    static Stream<Path> workflows() throws IOException {
        try (var files = Files.list(Path.of(".github/workflows"))) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_may_only_read_unless_a_job_says_otherwise(Path workflow) throws IOException {
        var content = YamlFile.read(workflow).content();
        assertThat(content.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        for (var job : content.path("jobs")) {
            assertThat(job.path("permissions").properties()).allSatisfy(right -> assertThat(
                            right.getKey() + ": " + right.getValue().asText())
                    .isIn("contents: read", "packages: write"));
            assertThat(job.path("runs-on").asText()).isIn("ubuntu-24.04", "${{ matrix.runner }}");
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actions_are_named_with_their_version(Path workflow) throws IOException {
        assertThat(YamlFile.read(workflow).content().findValuesAsText("uses"))
                .isNotEmpty()
                .allMatch(action -> action.matches("[\\w-]+/[\\w-]+@(v\\d+|[0-9a-f]{40})"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void steps_run_what_there_is(Path workflow) throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var content = YamlFile.read(workflow).content();
        for (var command : content.findValuesAsText("run")) {
            assertThat(OWN_PROGRAM.matcher(command).results().map(found -> Path.of(found.group(1))))
                    .as(command)
                    .allMatch(Files::isExecutable);
            assertThat(PROFILE.matcher(command).results().map(found -> "<id>" + found.group(1) + "</id>"))
                    .as(command)
                    .allMatch(pom::contains);
        }
        assertThat(content.findValues("file").stream().map(JsonNode::asText).map(Path::of))
                .allMatch(Files::exists);
    }
}
