package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the Dockerfiles, as far as that goes without building them. */
class ImagesTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>sluice</artifactId>\\s*<version>(.+?)</version>");
    private static final Pattern FINAL_NAME = Pattern.compile("<finalName>(.+?)</finalName>");

    @ParameterizedTest
    @ValueSource(strings = {"src/main/docker/Dockerfile.jvm", "src/main/docker/Dockerfile.native"})
    void an_image_runs_as_the_manifests_say(Path file) throws Exception {
        var image = Dockerfile.read(file).image();
        var container = container();
        var user = Manifests.of(Manifests.SINGLE)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getSecurityContext();
        assertThat(image.the("USER")).isEqualTo(user.getRunAsUser() + ":" + user.getRunAsGroup());
        assertThat(image.the("WORKDIR")).isEqualTo(container.getWorkingDir());
        assertThat(image.the("STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(image.words("ENTRYPOINT")).isNotEmpty();
        assertThat(container.getCommand())
                .as("a command, which would replace the entrypoint")
                .isEmpty();
        assertThat(image.words("CMD")).isEqualTo(container.getArgs());
        assertThat(List.of(image.the("EXPOSE").split(" ")))
                .containsExactlyElementsOf(container.getPorts().stream()
                        .map(port -> port.getContainerPort().toString())
                        .toList());
    }

    private static Container container() throws Exception {
        return Manifests.of(Manifests.SINGLE)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/docker/Dockerfile.jvm", "src/main/docker/Dockerfile.native"})
    void an_image_says_what_it_is(Path file) throws Exception {
        var dockerfile = Dockerfile.read(file);
        assertThat(dockerfile.image().labels().keySet())
                .extracting(label -> label.replaceFirst("^org\\.opencontainers\\.image\\.", ""))
                .containsExactlyInAnyOrder("title", "description", "licenses", "version", "revision");
        assertThat(dockerfile.arguments()).containsEntry("VERSION", inPom(VERSION));
        assertThat(container().getImage()).isEqualTo("sluice:" + inPom(VERSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/docker/Dockerfile.jvm", "src/main/docker/Dockerfile.native"})
    void what_is_copied_is_there_and_is_sent_to_the_builder(Path file) throws Exception {
        var sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> Path.of(line.substring(1)))
                .toList();
        assertThat(sent).allSatisfy(path -> assertThat(path).exists());
        for (var stage : Dockerfile.read(file).stages()) {
            for (var copy : stage.copies()) {
                if (copy.from().isEmpty()) {
                    assertThat(copy.sources()).allSatisfy(source -> {
                        assertThat(Path.of(source)).exists();
                        assertThat(sent).anyMatch(Path.of(source)::startsWith);
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/docker/Dockerfile.jvm", "src/main/docker/Dockerfile.native"})
    void an_image_is_built_elsewhere_and_its_bases_have_a_version(Path file) throws Exception {
        var dockerfile = Dockerfile.read(file);
        assertThat(dockerfile.stages()).hasSize(2);
        assertThat(dockerfile.image().all("RUN"))
                .as("what would need a shell in the image")
                .isEmpty();
        assertThat(dockerfile.stages())
                .allSatisfy(stage ->
                        assertThat(stage.base()).matches("[\\w./-]+:[\\w.-]+").doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = "src/main/docker/Dockerfile.native")
    void the_executable_has_the_name_that_the_build_gives_it(Path file) throws Exception {
        assertThat(Dockerfile.read(file).image().copies())
                .flatExtracting(Dockerfile.Copy::sources)
                .contains("/build/target/" + inPom(FINAL_NAME) + "-runner");
    }

    private static String inPom(Pattern pattern) throws IOException {
        var found = pattern.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).as(pattern.pattern()).isTrue();
        return found.group(1);
    }
}
